// Saying what an address of old, or of another roadmap, leads to.
import { t } from "./texts.js";
import { announce } from "./toast.js";

const LONGEST = 60; // characters of a name in an address that are repeated

/**
 * @typedef {object} Misread what an address asks for and this page does not have as it is called there
 * @property {[was: string, now: string[]][]} moved ids, and the names of the topics that they became, first the one that is shown
 * @property {string[]} unknown what stands for nothing
 */

/** @param {string} was @param {readonly string[]} now */
function movedText(was, [first, ...others]) {
  return others.length ? t("moved_split", { was, name: first, others: others.join(", ") }) : t("moved", { was, name: first });
}

/** @param {string} name */
export const readable = (name) => [...name.replace(/\p{C}+/gu, "")].slice(0, LONGEST).join("");

/** Says all of it at once: a second notice would take the place of the first.
 * @param {Readonly<Misread>} misread
 */
export function sayMisread({ moved, unknown }) {
  const texts = moved.map(([was, now]) => movedText(was, now));
  if (unknown.length) texts.push(t("address_unknown", { names: [...new Set(unknown)].map(readable).join(", ") }));
  if (texts.length) announce(texts.join(" · "));
}
