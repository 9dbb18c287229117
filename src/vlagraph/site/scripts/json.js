// JSON values as the command line orders and joins them (core/marks.py, store/marks/).
import { table } from "./tables.js";

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** The value of a JSON text, null where it is none.
 * @param {string} text
 * @returns {any}
 */
export function parseOrNull(text) {
  try { return JSON.parse(text); } catch { return null; }
}

/** `value` with the keys of every object sorted.
 * @param {unknown} value
 * @returns {any}
 */
export function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return table(Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])));
}

/** One text for equal values, in ASCII, so that it sorts alike everywhere.
 * @param {unknown} value
 * @returns {string}
 */
function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(", ") + "]";
  if (!isObject(value)) {
    return JSON.stringify(value).replace(/[^ -~]/g, (char) => "\\u" + char.charCodeAt(0).toString(16).padStart(4, "0"));
  }
  return "{" + Object.keys(value).sort().map((key) => canonical(key) + ": " + canonical(value[key])).join(", ") + "}";
}

/** @param {unknown} value */
const kindRank = (value) => (isObject(value) ? 2 : Array.isArray(value) ? 1 : 0);

/** Two values joined, in whatever order: objects key by key, lists as sets, otherwise the greater text.
 * @param {unknown} a
 * @param {unknown} b
 * @returns {any}
 */
export function joinJson(a, b) {
  if (isObject(a) && isObject(b)) return joinTables(a, b, joinJson);
  const [one, two] = [canonical(a), canonical(b)];
  if (one === two) return a;
  if (Array.isArray(a) && Array.isArray(b)) {
    const found = new Map([...a, ...b].map((item) => [canonical(item), item]));
    return [...found.keys()].sort().map((text) => found.get(text));
  }
  const first = kindRank(a) - kindRank(b) || (one > two ? 1 : -1);
  return first > 0 ? a : b;
}

/** The entries of both; `join` makes one of two under the same key.
 * @template T
 * @param {Record<string, T>} a
 * @param {Record<string, T>} b
 * @param {(a: T, b: T) => T} join
 * @returns {Record<string, T>}
 */
export function joinTables(a, b, join) {
  const joined = table({ ...b, ...a });
  for (const key of Object.keys(a)) if (Object.hasOwn(b, key)) joined[key] = join(a[key], b[key]);
  return joined;
}
