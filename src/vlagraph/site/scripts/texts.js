// Words in the reader's language.
import { root } from "./dom.js";

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
