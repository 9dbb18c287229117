// Search that forgives: parts of words, Korean initials, letters left out, one slip of the finger.
import { fold, foldMany, initials, isInitials, isSubsequence, slips } from "./fold.js";

/** How many topics an answer names: a reader does not look through more. */
export const SHOWN = 8;
const [BETWEEN_WORDS, BETWEEN_TOPICS] = ["\t", "\n"]; // in no name: those are cleaned

// How well a topic fits, best first.
const [SAME, BEGINS, CONTAINS, SLIPPED, CONCEPT, SCATTERED, NOT] = [0, 1, 2, 3, 4, 5, 9];

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {string[]} words folded; the names first
 * @property {string[] | null} initials of the words, once they were asked for
 */

/** The entries of topics; their words are folded as one text, which is faster than thousands one by one.
 * @param {readonly (readonly [id: string, words: readonly string[]])[]} topics
 * @returns {Entry[]}
 */
export function makeEntries(topics) {
  const text = topics.map(([, words]) => words.join(BETWEEN_WORDS)).join(BETWEEN_TOPICS);
  const folded = foldMany(text).split(BETWEEN_TOPICS);
  return topics.map(([id], at) => ({ id, words: folded[at].split(BETWEEN_WORDS), initials: null }));
}

/** @param {Entry} entry @param {string} query */
function strictGrade(entry, query) {
  if (isInitials(query)) entry.initials = entry.initials || entry.words.map(initials);
  const words = isInitials(query) ? entry.initials || [] : entry.words;
  if (words.some((word) => word === query)) return SAME;
  if (words.some((word) => word.startsWith(query))) return BEGINS;
  return words.some((word) => word.includes(query)) ? CONTAINS : NOT;
}

/** The forgiving grades, which take longer.
 * @param {Entry} entry
 * @param {string} query
 * @param {(id: string) => string} conceptsOf
 */
function looseGrade({ id, words }, query, conceptsOf) {
  const [begun, whole] = [query.length > 6 ? 2 : 1, Math.floor(query.length / 5)];
  if (query.length > 3 && words.some((word) => slips(query, word.slice(0, query.length + 1), begun) <= begun)) return SLIPPED;
  if (query.length > 3 && words.some((word) => slips(query, word, whole) <= whole)) return SLIPPED;
  if (query.length > 1 && conceptsOf(id).includes(query)) return CONCEPT;
  return query.length > 2 && words.slice(0, 2).some((word) => isSubsequence(query, word)) ? SCATTERED : NOT;
}

/** The topics that `text` may mean, best first and then in the order of `entries`, SHOWN at most.
 * @param {string} text
 * @param {readonly Entry[]} entries
 * @param {(id: string) => string} [conceptsOf] the folded names of a topic's concepts
 * @returns {string[]}
 */
export function findTopics(text, entries, conceptsOf = () => "") {
  const query = fold(text);
  if (!query) return [];
  const graded = entries.map((entry) => ({ entry, grade: strictGrade(entry, query) }));
  if (!isInitials(query) && graded.filter(({ grade }) => grade < NOT).length < SHOWN) {
    for (const one of graded) if (one.grade === NOT) one.grade = looseGrade(one.entry, query, conceptsOf);
  }
  const found = graded.filter(({ grade }) => grade < NOT).sort((a, b) => a.grade - b.grade); // stable
  return found.slice(0, SHOWN).map(({ entry }) => entry.id);
}
