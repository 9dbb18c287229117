// The marks that this browser keeps. A text that cannot be understood, or only in part, is set aside unchanged before anything is
// written over it, and what is set aside is never removed. Marks of a newer page are never written over: ours stand beside them.
import { isObject, parseOrNull } from "./json.js";
import { emptyProgress, mergeProgress } from "./marks.js";
import { readWhatCanBe, SCHEMA } from "./read-marks.js";
import { keptText, keyOf } from "./roadmap-keys.js";
import { storage } from "./storage.js";

const MARKS = "vlagraph.progress";
const marksKey = () => keyOf(MARKS);
const BESIDE_NEWER = ".schema" + SCHEMA;
const UNREAD = ".unread";
const besideKey = () => marksKey() + BESIDE_NEWER;

/** Whether the marks are kept under `key`.
 * @param {string | null} key
 */
export const isMarks = (key) => key === marksKey() || key === besideKey();

/** @param {string} text */
function readMarks(text) {
  try { return readWhatCanBe(parseOrNull(text)); } catch { return { value: emptyProgress(), whole: false }; }
}

/** Whether `text` holds marks of a later version than ours.
 * @param {string | null | undefined} text
 */
export function isNewer(text) {
  const value = text && parseOrNull(text);
  return isObject(value) && typeof value.schema === "number" && value.schema > SCHEMA;
}

/** The marks that the browser keeps, as far as they can be understood.
 * @param {number} now in milliseconds
 * @returns {{ value: Progress, isSafe: boolean, isNews: boolean }} whether nothing is lost when they are written over, and whether
 *   something was not understood and has not been set aside before
 */
export function recallMarks(now) {
  const kept = keptText(MARKS);
  if (kept === undefined) return { value: emptyProgress(), isSafe: false, isNews: false };
  const [beside, aside] = [keptText(MARKS, BESIDE_NEWER), unreadTexts(now)]; // all that a title holds is taken over at once
  const texts = [kept, isNewer(kept) ? beside : null].filter((text) => typeof text === "string");
  const read = texts.map((text) => ({ text, ...readMarks(text) }));
  const unknown = read.filter(({ text, whole }) => !whole && !aside.some((one) => isObject(one) && one.text === text));
  return {
    value: read.reduce((all, { value }) => mergeProgress(all, value), emptyProgress()),
    isSafe: unknown.every(({ text }) => setAside(text, now)),
    isNews: unknown.length > 0,
  };
}

/** Keeps `value` together with what another window has kept since.
 * @param {Progress} value
 * @param {number} now in milliseconds
 * @returns {{ value: Progress, isKept: boolean }} the marks of both
 */
export function keepMarks(value, now) {
  const { value: other, isSafe } = recallMarks(now);
  const merged = mergeProgress(other, value);
  const key = isNewer(keptText(MARKS)) ? besideKey() : marksKey();
  return { value: merged, isKept: isSafe && storage.set(key, merged) };
}

/** `value` with the texts that are set aside, for a file.
 * @param {Progress} value
 * @param {number} now in milliseconds
 * @returns {Progress}
 */
export function withUnread(value, now) {
  const unread = unreadTexts(now);
  return unread.length ? mergeProgress(value, { ...emptyProgress(), unread }) : value;
}

/** The texts that are set aside, oldest first. A list that cannot be read is one of them.
 * @param {number} now in milliseconds
 * @returns {UnreadText[]}
 */
function unreadTexts(now) {
  const text = keptText(MARKS, UNREAD);
  if (typeof text !== "string") return [];
  const list = parseOrNull(text);
  return Array.isArray(list) ? list : [unreadText(text, now)];
}

/** @param {string} text @param {number} now @returns {UnreadText} */
const unreadText = (text, now) => ({ at: new Date(now).toISOString(), text });

/** Whether `text` is kept beside those that are set aside already.
 * @param {string} text
 * @param {number} now in milliseconds
 */
const setAside = (text, now) => keptText(MARKS, UNREAD) !== undefined && storage.set(marksKey() + UNREAD, [...unreadTexts(now), unreadText(text, now)]);
