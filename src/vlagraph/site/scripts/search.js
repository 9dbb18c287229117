// Search that forgives: names, areas, concepts and papers; parts of words, Korean initials, letters left out, one slip of the finger.
import { bareWords, fold, foldMany, growing, initials, isInitials, isSubsequence, singulars, slips, spell } from "./fold.js";
import { once } from "./tables.js";

/** How many answers are named: a reader does not look through more. */
export const SHOWN = 8;
const [BETWEEN_WORDS, BETWEEN_TOPICS] = ["\t", "\n"]; // in no name: those are cleaned

// How well a name fits: it is the query, holds it as whole words, begins with it, or has a word that begins so.
const [SAME, WORD, BEGINS, CONTAINS, NOT] = [0, 1, 2, 3, 9];
// What comes first, as in core/search.py: the query itself as a name and then as a part; whole words; names before other names.
/** @type {Record<"name" | "alias" | SearchPart["kind"], number[]>} */
const RANKS = { name: [0, 4, 5, 8], alias: [1, 6, 7, 9], area: [10, 10, 10, 10], concept: [2, 11, 11, 11], paper: [3, 12, 12, 12] };
const [SLIPPED, SCATTERED, NOWHERE] = [20, 21, 99];

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {readonly string[]} names as they are written, first its own
 * @property {number} own how many names are its own; the others are aliases
 * @property {string[]} words the same folded
 * @property {string[] | null} initials of the words, once they were asked for
 */
/**
 * @typedef {object} SearchPart a concept or a key paper of a topic, or the area that holds it
 * @property {"area" | "concept" | "paper"} kind
 * @property {Pair} label
 * @property {readonly string[]} names as they are written
 * @property {string[]} words the same folded
 */
/** @typedef {{ id: string, part: SearchPart | null, rank: number }} Hit */

/** The entries of topics; their words are folded as one text, which is faster than thousands one by one.
 * @param {readonly (readonly [id: string, names: readonly string[], others?: readonly string[]])[]} topics
 * @returns {Entry[]}
 */
export function makeEntries(topics) {
  const text = topics.map(([, names, others = []]) => [...names, ...others].join(BETWEEN_WORDS)).join(BETWEEN_TOPICS);
  const folded = foldMany(text).split(BETWEEN_TOPICS);
  return topics.map(([id, names, others = []], at) => (
    { id, names: [...names, ...others], own: names.length, words: folded[at].split(BETWEEN_WORDS), initials: null }));
}

/** A part that is searched for by `names`.
 * @param {SearchPart["kind"]} kind @param {Pair} label @param {readonly string[]} names
 * @returns {SearchPart}
 */
export const makePart = (kind, label, names) => ({ kind, label, names, words: names.map(fold) });

/** How one name fits.
 * @param {string} word the name folded
 * @param {string} name as it is written
 * @param {Query} query
 */
function gradeOf(word, name, { folded, spelled, isWhole, pattern, grown }) {
  if (grown) return [BEGINS, CONTAINS][Math.sign(word.search(grown))] ?? NOT;
  if (!word.includes(folded) || (spelled !== folded && !spell(name).includes(spelled))) return NOT;
  if (word === folded) return SAME;
  const found = pattern().exec(name.normalize("NFKC").toLowerCase());
  if (found && !found[1]) return WORD;
  if (isWhole) return NOT; // "basics" is no "basis", whose singular would be "basi"
  if (word.startsWith(folded)) return BEGINS;
  return found || !isLatin(folded) ? CONTAINS : NOT; // 'ring' is not in 'string'
}

/** @param {string} folded */
const isLatin = (folded) => /^[a-z0-9]+$/.test(folded);

/**
 * @typedef {object} Query
 * @property {string} folded
 * @property {string} spelled with the signs that tell C++ from C
 * @property {boolean} isWhole whether no word may go on behind it
 * @property {RegExp | null} grown where the last syllable is still being typed, what it may become
 * @property {() => RegExp} pattern of the words that begin so; the rest of the last word is its first group
 */
/** Without a look behind, which browsers lack that have the search and no more.
 * @param {string} text
 * @param {boolean} [isWhole]
 * @returns {Query}
 */
function makeQuery(text, isWhole = false) {
  const folded = fold(text);
  const letters = [...folded].join("[^\\p{L}\\p{N}]*");
  return { folded, spelled: spell(text), isWhole, grown: null, pattern: once(() => new RegExp("(?:^|[^\\p{L}\\p{N}])" + letters + "([\\p{L}\\p{N}]*)", "u")) };
}

/** The best rank of some names.
 * @param {readonly string[]} words
 * @param {readonly string[]} names
 * @param {Query} query
 * @param {(place: number) => "name" | "alias" | SearchPart["kind"]} kindAt
 */
function rankOfNames(words, names, query, kindAt) {
  return words.reduce((best, word, place) => Math.min(best, RANKS[kindAt(place)][gradeOf(word, names[place], query)] ?? NOWHERE), NOWHERE);
}

/** @param {Entry} entry @param {Query} query */
function rankOfInitials(entry, query) {
  entry.initials = entry.initials || entry.words.map(initials);
  const grade = (/** @type {string} */ word) => (word === query.folded ? SAME : word.startsWith(query.folded) ? BEGINS : word.includes(query.folded) ? CONTAINS : NOT);
  return Math.min(...entry.initials.map((word) => RANKS.name[grade(word)] ?? NOWHERE));
}

/** @param {Entry} entry @param {Query} query @param {readonly SearchPart[]} parts @returns {Hit} */
function strictHit(entry, query, parts) {
  const { id, names, own, words } = entry;
  if (isInitials(query.folded)) return { id, part: null, rank: rankOfInitials(entry, query) };
  /** @type {Hit} */
  const named = { id, part: null, rank: rankOfNames(words, names, query, (place) => (place < own ? "name" : "alias")) };
  /** @type {Hit[]} */
  const hits = parts.map((part) => ({ id, part, rank: rankOfNames(part.words, part.names, query, () => part.kind) }));
  return hits.reduce((best, hit) => (hit.rank < best.rank ? hit : best), named);
}

/** The forgiving ranks, which take longer.
 * @param {Entry} entry @param {string} query @param {boolean} isPhrase letters of a phrase stand in many names @returns {Hit}
 */
function looseHit({ id, words }, query, isPhrase) {
  const [begun, whole] = [query.length > 6 ? 2 : 1, Math.floor(query.length / 5)];
  const slipped = query.length > 3 && words.some((word) => slips(query, word.slice(0, query.length + 1), begun) <= begun || slips(query, word, whole) <= whole);
  const scattered = !isPhrase && query.length > 2 && words.slice(0, 2).some((word) => isSubsequence(query, word));
  return { id, part: null, rank: slipped ? SLIPPED : scattered ? SCATTERED : NOWHERE };
}

/** What `text` may mean, best first and then in the order of `entries`, SHOWN at most: as it stands, with the singulars of its words, and as a
 * name behind which a particle stands; else without any particles, else with slips.
 * @param {string} text
 * @param {readonly Entry[]} entries
 * @param {(id: string) => readonly SearchPart[]} [partsOf] the area, concepts and papers of a topic
 * @returns {Hit[]}
 */
export function findTopics(text, entries, partsOf = () => []) {
  const query = makeQuery(text);
  if (!query.folded) return [];
  const isPhrase = text.split(/\s+/).filter(fold).length > 1;
  const [singular, bare] = [singulars(text), bareWords(text)];
  const forms = [asTyped(text)];
  if (singular.some(([, wasPlural]) => wasPlural)) forms.push(singular);
  if (fold(bare) !== fold(singular.map(([word]) => word).join(" ")) && hasName(fold(bare), entries, partsOf)) forms.push(asTyped(bare));
  const found = firstFilled([
    () => bestOf(forms.flatMap((form) => firstFilled(strictTries(form, entries, partsOf)))),
    ...strictTries(asTyped(bare), entries, partsOf),
    ...strictTries(singulars(bare), entries, partsOf),
    () => (isInitials(query.folded) ? [] : entries.map((entry) => looseHit(entry, query.folded, isPhrase))),
  ]);
  return found.sort((a, b) => a.rank - b.rank).slice(0, SHOWN); // stable
}

/** Whether a topic or a concept has this name: else it may be a part of a word, as 정밀 of 정밀도.
 * @param {string} folded
 * @param {readonly Entry[]} entries
 * @param {(id: string) => readonly SearchPart[]} partsOf
 */
function hasName(folded, entries, partsOf) {
  return entries.some(({ id, words }) => words.includes(folded) || partsOf(id).some((part) => part.kind === "concept" && part.words.includes(folded)));
}

/** @typedef {readonly (readonly [text: string, isWhole: boolean])[]} Words */
/** @param {string} text @returns {Words} */
const asTyped = (text) => text.split(/[^\S\ufeff]+/).map((word) => [word, false]);

/** What holds all of `form`; word by word where nothing holds all of it; then, as a whole and word by word, as if its last syllable were not yet
 * complete.
 * @param {Words} form
 * @param {readonly Entry[]} entries
 * @param {(id: string) => readonly SearchPart[]} partsOf
 * @returns {(() => Hit[])[]}
 */
function strictTries(form, entries, partsOf) {
  const query = makeQuery(form.map(([word]) => word).join(" "), form.slice(-1).some(([, isWhole]) => isWhole));
  const grown = growing(query.folded);
  const words = form.map(([word, isWhole]) => makeQuery(word, isWhole)).filter(({ folded }) => folded);
  const grownWords = words.map((word, at) => (at === words.length - 1 ? { ...word, grown: growing(word.folded) } : word));
  /** @param {readonly Query[]} all */
  const wordByWord = (all) => entries.map((entry) => worst(entry, all, partsOf(entry.id)));
  return [
    () => entries.map((entry) => strictHit(entry, query, partsOf(entry.id))),
    () => wordByWord(words),
    () => (grown ? entries.map((entry) => strictHit(entry, { ...query, grown }, partsOf(entry.id))) : []),
    () => (grown && words.length > 1 ? wordByWord(grownWords) : []),
  ];
}

/** @param {readonly (() => Hit[])[]} tries @returns {Hit[]} */
function firstFilled(tries) {
  for (const look of tries) {
    const found = look().filter(({ rank }) => rank < NOWHERE);
    if (found.length) return found;
  }
  return [];
}

/** The best hit of each topic, best first, of equal ones the first. @param {readonly Hit[]} hits */
function bestOf(hits) {
  /** @type {Map<string, Hit>} */
  const best = new Map();
  for (const hit of [...hits].sort((a, b) => a.rank - b.rank)) if (!best.has(hit.id)) best.set(hit.id, hit);
  return [...best.values()];
}

/** The hit of the word that fits worst; of a word that is nowhere at once, whatever the others are, of which there may be a thousand.
 * @param {Entry} entry @param {readonly Query[]} words @param {readonly SearchPart[]} parts
 */
function worst(entry, words, parts) {
  let least = strictHit(entry, words[0], parts);
  for (const word of words.slice(1)) {
    if (least.rank === NOWHERE) break;
    const hit = strictHit(entry, word, parts);
    if (hit.rank > least.rank) least = hit;
  }
  return least;
}
