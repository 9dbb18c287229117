// The topics that the pages of papers carry, in learning order (`topic_index` of site/catalogue.py).
import { readJson } from "./dom.js";
import { entryOf, table } from "./tables.js";
import { inLanguage } from "./texts.js";
import { missing } from "./walks.js";

/** @type {TopicRow[] | null} */
const listed = readJson("topic-index");
export const TOPIC_ROWS = listed || [];

/** @param {TopicRow} row @returns {Pair} */
export const namesOfRow = ([, en, ko]) => [en, ko];
/** @param {TopicRow} row */
export const nameOfRow = (row) => inLanguage(namesOfRow(row));

/** The place of the topic that has this id, or had it before; -1 where there is none.
 * @param {string} id
 */
export function placeOfTopic(id) {
  const at = TOPIC_ROWS.findIndex(([topic]) => topic === id);
  return at >= 0 ? at : TOPIC_ROWS.findIndex((row) => row[5].includes(id));
}

const ranks = table(Object.fromEntries(TOPIC_ROWS.map(([id], index) => [id, index])));

/** The rows of the required prerequisites of some topics that are not learned, in learning order.
 * @param {readonly string[]} ids
 * @param {Ids} learned
 * @returns {TopicRow[]}
 */
export function missingRows(ids, learned) {
  /** @type {Graph} */
  const graph = {
    needs: (topic) => TOPIC_ROWS[ranks[topic]][4].filter((need) => entryOf(ranks, need) !== undefined).map((need) => [need, 1]),
    rank: (topic) => ranks[topic],
    assumed: new Set(), // a paper can be followed only when what the roadmap presupposes is learned too
  };
  const found = new Set(ids.flatMap((id) => missing(graph, id, learned)));
  return TOPIC_ROWS.filter(([id]) => found.has(id));
}
