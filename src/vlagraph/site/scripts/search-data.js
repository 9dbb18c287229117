// What the search of every page looks through beside the page: a script in assets/, read when the reader first comes near.
import { emit } from "./events.js";
import { bareWords } from "./fold.js";
import { partReader, readScript } from "./part-files.js";
import { findPapers, joinHaystacks, makeHaystack, paperWords } from "./paper-search.js";
import { idOf, searched, titleOf } from "./paper-rows.js";
import { untilAnswered } from "./tables.js";
import { t, tongue } from "./texts.js";

const PAPERS_NAMED = 3; // papers that are answers of their own; the others are one answer, which leads to the list

/** Where the pages lie, from here. */
export const up = () => document.body.dataset.up || "";

/** @returns {SearchData | undefined} */
export const searchData = () => window.vlagraphSearch;

let isRead = false;
export const searchIsRead = () => isRead;

/** @type {PaperRow[]} */
const foundPapers = [];
let searchedPapers = makeHaystack([]);

/** The rows of papers in a file, in the order of the list; nothing where it cannot be read.
 * @type {(number: number) => Promise<readonly PaperRow[] | undefined>}
 */
export const rowsOfPart = partReader("papers", (number) => window.vlagraphPapers?.[Number(number)]);

/** The numbers of the files whose papers are searched. @type {Set<number>} */
const searchedParts = new Set();

/** The topics at once, then the papers, a file after the other: each is searched as soon as it is there. What cannot be read is asked for
 * again when the reader next comes near.
 */
export const loadSearchData = untilAnswered(async () => {
  await readSearchFile();
  const count = searchData()?.parts || 0;
  for (let number = 0; number < count; number += 1) await searchPart(number);
  return searchData() && searchedParts.size === count ? true : undefined;
});

async function readSearchFile() {
  if (searchData()) return;
  isRead = false;
  await readScript("search");
  isRead = true;
  emit("found");
}

/** @param {number} number */
async function searchPart(number) {
  if (searchedParts.has(number)) return;
  const rows = await rowsOfPart(number);
  if (!rows) return;
  searchedParts.add(number);
  addPapers(rows);
  emit("found");
}

/** @param {readonly PaperRow[]} rows */
function addPapers(rows) {
  const topics = searchData()?.topics || [];
  foundPapers.push(...rows);
  searchedPapers = joinHaystacks(searchedPapers, makeHaystack(rows.map((row) => searched(row, (at) => (topics[at] || []).slice(1, 3).map(String)))));
}

/** Whether the title begins with the words that are asked for, so that the paper itself is meant.
 * @param {PaperRow} row @param {string} text
 */
function isCalled(row, text) {
  const [title, asked] = [titleOf(row), text].map((some) => paperWords(some).replace(/\s+/g, ""));
  return title.startsWith(asked);
}

/** The papers that `text` names, and one answer for all that hold it: as it stands, else without the endings of its words.
 * @param {string} text
 * @returns {import("./search-box.js").Answer[]}
 */
export function paperAnswers(text) {
  const found = answersTo(text.trim());
  return found.length ? found : answersTo(bareWords(text));
}

/** @param {string} text @returns {import("./search-box.js").Answer[]} */
function answersTo(text) {
  if (!foundPapers.length || !text) return [];
  const rows = findPapers(text, searchedPapers).map((place) => foundPapers[place]);
  const named = rows.length <= PAPERS_NAMED ? rows : rows.filter((row) => isCalled(row, text)).slice(0, PAPERS_NAMED);
  const answers = named.map((row) => ({ id: "paper:" + idOf(row), label: titleOf(row), labelLanguage: tongue(titleOf(row)), note: t("paper"), href: up() + "papers.html#q=" + encodeURIComponent(idOf(row)) }));
  if (rows.length <= named.length) return answers;
  const all = { id: "papers", label: t("papers_with", { n: rows.length, text }), note: "→", href: up() + "papers.html#q=" + encodeURIComponent(text) };
  return [...answers, all];
}
