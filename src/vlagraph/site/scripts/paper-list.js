// The rows of the list of papers: made once, and changed in place, so that the focus stays where it is.
import { abstractButton } from "./abstracts.js";
import { bibtexOf } from "./bibtex.js";
import { all, el } from "./dom.js";
import { markButtons, showPaperMarks } from "./paper-marks.js";
import { codeOf, hasAbstract, idOf, isKey, isWithdrawn, paperOfRow, titleOf, topicsOfRow } from "./paper-rows.js";
import { copyText, download } from "./saving.js";
import { colourClass } from "./sizes.js";
import { inLanguage, inTongue, t, tongue } from "./texts.js";
import { announce } from "./toast.js";
import { namesOfRow, TOPIC_ROWS } from "./topic-rows.js";

const AUTHORS_SHOWN = 3;
const TOPICS_SHOWN = 4;
const BIBTEX = "application/x-bibtex";

// Notes come rendered with the page; the list takes them over.
/** @type {Map<string, HTMLElement>} */
export const notes = new Map(all("#paper-list [data-note]").map((note) => [note.dataset.note || "", note]));
/** @type {Map<PaperRow, HTMLElement>} */
const made = new Map();

/** The element of a row.
 * @param {PaperRow} row
 */
export function itemOf(row) {
  const known = made.get(row);
  if (known) return known;
  const item = makeItem(row);
  made.set(row, item);
  showPaperMarks(idOf(row), item);
  return item;
}

/** Forgets the elements, whose words are in another language. */
export const forgetItems = () => made.clear();

/** Shows what the reader has marked since, without making any element anew. */
export function refreshMarksOfItems() {
  for (const [row, item] of made) showPaperMarks(idOf(row), item);
}

/** @param {PaperRow} row */
function makeItem(row) {
  const id = idOf(row);
  return el("li", { "data-paper": id },
    el("a", { class: "name", lang: tongue(titleOf(row)), href: "https://arxiv.org/abs/" + id, rel: "noreferrer" }, titleOf(row)),
    isWithdrawn(row) && el("strong", { class: "gone" }, " " + t("withdrawn")),
    byline(row),
    el("p", { class: "row-acts" },
      isKey(row) && el("span", { class: "badge" }, t("key_paper")),
      topicsOfRow(row).slice(0, TOPICS_SHOWN).map(topicLinkOf),
      el("span", { class: "push" }),
      buttonsOf(row)),
    notes.get(id));
}

/** Authors, day, category, venue, and links to the code and the project page.
 * @param {PaperRow} row
 */
function byline(row) {
  const [english, korean, code, project] = row[9];
  const { authors, more, date, category } = paperOfRow(row);
  const named = authors.length ? [authorNames(authors, more)] : [];
  const parts = [...named, date, category].filter(Boolean).map((part, at) => [at ? " · " : "", part]);
  return el("span", { class: "by" }, parts,
    english && [" · ", el("span", { class: "venue" }, inLanguage([english, korean]))],
    codeOf(row) && [" · ", outside(code, t("code"), titleOf(row))],
    project && [" · ", outside(project, t("project_page"), titleOf(row))]);
}

/** The first authors, and a button that names all.
 * @param {readonly string[]} authors
 * @param {number} more how many are not known by name
 */
function authorNames(authors, more) {
  const others = more ? " " + t("authors_others") : "";
  const rest = authors.length - AUTHORS_SHOWN;
  if (rest <= 0) return authors.join(", ") + others;
  const names = el("span", {}, authors.slice(0, AUTHORS_SHOWN).join(", ") + " ");
  const button = el("button", { type: "button", class: "quiet inline", "aria-expanded": "false", onclick: () => {
    names.textContent = authors.join(", ") + others;
    button.remove();
    names.tabIndex = -1;
    names.focus();
  } }, t("authors_more", { n: rest }));
  return el("span", { class: "authors" }, names, button);
}

/**
 * @param {string} address
 * @param {string} label
 * @param {string} title
 */
function outside(address, label, title) {
  return el("a", { href: address, rel: "noreferrer" }, label, el("span", { class: "unseen", lang: tongue(title) }, " " + title));
}

/** @param {number} at the place of the topic in the list of topics */
function topicLinkOf(at) {
  const row = TOPIC_ROWS[at];
  return el("a", { class: "topic " + colourClass(row[3]), href: "topics/" + row[0] + ".html" }, inTongue(namesOfRow(row)));
}

/** @param {PaperRow} row */
function buttonsOf(row) {
  const [id, title] = [idOf(row), titleOf(row)];
  return [
    hasAbstract(row) && abstractButton(id, title),
    markButtons(id, title),
    el("button", { type: "button", class: "small", "aria-label": t("bibtex_of", { title }), onclick: () => copyBibtex(row) }, t("bibtex")),
  ];
}

/** @param {PaperRow} row */
async function copyBibtex(row) {
  const [text] = await bibtexOf([row]);
  if (!text) announce(t("bibtex_none"));
  else if (await copyText(text)) announce(t("copied"));
  else saveBibtex(idOf(row).replace(/\W/g, "_") + ".bib", [row]);
}

/** Saves the entries of `rows`, an empty line between two as in the export.
 * @param {string} name
 * @param {readonly PaperRow[]} rows
 */
export async function saveBibtex(name, rows) {
  const entries = await bibtexOf(rows);
  if (entries.length < rows.length) announce(t("bibtex_none")); else download(name, [entries.join("\n")], BIBTEX);
}
