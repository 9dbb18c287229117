// Words in the reader's language.
import { el, root } from "./dom.js";

export const language = () => (root.lang === "ko" ? 1 : 0);

/** The language of a title or an abstract: Korean where it has Korean letters, else English (`tongue` of site/render.py).
 * @param {string} text
 */
export const tongue = (text) => (/[\u3131-\u318e\uac00-\ud7a3]/.test(text) ? "ko" : "en");

/**
 * @param {Pair | null | undefined} pair
 * @returns {string}
 */
export const inLanguage = (pair) => (pair ? pair[language()] || pair[0] : "");

/** The language of what `inLanguage` gives, where it is another than the reader's: a text in one language stands for both.
 * @param {Pair | null | undefined} pair
 * @returns {string | undefined}
 */
export const otherTongue = (pair) => (pair?.[0] && pair[0] === pair[1] && tongue(pair[0]) !== root.lang ? tongue(pair[0]) : undefined);

/** A text for the reader as part of an element; in another language than the reader's it says so.
 * @param {Pair} pair
 */
export const inTongue = (pair) => (otherTongue(pair) ? el("span", { lang: otherTongue(pair) }, inLanguage(pair)) : inLanguage(pair));

/** Texts as parts of an element, with `between` between two.
 * @param {readonly Pair[]} pairs
 * @param {string} between
 */
export const allInTongues = (pairs, between) => pairs.flatMap((pair, at) => [at ? between : "", inTongue(pair)]);

/** A number with its thousands apart; a text as it is.
 * @param {string | number} value
 */
const grouped = (value) => (typeof value === "number" ? value.toLocaleString("en") : value);

/** The words of `key`, or of `key_one` where `n` is 1, with `values` in place of the names in braces.
 * @param {WordKey} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const one = /** @type {WordKey} */ (key + "_one");
  return inLanguage(WORDS[values.n === 1 && one in WORDS ? one : key]).replace(/\{(\w+)\}/g, (all, name) => (name in values ? grouped(values[name]) : all));
}

/** Hours from low to high; once where both are alike, and that there are none yet at 0.
 * @param {readonly [number, number]} range
 */
export function rangeText([lo, hi]) {
  if (lo < hi) return t("hours", { lo, hi });
  return hi ? t("hours_even", { lo }) : t("hours_none");
}
