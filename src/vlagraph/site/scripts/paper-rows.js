// What a row of the list of papers says (`catalogue` of site/catalogue.py).
import { inLanguage } from "./texts.js";

/** @param {PaperRow} row @returns {Paper} */
export const paperOfRow = (row) => ({ id: row[0], title: row[1], authors: row[2], more: row[3], date: row[4], category: row[5] });
/** @param {PaperRow} row */
export const idOf = (row) => row[0];
/** The title as it is read: formulas as text. @param {PaperRow} row */
export const titleOf = (row) => row[1];
/** The places of its topics. @param {PaperRow} row */
export const topicsOfRow = (row) => row[6];
/** @param {PaperRow} row */
export const isKey = (row) => row[7] === 1;
/** @param {PaperRow} row */
export const isWithdrawn = (row) => row[8] === 1;
/** @param {PaperRow} row */
export const codeOf = (row) => row[9][2] || "";
/** @param {PaperRow} row */
export const hasAbstract = (row) => row[10] === 1;
/** @param {PaperRow} row */
export const venueOf = (row) => inLanguage([row[9][0] || "", row[9][1] || ""]);

/** What a search looks through.
 * @param {PaperRow} row
 * @param {(place: number) => readonly string[]} namesOfTopic
 * @param {string} [note]
 * @returns {{ id: string, fields: string[] }}
 */
export function searched(row, namesOfTopic, note = "") {
  const topics = topicsOfRow(row).flatMap(namesOfTopic);
  return { id: idOf(row), fields: [titleOf(row), idOf(row), row[4], row[5], ...row[2], ...row[9].slice(0, 2), ...topics, note] };
}
