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

// What ends a word without being part of a name, as in core/spelling.py: the particles of Korean, the ends of plurals.
const PARTICLES = "에서는|에서의|에서도|에서|으로는|으로의|으로도|으로|에게서|에게|에는|에도|까지|부터|처럼|보다|하고|이나|이라는|이란|들은|들이|들을|들의|들|은|는|을|를|에|와";
const ANY_PARTICLE = PARTICLES + "|이|가|의|과|로|도|만|란";
const PARTICLE = new RegExp("([가-힣]{2})(?:" + ANY_PARTICLE + ")$|([^가-힣])(?:" + ANY_PARTICLE + "|라는){1,3}$");
const CLEAR_PARTICLE = new RegExp("([가-힣])(?:" + PARTICLES + ")$");
const PLURAL = /([a-z]{2})ies$|(ss|sh|ch|.x)es$|([a-z]{3})'s$|([a-z]{2}[a-rt-z])s$/;
const NO_PLURAL = /(?:[sx]is|[iot]us|ias|series|species)$/;
const PLURAL_OF_E = /(?:cach|nich|lanch|psych)es$/;
const IN_IE = ["birdie", "brownie", "calorie", "cookie", "genie", "hoodie", "movie", "newbie", "pixie", "prairie", "rookie", "selfie", "smoothie", "zombie"];
const IN_S = ["atlas", "bonus", "bus", "campus", "canvas", "census", "chaos", "chassis", "consensus", "corpus", "focus", "gas", "iris", "lens", "minus", "nexus", "plus", "surplus", "torus", "virus"];
/** @type {(readonly [word: string, singular: string])[]} */
const LISTED = [
  ["analyses", "analysis"], ["axes", "axis"], ["hypotheses", "hypothesis"], ["indices", "index"], ["matrices", "matrix"],
  ["parentheses", "parenthesis"], ["syntheses", "synthesis"], ["theses", "thesis"], ["vertices", "vertex"],
  ...IN_S.map((word) => /** @type {const} */ ([word, word])),
  ...[...IN_S, "alias", "bias", "status"].map((word) => /** @type {const} */ ([word + "es", word])),
  ...IN_IE.map((word) => /** @type {const} */ ([word + "s", word])),
];
const SINGULARS = new Map(LISTED);

/** @param {string} word */
function singular(word) {
  if (SINGULARS.has(word) || NO_PLURAL.test(word)) return SINGULARS.get(word) ?? word;
  if (PLURAL_OF_E.test(word)) return word.slice(0, -1);
  return word.replace(PLURAL, (_, before, ...others) => (before ? before + "y" : others.find((other) => typeof other === "string") ?? ""));
}

/** `text` without characters that are not seen, which pasted text may hold; U+FEFF, which JavaScript takes for a blank, is one. @param {string} text */
export const withoutUnseen = (text) => text.replace(/\ufeff|(?!\s)\p{C}/gu, "");

/** The words between blanks, without case, width and characters that are not seen. @param {string} text */
const split = (text) => withoutUnseen(text.normalize("NFKC").toLowerCase()).split(/\s+/).filter(Boolean);

/** The words of `text` without plurals, and whether each was one (core/spelling.py).
 * @param {string} text
 * @returns {[word: string, wasPlural: boolean][]}
 */
export const singulars = (text) => split(text).map((word) => [singular(word), singular(word) !== word]);

/** `text` without the particles and plurals at the ends of its words (core/spelling.py).
 * @param {string} text
 */
export const bareWords = (text) => split(text).map((word, at) => {
  const bare = singular(word).replace(PARTICLE, "$1$2");
  return at && bare === word ? bare.replace(CLEAR_PARTICLE, "$1") : bare;
}).join(" ");

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

// What a Korean keyboard writes while a syllable grows (Unicode, chapter 3.12): the vowels and endings that go on, with the last that they
// may become, and each ending as the one that stays and the initial of the next syllable.
/** @type {Record<number, number>} */
const GROWN_VOWELS = { 8: 11, 13: 16, 18: 19 };
/** @type {Record<number, number>} */
const GROWN_ENDINGS = { 1: 3, 4: 6, 8: 15, 17: 18 };
const PER_VOWEL = 28;
/** @type {readonly (readonly [stays: number, next: number])[]} */
const SPLIT_ENDINGS = [
  [0, -1], [0, 0], [0, 1], [1, 9], [0, 2], [4, 12], [4, 18], [0, 3], [0, 5], [8, 0], [8, 6], [8, 7], [8, 9], [8, 16], [8, 17], [8, 18],
  [0, 6], [0, 7], [17, 9], [0, 9], [0, 10], [0, 11], [0, 12], [0, 14], [0, 15], [0, 16], [0, 17], [0, 18],
];

/** The syllables from a number on, as a class of a pattern. @param {number} first @param {number} count */
const syllables = (first, count) => "[" + String.fromCharCode(FIRST_SYLLABLE + first) + "-" + String.fromCharCode(FIRST_SYLLABLE + first + count - 1) + "]";

/** What the last letter of a folded text may become as its syllable grows: ㅎ and 하 become 학, of 댓 the ㅅ begins 수.
 * @param {string} letter
 * @param {string} [between] a pattern of what may stand between two syllables
 * @returns {string} a pattern; empty where it is no Korean letter
 */
export function grown(letter, between = "") {
  const code = letter.charCodeAt(0);
  if (isInitials(letter)) return syllables((code - FIRST_INITIAL) * PER_INITIAL, PER_INITIAL);
  const at = code - FIRST_SYLLABLE;
  if (!(at >= 0 && at < SYLLABLES)) return "";
  const [vowel, ending] = [Math.floor(at / PER_VOWEL) % (PER_INITIAL / PER_VOWEL), at % PER_VOWEL];
  if (!ending) return syllables(at, ((GROWN_VOWELS[vowel] || vowel) - vowel + 1) * PER_VOWEL);
  const [stays, next] = SPLIT_ENDINGS[ending];
  const longer = syllables(at, (GROWN_ENDINGS[ending] || ending) - ending + 1);
  return "(?:" + longer + "|" + syllables(at - ending + stays, 1) + between + syllables(next * PER_INITIAL, PER_INITIAL) + ")";
}

/** What a folded text may become while its last Korean syllable is still being typed.
 * @param {string} folded
 * @returns {RegExp | null} null where it ends otherwise
 */
export function growing(folded) {
  const last = grown(folded.slice(-1));
  return last ? new RegExp(folded.slice(0, -1) + last) : null;
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
