// The papers page: search, filters, sort, marks and BibTeX over all papers, fifty at a time. The address holds every choice, so that
// Back, a reload and a link lead to the same list.
import { askedChoices, followAddress, writeChoices, writeChoicesSoon } from "./address.js";
import { placeRows } from "./bibtex.js";
import { byId, readJson } from "./dom.js";
import { on } from "./events.js";
import { forgetItems, itemOf, notes, refreshMarksOfItems, saveBibtex } from "./paper-list.js";
import { codeOf, idOf, isKey, searched, titleOf, topicsOfRow } from "./paper-rows.js";
import { findPapers, makeHaystack } from "./paper-search.js";
import { progress } from "./progress.js";
import { once } from "./tables.js";
import { t } from "./texts.js";
import { placeOfTopic, TOPIC_ROWS } from "./topic-rows.js";

const STEP = 50; // papers: more elements at once are slow on a phone
const PAUSE = 400; // milliseconds without a key after which the address follows: browsers refuse to change it at every key

/** @type {PaperRow[] | null} */
const rows = readJson("papers");
/** @type {PaperRow[]} */
let shown = [];
let shownCount = STEP;

const haystack = once(() => makeHaystack((rows || []).map((row) => searched(row, (at) => [TOPIC_ROWS[at][1], TOPIC_ROWS[at][2]], noteText(row)))));

/** @param {PaperRow} row */
const noteText = (row) => notes.get(idOf(row))?.querySelector(".note-body")?.textContent || "";

/** @type {Record<string, (row: PaperRow) => boolean>} */
const KINDS = {
  kind_key: isKey,
  kind_new: (row) => !isKey(row),
  kind_unread: (row) => progress.paper(idOf(row)).state !== "read",
  kind_noted: (row) => notes.has(idOf(row)),
  kind_code: (row) => codeOf(row) !== "",
  kind_starred: (row) => progress.paper(idOf(row)).starred === true,
};
const SORTS = ["sort_new", "sort_old", "sort_title"];

/** @param {readonly PaperRow[]} papers */
function chooseRows(papers) {
  const topic = byId("paper-topic").value;
  const isKind = Object.hasOwn(KINDS, byId("paper-kind").value) ? KINDS[byId("paper-kind").value] : () => true;
  const query = byId("paper-search").value;
  const found = query.trim() ? findPapers(query, haystack()).map((place) => papers[place]) : [...papers];
  shown = found.filter((row) => (topic === "" || topicsOfRow(row).includes(Number(topic))) && isKind(row));
  const sort = byId("paper-sort").value;
  if (sort === "sort_old") shown.reverse();
  if (sort === "sort_title") shown.sort((a, b) => titleOf(a).localeCompare(titleOf(b), "en"));
}

function showRows() {
  const count = t("papers_count", { n: shown.length });
  byId("paper-count").textContent = shown.length ? count : t("papers_none");
  byId("paper-list").replaceChildren(...shown.slice(0, shownCount).map(itemOf));
  byId("paper-more").hidden = shown.length <= shownCount;
  byId("paper-bib").disabled = !shown.length;
  byId("paper-clear").hidden = !isNarrowed();
}

const isNarrowed = () => ["paper-search", "paper-topic", "paper-kind"].some((id) => byId(/** @type {"paper-search"} */ (id)).value.trim() !== "");

/** What is chosen, as the address says it. */
function paperChoices() {
  const topic = byId("paper-topic").value;
  return {
    q: byId("paper-search").value.trim(),
    topic: topic && TOPIC_ROWS[Number(topic)][0],
    show: byId("paper-kind").value.replace("kind_", ""),
    sort: byId("paper-sort").value.replace("sort_", "").replace("new", ""),
    n: shownCount > STEP ? String(shownCount) : "",
  };
}

/** Takes over what the address asks for; what it does not understand is left out. */
function readChosen() {
  const asked = askedChoices();
  const at = placeOfTopic(asked.get("topic") || "");
  const [kind, sort] = ["kind_" + asked.get("show"), "sort_" + asked.get("sort")];
  byId("paper-search").value = asked.get("q") || "";
  byId("paper-topic").value = at >= 0 ? String(at) : "";
  byId("paper-kind").value = Object.hasOwn(KINDS, kind) && byId("paper-kind").querySelector(`[value="${kind}"]`) ? kind : "";
  byId("paper-sort").value = SORTS.includes(sort) ? sort : SORTS[0];
  shownCount = Math.max(STEP, Math.ceil((Number(asked.get("n")) || 0) / STEP) * STEP);
}

/** @param {readonly PaperRow[]} papers */
function showChosen(papers) {
  readChosen();
  chooseRows(papers);
  showRows();
}

/** @param {readonly PaperRow[]} papers */
function followTools(papers) {
  const again = () => { shownCount = STEP; chooseRows(papers); showRows(); };
  const followSelect = () => { again(); writeChoices(paperChoices(), { step: true }); };
  byId("paper-topic").addEventListener("change", followSelect);
  byId("paper-kind").addEventListener("change", followSelect);
  byId("paper-sort").addEventListener("change", followSelect);
  byId("paper-search").addEventListener("input", () => {
    again();
    writeChoicesSoon(paperChoices, PAUSE);
  });
  byId("paper-search").addEventListener("change", () => writeChoices(paperChoices(), { step: false }));
  byId("paper-tools").addEventListener("submit", (event) => event.preventDefault());
  byId("paper-clear").addEventListener("click", () => { clearTools(); followSelect(); byId("paper-search").focus(); });
  byId("paper-more").addEventListener("click", showMore);
  byId("paper-bib").addEventListener("click", () => saveBibtex("vlagraph.bib", shown));
}

function clearTools() {
  byId("paper-search").value = byId("paper-topic").value = byId("paper-kind").value = "";
}

/** The next papers; the first of them has the focus, so that who uses a keyboard reads on. */
function showMore() {
  const first = shown[shownCount];
  shownCount += STEP;
  byId("paper-list").append(...shown.slice(shownCount - STEP, shownCount).map(itemOf));
  byId("paper-more").hidden = shown.length <= shownCount;
  if (first) itemOf(first).querySelector("a")?.focus({ preventScroll: true });
  writeChoices(paperChoices(), { step: false });
}

/** Does nothing on the other pages. */
export function startPapers() {
  if (!rows) return;
  placeRows(rows, Number(byId("paper-bib").dataset.step));
  const show = () => showChosen(rows);
  followTools(rows);
  show();
  followAddress(show);
  on("language", () => { forgetItems(); showRows(); });
  on("progress", refreshMarksOfItems);
  if ("requestIdleCallback" in window) requestIdleCallback(haystack);
}
