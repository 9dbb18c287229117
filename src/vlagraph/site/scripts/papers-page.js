// The papers page: search, filters, sort, marks and BibTeX over all papers, fifty at a time. The address holds every choice, so that
// Back, a reload and a link lead to the same list.
import { askedChoices, followAddress, sayUnknown, writeChoices, writeChoicesSoon } from "./address.js";
import { placeRows } from "./bibtex.js";
import { byId, readJson } from "./dom.js";
import { on } from "./events.js";
import { forgetItems, itemOf, notes, refreshMarksOfItems, saveBibtex } from "./paper-list.js";
import { codeOf, idOf, isKey, searched, titleOf, topicsOfRow } from "./paper-rows.js";
import { findPapers, joinHaystacks, makeHaystack } from "./paper-search.js";
import { progress } from "./progress.js";
import { rowsOfPart } from "./search-data.js";
import { untilAnswered } from "./tables.js";
import { t } from "./texts.js";
import { announce } from "./toast.js";
import { placeOfTopic, TOPIC_ROWS } from "./topic-rows.js";

const STEP = 50; // papers: more elements at once are slow on a phone
const PAUSE = 400; // milliseconds without a key after which the address follows: browsers refuse to change it at every key

/** The newest papers; the others are read once they are asked for. @type {PaperRow[] | null} */
const rows = readJson("papers");
const allCount = Number(byId("papers")?.dataset.all);
const inPart = Number(byId("papers")?.dataset.step);
const entriesInFile = () => Number(byId("paper-bib").dataset.step);
let isReading = false;
let isCut = false; // some of them could not be read
/** @type {PaperRow[]} */
let shown = [];
let shownCount = STEP;
/** @type {import("./paper-search.js").Haystack | null} */
let haystack = null;

/** @param {readonly PaperRow[]} papers */
const wordsOf = (papers) => makeHaystack(papers.map((row) => searched(row, (at) => [TOPIC_ROWS[at][1], TOPIC_ROWS[at][2]], noteText(row))));

/** @param {readonly PaperRow[]} papers */
const wordsOfRows = (papers) => (haystack = haystack || wordsOf(papers));

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
  const found = query.trim() ? findPapers(query, wordsOfRows(papers)).map((place) => papers[place]) : [...papers];
  shown = found.filter((row) => (topic === "" || topicsOfRow(row).includes(Number(topic))) && isKind(row));
  const sort = byId("paper-sort").value;
  if (sort === "sort_old") shown.reverse();
  if (sort === "sort_title") shown.sort((a, b) => titleOf(a).localeCompare(titleOf(b), "en"));
}

function showRows() {
  byId("paper-list").replaceChildren(...shown.slice(0, shownCount).map(itemOf));
  showSums();
}

/** What stands around the list; the list stays, and the focus in it. */
function showSums() {
  byId("paper-count").textContent = countText();
  byId("paper-more").hidden = shown.length <= shownCount && (isAllRead() || !isWhole());
  byId("paper-bib").disabled = !shown.length;
  byId("paper-clear").hidden = !isNarrowed();
}

const isAllRead = () => (rows || []).length >= allCount;
/** Whether the list shows all papers as they come, newest first. */
const isWhole = () => !isNarrowed() && byId("paper-sort").value === SORTS[0];

function countText() {
  if (isCut) return t("papers_cut", { n: shown.length, all: allCount });
  if (isWhole()) return t("papers_count", { n: allCount });
  if (isReading && !isAllRead()) return t("papers_so_far", { n: shown.length, read: (rows || []).length });
  return shown.length ? t("papers_count", { n: shown.length }) : t("papers_none");
}

/** How many papers each part has brought; the first is in the page. */
const brought = [(rows || []).length];

/** Reads the other papers, and shows what is asked for among more and more of them. What cannot be read is asked for again the next time. */
const readAll = untilAnswered(async () => {
  if (!rows || isAllRead()) return true;
  [isReading, isCut] = [true, false];
  byId("paper-list").setAttribute("aria-busy", "true");
  for (let number = 1; number * inPart < allCount; number += 1) if (!brought[number]) await readPart(rows, number);
  isReading = false;
  isCut = !isAllRead();
  byId("paper-list").removeAttribute("aria-busy");
  showSums();
  return isCut ? undefined : true;
});

/** Puts the papers of a part in their place, which is before others where it could not be read earlier.
 * @param {PaperRow[]} papers
 * @param {number} number
 */
async function readPart(papers, number) {
  const part = await rowsOfPart(number);
  if (!part?.length) return;
  const place = brought.slice(0, number).reduce((sum, count) => sum + count, 0);
  const isLast = place === papers.length;
  brought[number] = part.length;
  if (haystack) haystack = isLast ? joinHaystacks(haystack, wordsOf(part)) : null;
  papers.splice(place, 0, ...part);
  placeRows(part, { first: number * inPart, inFile: entriesInFile() });
  chooseRows(papers);
  if (!isWhole() || !isLast) showRows();
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

/** Takes over what the address asks for; what it does not understand is left out, and said. */
function readChosen() {
  const asked = askedChoices();
  const at = placeOfTopic(asked.get("topic") || "");
  const [kind, sort] = ["kind_" + asked.get("show"), "sort_" + asked.get("sort")];
  byId("paper-search").value = asked.get("q") || "";
  byId("paper-topic").value = at >= 0 ? String(at) : "";
  byId("paper-kind").value = Object.hasOwn(KINDS, kind) && byId("paper-kind").querySelector(`[value="${kind}"]`) ? kind : "";
  byId("paper-sort").value = SORTS.includes(sort) ? sort : SORTS[0];
  const isUnknown = { topic: at < 0, show: byId("paper-kind").value !== kind, sort: !SORTS.includes(sort) };
  sayUnknown(Object.entries(isUnknown).map(([key, unknown]) => (unknown ? asked.get(key) || "" : "")));
  shownCount = Math.max(STEP, Math.ceil((Number(asked.get("n")) || 0) / STEP) * STEP);
}

/** @param {readonly PaperRow[]} papers */
function showChosen(papers) {
  readChosen();
  chooseRows(papers);
  if (!isWhole() || shownCount > papers.length) readAll();
  showRows();
}

/** @param {readonly PaperRow[]} papers */
function followTools(papers) {
  const again = () => { shownCount = STEP; readAll(); chooseRows(papers); showRows(); };
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
  byId("paper-bib").addEventListener("click", async () => { await readAll(); saveBibtex("vlagraph.bib", shown); });
  byId("paper-search").addEventListener("focus", readAll);
}

function clearTools() {
  byId("paper-search").value = byId("paper-topic").value = byId("paper-kind").value = "";
}

/** The next papers; the first of them has the focus, so that who uses a keyboard reads on. */
async function showMore() {
  if (isCut || shownCount >= shown.length) await readAll();
  const first = shown[shownCount];
  if (!first) { announce(countText()); return; } // they could not be read
  shownCount += STEP;
  byId("paper-list").append(...shown.slice(shownCount - STEP, shownCount).map(itemOf));
  showSums();
  itemOf(first).querySelector("a")?.focus({ preventScroll: true });
  writeChoices(paperChoices(), { step: false });
}

/** Does nothing on the other pages. */
export function startPapers() {
  if (!rows) return;
  placeRows(rows, { first: 0, inFile: entriesInFile() });
  const show = () => showChosen(rows);
  followTools(rows);
  show();
  followAddress(show);
  on("language", () => { forgetItems(); showRows(); });
  on("progress", refreshMarksOfItems);
  if ("requestIdleCallback" in window) requestIdleCallback(() => wordsOfRows(rows));
}
