// The papers page: search, filters, sort, marks and BibTeX over all papers, fifty at a time.
import { bibtex } from "./bibtex.js";
import { all, byId, el, readJson } from "./dom.js";
import { on } from "./events.js";
import { progress } from "./progress.js";
import { copyText, download } from "./saving.js";
import { colourClass } from "./sizes.js";
import { entryOf } from "./tables.js";
import { inLanguage, t } from "./texts.js";
import { announce } from "./toast.js";
import { nameOfRow, placeOfTopic, TOPIC_ROWS } from "./topic-rows.js";

const STEP = 50; // papers: more elements at once are slow on a phone
const AUTHORS_SHOWN = 3;
const TOPICS_SHOWN = 4;
const BIBTEX = "application/x-bibtex";

/** @type {PaperRow[] | null} */
const rows = readJson("papers");
// Notes come rendered with the page; the list takes them over.
const notes = new Map(all("#paper-list [data-note]").map((note) => [note.dataset.note || "", note]));
/** @type {Map<PaperRow, string>} */
const searchTexts = new Map();
/** @type {PaperRow[]} */
let shown = [];
let shownCount = STEP;

/** @param {PaperRow} row @returns {Paper} */
const paperOfRow = (row) => ({ id: row[0], title: row[1], authors: row[2], more: row[3], date: row[4], category: row[5] });
/** @param {PaperRow} row */
const idOf = (row) => row[0];
/** @param {PaperRow} row */
const titleOf = (row) => row[1];
/** @param {PaperRow} row */
const topicsOf = (row) => row[6];
/** @param {PaperRow} row */
const isKey = (row) => row[7] === 1;
/** @param {PaperRow} row */
const isWithdrawn = (row) => row[8] === 1;
/** @param {PaperRow} row */
const codeOf = (row) => row[9][2] || "";

/** What a search looks through.
 * @param {PaperRow} row
 */
function searchText(row) {
  const known = searchTexts.get(row);
  if (known !== undefined) return known;
  const topics = topicsOf(row).map((at) => TOPIC_ROWS[at][1] + " " + TOPIC_ROWS[at][2]);
  const note = notes.get(idOf(row))?.querySelector(".note-body")?.textContent || "";
  const text = [titleOf(row), idOf(row), ...row[2], ...row[9].slice(0, 2), ...topics, note].join(" ").toLowerCase();
  searchTexts.set(row, text);
  return text;
}

/** @type {Record<string, (row: PaperRow) => boolean>} */
const KINDS = {
  kind_key: isKey,
  kind_new: (row) => !isKey(row),
  kind_unread: (row) => progress.paper(idOf(row)).state !== "read",
  kind_noted: (row) => notes.has(idOf(row)),
  kind_code: (row) => codeOf(row) !== "",
  kind_starred: (row) => progress.paper(idOf(row)).starred === true,
};

/** @param {readonly PaperRow[]} papers */
function chooseRows(papers) {
  const words = byId("paper-search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const topic = byId("paper-topic").value;
  const isKind = entryOf(KINDS, byId("paper-kind").value) || (() => true);
  shown = papers.filter((row) => (topic === "" || topicsOf(row).includes(Number(topic))) && isKind(row)
    && (!words.length || words.every((word) => searchText(row).includes(word))));
  const sort = byId("paper-sort").value;
  if (sort === "sort_old") shown.reverse();
  if (sort === "sort_title") shown.sort((a, b) => titleOf(a).localeCompare(titleOf(b)));
}

function showRows() {
  byId("paper-count").textContent = shown.length ? t("papers_count", { n: shown.length }) : t("papers_none");
  byId("paper-list").replaceChildren(...shown.slice(0, shownCount).map(rowItem));
  byId("paper-more").hidden = shown.length <= shownCount;
  byId("paper-bib").disabled = !shown.length;
}

/** @param {PaperRow} row */
function rowItem(row) {
  const { id, title, date, category } = paperOfRow(row);
  const by = [authorText(row), date, category].filter(Boolean).join(" · ");
  return el("li", { "data-paper": id, class: progress.paper(id).state === "read" ? "done" : "" },
    el("a", { class: "name", href: "https://arxiv.org/abs/" + id, rel: "noreferrer" }, title),
    isWithdrawn(row) && el("strong", { class: "gone" }, " " + t("withdrawn")),
    el("span", { class: "by" }, by, published(row)),
    el("p", { class: "row-acts" },
      isKey(row) && el("span", { class: "badge" }, t("key_paper")),
      topicsOf(row).slice(0, TOPICS_SHOWN).map(topicLink),
      el("span", { class: "push" }),
      rowButtons(row)),
    notes.get(id));
}

/** The venue, and links to the code and the project page.
 * @param {PaperRow} row
 */
function published(row) {
  const [english, korean, code, project] = row[9];
  return [
    english ? [" · ", el("span", { class: "venue" }, inLanguage([english, korean]))] : null,
    code ? [" · ", outside(code, t("code"), titleOf(row))] : null,
    project ? [" · ", outside(project, t("project_page"), titleOf(row))] : null,
  ];
}

/**
 * @param {string} address
 * @param {string} label
 * @param {string} title
 */
function outside(address, label, title) {
  return el("a", { href: address, rel: "noreferrer" }, label, el("span", { class: "unseen" }, " " + title));
}

/** @param {number} at the place of the topic in the list of topics */
function topicLink(at) {
  const row = TOPIC_ROWS[at];
  return el("a", { class: "topic " + colourClass(row[3]), href: "topics/" + row[0] + ".html" }, nameOfRow(row));
}

/** @param {PaperRow} row */
function rowButtons(row) {
  const { id, title } = paperOfRow(row);
  const mark = progress.paper(id);
  const [starred, read] = [mark.starred === true, mark.state === "read"];
  return [
    switchButton("star", t("star"), { title, on: starred, action: () => progress.starPaper(id, !starred) }),
    switchButton("read", t("read"), { title, on: read, action: () => progress.markPaper(id, !read) }),
    el("button", { type: "button", class: "small quiet", "aria-label": t("bibtex_of", { title }), onclick: () => copyBibtex(row) }, t("bibtex")),
  ];
}

/**
 * @param {string} name
 * @param {string} label
 * @param {{ title: string, on: boolean, action: () => void }} what the paper, and what the button does to it
 */
function switchButton(name, label, { title, on, action }) {
  const properties = { type: "button", class: "small quiet", "data-act": name, "aria-pressed": String(on), "aria-label": label + ": " + title, onclick: action };
  return el("button", properties, (on ? "✓ " : "") + label);
}

/** @param {PaperRow} row */
function authorText(row) {
  const { authors, more } = paperOfRow(row);
  const named = authors.slice(0, AUTHORS_SHOWN).join(", ");
  const rest = authors.length - AUTHORS_SHOWN + more;
  return rest > 0 ? named + " " + t("authors_more", { n: rest }) : named;
}

/** @param {PaperRow} row */
async function copyBibtex(row) {
  const text = bibtex(paperOfRow(row));
  if (await copyText(text)) announce(t("copied")); else download(idOf(row).replace(/\W/g, "_") + ".bib", [text], BIBTEX);
}

/** @param {readonly PaperRow[]} papers */
function followTools(papers) {
  const again = () => { shownCount = STEP; chooseRows(papers); showRows(); };
  byId("paper-topic").addEventListener("change", again);
  byId("paper-kind").addEventListener("change", again);
  byId("paper-sort").addEventListener("change", again);
  byId("paper-search").addEventListener("input", again);
  byId("paper-tools").addEventListener("submit", (event) => event.preventDefault());
  byId("paper-more").addEventListener("click", () => { shownCount += STEP; showRows(); });
  byId("paper-bib").addEventListener("click", () => download("vlagraph.bib", shown.map((row) => bibtex(paperOfRow(row))), BIBTEX));
  again();
}

/** Does nothing on the other pages. */
export function startPapers() {
  if (!rows) return;
  const asked = new URLSearchParams(location.hash.slice(1)).get("topic");
  const at = placeOfTopic(asked || "");
  if (at >= 0) byId("paper-topic").value = String(at);
  followTools(rows);
  on("language", showRows);
  on("progress", showRows);
}
