// The marks that this browser keeps. A text that cannot be understood, or only in part, is set aside unchanged before anything is
// written over it, and what is set aside is never removed.
import { isObject } from "./json.js";
import { emptyProgress, mergeProgress } from "./marks.js";
import { readWhatCanBe } from "./read-marks.js";
import { storage } from "./storage.js";

const MARKS = "vlagraph.progress";
const UNREAD = "vlagraph.progress.unread";

/** Whether the marks are kept under `key`.
 * @param {string | null} key
 */
export const isMarks = (key) => key === MARKS;

/** @param {string} text */
function parseMarks(text) {
  try { return readWhatCanBe(JSON.parse(text)); } catch { return { value: emptyProgress(), whole: false }; }
}

/** The marks that the browser keeps, as far as they can be understood.
 * @param {number} now in milliseconds
 * @returns {{ value: Progress, isSafe: boolean, isNews: boolean }} whether nothing is lost when they are written over, and whether
 *   something was not understood and has not been set aside before
 */
export function recallMarks(now) {
  const text = storage.text(MARKS);
  if (typeof text !== "string") return { value: emptyProgress(), isSafe: text === null, isNews: false };
  const { value, whole } = parseMarks(text);
  const isKnown = whole || unreadTexts(now).some((one) => isObject(one) && one.text === text);
  return { value, isSafe: isKnown || setAside(text, now), isNews: !isKnown };
}

/** Keeps `value` together with what another window has kept since.
 * @param {Progress} value
 * @param {number} now in milliseconds
 * @returns {{ value: Progress, isKept: boolean }} the marks of both
 */
export function keepMarks(value, now) {
  const { value: other, isSafe } = recallMarks(now);
  const merged = mergeProgress(other, value);
  return { value: merged, isKept: isSafe && storage.set(MARKS, merged) };
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
  const text = storage.text(UNREAD);
  if (typeof text !== "string") return [];
  try {
    const list = JSON.parse(text);
    if (Array.isArray(list)) return list;
  } catch { /* no list */ }
  return [unreadText(text, now)];
}

/** @param {string} text @param {number} now @returns {UnreadText} */
const unreadText = (text, now) => ({ at: new Date(now).toISOString(), text });

/** Whether `text` is kept beside those that are set aside already.
 * @param {string} text
 * @param {number} now in milliseconds
 */
const setAside = (text, now) => storage.text(UNREAD) !== undefined && storage.set(UNREAD, [...unreadTexts(now), unreadText(text, now)]);
