// The BibTeX entries of papers, as `vlagraph export bibtex` writes them: read when they are first asked for, so many in a file.
import { partReader } from "./part-files.js";

/** @type {Map<PaperRow, number>} */
const places = new Map();
/** @type {(number: number) => Promise<readonly string[] | undefined>} */
const bibtexPart = partReader("bibtex", (number) => window.vlagraphBibtex?.[Number(number)]);
let step = 1;

/** Tells where the entries of `rows` are, which stand in the files one after the other.
 * @param {readonly PaperRow[]} rows
 * @param {{ first: number, inFile: number }} where the place of the first one, and how many entries a file has
 */
export function placeRows(rows, { first, inFile }) {
  rows.forEach((row, at) => places.set(row, first + at));
  step = inFile;
}

/** The entries of `rows`, as far as their files can be read.
 * @param {readonly PaperRow[]} rows
 * @returns {Promise<string[]>}
 */
export async function bibtexOf(rows) {
  const wanted = rows.map((row) => places.get(row) ?? 0);
  const numbers = [...new Set(wanted.map((place) => Math.floor(place / step)))];
  const read = new Map(await Promise.all(numbers.map(async (number) => /** @type {const} */ ([number, await bibtexPart(number)]))));
  return wanted.map((place) => read.get(Math.floor(place / step))?.[place % step] || "").filter(Boolean);
}
