// The BibTeX entries of papers, as `vlagraph export bibtex` writes them: read when they are first asked for, so many in a file.
import { el } from "./dom.js";
import { once } from "./tables.js";

/** @type {Map<PaperRow, number>} */
const places = new Map();
/** @type {Map<number, () => Promise<readonly string[]>>} */
const parts = new Map();
let step = 1;

/** Tells which rows there are, in the order of the files.
 * @param {readonly PaperRow[]} rows
 * @param {number} inFile how many entries a file has
 */
export function placeRows(rows, inFile) {
  rows.forEach((row, place) => places.set(row, place));
  step = inFile;
}

/** The entries of `rows`, as far as their files can be read.
 * @param {readonly PaperRow[]} rows
 * @returns {Promise<string[]>}
 */
export async function bibtexOf(rows) {
  const wanted = rows.map((row) => places.get(row) ?? 0);
  const numbers = [...new Set(wanted.map((place) => Math.floor(place / step)))];
  const read = new Map(await Promise.all(numbers.map(async (number) => /** @type {const} */ ([number, await part(number)]))));
  return wanted.map((place) => read.get(Math.floor(place / step))?.[place % step] || "").filter(Boolean);
}

/** @param {number} number */
function part(number) {
  const load = parts.get(number) || once(() => loadPart(number));
  parts.set(number, load);
  return load();
}

/** Pages from disk may load scripts alone, so that the file is one.
 * @param {number} number
 * @returns {Promise<readonly string[]>}
 */
const loadPart = (number) => new Promise((resolve) => {
  const answer = () => resolve(window.vlagraphBibtex?.[number] || []);
  document.head.append(el("script", { src: "assets/bibtex/" + number + ".js", onload: answer, onerror: answer }));
});
