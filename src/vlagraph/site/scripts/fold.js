// Comparing words that people type: spelling, Korean initials, letters left out, slips of the finger.

const FIRST_INITIAL = 0x1100;
const FIRST_SYLLABLE = 0xac00;
const SYLLABLES = 11172;
const PER_INITIAL = 588; // vowels times endings, zero ending included (Unicode, chapter 3.12)

// The letters of usual names for which Python's casefold is not the lower case.
/** @type {Record<string, string>} */
const CASEFOLD = { "ß": "ss", "ς": "σ" };

/** `fold` of many texts at once: tabs and line ends between them stay.
 * @param {string} text
 * @returns {string}
 */
export function foldMany(text) {
  if (/^[ -~\t\n]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9\t\n]+/g, "");
  return text.normalize("NFKC").toLowerCase().replace(/[ßς]/g, (char) => CASEFOLD[char]).replace(/[^\p{L}\p{N}\t\n]+/gu, "");
}

/** `text` without case, width, blanks, hyphens and punctuation, as core/names.py folds names.
 * @param {string} text
 * @returns {string}
 */
export const fold = (text) => foldMany(text).replace(/\s+/g, "");

/** `text` as `fold` has it, with the signs that tell C++ from C (core/spelling.py).
 * @param {string} text
 */
export const spell = (text) => [...text.normalize("NFKC").toLowerCase()].filter((char) => /[\p{L}\p{N}+*#]/u.test(char)).join("");

/** Whether a folded text is only initials of Korean syllables.
 * @param {string} folded
 */
export const isInitials = (folded) => /^[\u1100-\u1112]+$/.test(folded);

/** A folded text with every Korean syllable as its initial.
 * @param {string} folded
 * @returns {string}
 */
export function initials(folded) {
  return [...folded].map((char) => {
    const syllable = char.charCodeAt(0) - FIRST_SYLLABLE;
    const known = syllable >= 0 && syllable < SYLLABLES;
    return known ? String.fromCharCode(FIRST_INITIAL + Math.floor(syllable / PER_INITIAL)) : char;
  }).join("");
}

/** Levenshtein's distance of two words.
 * @param {string} a
 * @param {string} b
 * @param {number} most beyond it the answer is `most + 1`
 * @returns {number}
 */
export function slips(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return Math.min(row[b.length], most + 1);
}

/** Whether the letters of `query` stand in `word` in their order.
 * @param {string} query
 * @param {string} word
 */
export function isSubsequence(query, word) {
  let at = -1;
  for (const char of query) {
    at = word.indexOf(char, at + 1);
    if (at < 0) return false;
  }
  return true;
}
