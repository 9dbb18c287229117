// The page of new papers: one verdict a paper (what the reader has still to learn for all of its topics), what can be read now, one topic
// alone, thirty at a time. The rows come with the page and are changed in place, so that the focus stays where it is.
import { askedChoices, followAddress, sayUnknown, writeChoices } from "./address.js";
import { all, byId, el } from "./dom.js";
import { on } from "./events.js";
import { markButtons, showPaperMarks } from "./paper-marks.js";
import { progress } from "./progress.js";
import { inTongue, t } from "./texts.js";
import { missingRows, nameOfRow, namesOfRow, placeOfTopic, TOPIC_ROWS } from "./topic-rows.js";

const NEW_AT_ONCE = 30; // papers: what arXiv brings in about a week
const NAMED_AT_MOST = 3; // topics that a verdict names: one line; all are behind "why"

/** @typedef {{ item: HTMLElement, id: string, topics: string[], missing: TopicRow[] }} NewPaper */

/** @type {NewPaper[]} */
let newPapers = [];
let newShown = NEW_AT_ONCE;

/** @param {HTMLElement} item @returns {NewPaper} */
const newPaperOf = (item) => ({ item, id: item.dataset.paper || "", topics: (item.dataset.topics || "").split(" "), missing: [] });

function showVerdicts() {
  const learned = progress.learned();
  for (const paper of newPapers) {
    paper.missing = missingRows(paper.topics, learned);
    showVerdict(paper);
    showPaperMarks(paper.id, paper.item);
  }
}

/** @param {NewPaper} paper */
function showVerdict({ item, missing }) {
  const [verdict, learnFirst] = all("[data-verdict], [data-learn-first]", item);
  verdict.textContent = missing.length ? lackText(missing) : t("lack_read_none");
  verdict.classList.toggle("ok", !missing.length);
  learnFirst.hidden = !missing.length;
  learnFirst.replaceChildren(t("learn_first"), ": ", ...missing.flatMap((row, at) => [at ? ", " : "", el("a", { href: "topics/" + row[0] + ".html" }, inTongue(namesOfRow(row)))]));
}

/** @param {readonly TopicRow[]} missing */
function lackText(missing) {
  const names = missing.slice(0, NAMED_AT_MOST).map(nameOfRow).join(", ");
  const rest = missing.length - NAMED_AT_MOST;
  return t("lack_read", { n: missing.length, names: rest > 0 ? t("and_more", { names, n: rest }) : names });
}

/** @param {NewPaper} paper */
const canRead = ({ missing }) => !missing.length;
const wantsReady = () => byId("new-ready").getAttribute("aria-pressed") === "true";
const wantedTopic = () => byId("new-topic").value;

/** A row with the focus stays, whatever has become of it.
 * @param {NewPaper} paper
 */
function isChosen(paper) {
  const fits = (!wantsReady() || canRead(paper)) && (!wantedTopic() || paper.topics.includes(wantedTopic()));
  return fits || paper.item.contains(document.activeElement);
}

function showNewPapers() {
  const found = newPapers.filter(isChosen);
  const seen = new Set(found.slice(0, newShown));
  for (const paper of newPapers) {
    paper.item.hidden = !seen.has(paper);
    if (seen.has(paper)) addMarkButtons(paper);
  }
  for (const month of all("#new-list > section")) month.hidden = !month.querySelector("li[data-paper]:not([hidden])");
  all("#new-list")[0].dataset.ready = "";
  byId("new-more").hidden = found.length <= newShown;
  byId("new-clear").hidden = !wantsReady() && !wantedTopic();
  byId("new-count").textContent = found.length ? t("new_count", { n: found.length, ready: found.filter(canRead).length }) : noneText();
}

const noneText = () => (wantsReady() ? t("new_none_ready") : t("new_none_chosen"));

/** @param {NewPaper} paper */
function addMarkButtons({ item, id }) {
  const acts = all(".row-acts", item)[0];
  if (all("[data-act]", acts).length) return;
  acts.append(...markButtons(id, item.querySelector(".name")?.textContent || ""));
  showPaperMarks(id, item);
}

const newChoices = () => ({ now: wantsReady() ? "1" : "", topic: wantedTopic(), n: newShown > NEW_AT_ONCE ? String(newShown) : "" });

/** Takes over what the address asks for; what it does not understand is left out, and said. */
function readNewChoices() {
  const asked = askedChoices();
  const at = placeOfTopic(asked.get("topic") || "");
  const topic = at >= 0 ? TOPIC_ROWS[at][0] : "";
  byId("new-ready").setAttribute("aria-pressed", String(asked.get("now") === "1"));
  byId("new-topic").value = byId("new-topic").querySelector(`[value="${topic}"]`) ? topic : "";
  sayUnknown([wantedTopic() ? "" : asked.get("topic") || ""]);
  newShown = Math.max(NEW_AT_ONCE, Math.ceil((Number(asked.get("n")) || 0) / NEW_AT_ONCE) * NEW_AT_ONCE);
}

function choose() {
  newShown = NEW_AT_ONCE;
  showNewPapers();
  writeChoices(newChoices(), { step: true });
}

/** The next papers; the first of them has the focus, so that who uses a keyboard reads on. */
function showMoreNew() {
  const next = newPapers.filter(isChosen)[newShown];
  newShown += NEW_AT_ONCE;
  showNewPapers();
  next?.item.querySelector("a")?.focus({ preventScroll: true });
  writeChoices(newChoices(), { step: false });
}

function clearChoices() {
  byId("new-ready").setAttribute("aria-pressed", "false");
  byId("new-topic").value = "";
  byId("new-topic").focus();
  choose();
}

function followNewTools() {
  byId("new-ready").addEventListener("click", () => { byId("new-ready").setAttribute("aria-pressed", String(!wantsReady())); choose(); });
  byId("new-topic").addEventListener("change", choose);
  byId("new-tools").addEventListener("submit", (event) => event.preventDefault());
  byId("new-clear").addEventListener("click", clearChoices);
  byId("new-more").addEventListener("click", showMoreNew);
}

/** Words in the other language: the buttons are made anew. */
function translateRows() {
  for (const button of all("#new-list [data-act]")) button.remove();
  showVerdicts();
  showNewPapers();
}

/** Does nothing on the other pages, or where there are no papers. */
export function startNewPapers() {
  if (!byId("new-list")) return;
  newPapers = all("#new-list li[data-paper]").map(newPaperOf);
  const show = () => { readNewChoices(); showNewPapers(); };
  followNewTools();
  showVerdicts();
  show();
  followAddress(show);
  on("language", translateRows);
  on("progress", () => { showVerdicts(); showNewPapers(); });
}
