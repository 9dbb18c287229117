// Searching papers by what readers type: words of the title, all authors, ids and addresses, venues, topics. Spelling does not
// matter: case, width, accents, hyphens and blanks, π or pi. Words are found from their beginnings on.
import { grown } from "./fold.js";
import { paperIdIn } from "./paper-ids.js";

const [FIELD, ROW] = ["\t", "\n"];
const UNSEEN = /\p{Cf}/gu;
const ACCENTS = /[\u0300-\u036f]/g;
/** @type {Record<string, string>} */
const LETTERS = { π: "pi", ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe" };
const BETWEEN = "[ +*#]?"; // what may stand between the letters of a word: "sim to real" is "sim-to-real"
const UNSPACED = /^[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/; // scripts in which a word may begin within another

/**
 * @typedef {object} Haystack
 * @property {string} text the words of all rows, each after a blank, fields and rows apart
 * @property {number[]} ends where each row ends
 * @property {Map<string, number>} places of papers, by id
 */

/** The words of `text` in one spelling, each after a blank; of the signs those of C++, RRT* and C# stay.
 * @param {string} text
 */
export function paperWords(text) {
  const plain = /^[ -~\t\n]*$/.test(text) ? text.toLowerCase()
    : text.normalize("NFKD").replace(UNSEEN, "").replace(ACCENTS, "").normalize("NFC").toLowerCase().replace(/[πßøłđæœ]/g, (char) => LETTERS[char]);
  return plain.replace(/[^\p{L}\p{N}+*#\t\n]+/gu, " ").replace(/(^|[ \t\n])[+*#]+/g, "$1").replace(/(^|[\t\n]) ?/g, "$1 ");
}

/** @param {readonly { id: string, fields: readonly string[] }[]} papers @returns {Haystack} */
export function makeHaystack(papers) {
  if (!papers.length) return { text: "", ends: [], places: new Map() };
  const text = paperWords(papers.map(({ fields }) => fields.map((field) => field.replace(/[\t\n]+/g, " ")).join(FIELD)).join(ROW)) + ROW;
  /** @type {number[]} */
  const ends = [];
  for (let at = text.indexOf(ROW); at >= 0; at = text.indexOf(ROW, at + 1)) ends.push(at);
  return { text, ends, places: new Map(papers.map(({ id }, place) => [id, place])) };
}

/** Two haystacks as one, the rows of `more` after the others. @param {Haystack} first @param {Haystack} more @returns {Haystack} */
export function joinHaystacks(first, more) {
  const [length, count] = [first.text.length, first.ends.length];
  const places = new Map([...more.places].map(([id, place]) => [id, place + count]));
  return { text: first.text + more.text, ends: [...first.ends, ...more.ends.map((end) => end + length)], places: new Map([...first.places, ...places]) };
}

/** @param {string} phrase in the spelling of `paperWords` @param {boolean} isGrowing whether its last syllable is still being typed */
function patternOf(phrase, isGrowing) {
  const letters = [...phrase.replace(/\s+/g, "")].map((char) => char.replace(/[+*]/, "\\$&"));
  if (isGrowing) letters.push(grown(letters.pop() || "", BETWEEN));
  return new RegExp((UNSPACED.test(phrase.trim()) ? "" : " ") + letters.join(BETWEEN), "g");
}

/** The rows that hold `phrase`, in their order.
 * @param {string} phrase
 * @param {Haystack} haystack
 * @param {boolean} [isGrowing] whether its last syllable is still being typed
 * @returns {number[]}
 */
function rowsWith(phrase, { text, ends }, isGrowing = false) {
  const words = paperWords(phrase);
  if (!words.trim() || (isGrowing && !grown(words.slice(-1)))) return [];
  const pattern = patternOf(words, isGrowing);
  /** @type {number[]} */
  const rows = [];
  let row = 0;
  for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
    while (ends[row] < hit.index) row += 1;
    rows.push(row);
    pattern.lastIndex = ends[row];
  }
  return rows;
}

/** The places of the papers that `query` names: by ids or addresses; else that hold it as it stands; else each of its words; else, as it
 * stands or word by word, as if its last Korean syllable were not yet complete.
 * @param {string} query
 * @param {Haystack} haystack
 * @returns {number[]} in the order of the papers; all of them where nothing is asked for
 */
export function findPapers(query, haystack) {
  const parts = query.replace(UNSEEN, "").split(/[\s,;]+/).filter(Boolean);
  if (!parts.length) return haystack.ends.map((_, place) => place);
  const named = placesOfIds([query], haystack) || placesOfIds(parts, haystack);
  if (named) return named;
  const whole = rowsWith(query, haystack);
  if (whole.length || parts.length === 1) return whole.length ? whole : rowsWith(query, haystack, true);
  const found = [() => rowsWithAll(parts, haystack), () => rowsWith(query, haystack, true), () => rowsWithAll(parts, haystack, true)];
  return found.reduce((rows, find) => (rows.length ? rows : find()), whole);
}

/** The rows that hold each of `parts`, wherever it stands, in their order.
 * @param {readonly string[]} parts
 * @param {Haystack} haystack
 * @param {boolean} [isGrowing] whether the last syllable of the last one is still being typed
 */
function rowsWithAll(parts, haystack, isGrowing = false) {
  const words = parts.filter((part) => paperWords(part).trim());
  /** @type {number[] | null} */
  let found = null;
  for (const [at, part] of words.entries()) {
    const rows = new Set(rowsWith(part, haystack, isGrowing && at === words.length - 1));
    found = (found || [...rows]).filter((row) => rows.has(row));
    if (!found.length) break; // whatever the other words are, of which there may be a thousand
  }
  return found || [];
}

/** The places of papers that are named one by one; null where a name is no id, or none of them is here.
 * @param {readonly string[]} names
 * @param {Haystack} haystack
 */
function placesOfIds(names, { places }) {
  const ids = names.map(paperIdIn);
  if (ids.includes(null)) return null;
  const found = ids.flatMap((id) => places.get(id || "") ?? []);
  return found.length ? [...new Set(found)].sort((a, b) => a - b) : null;
}
