// Tables whose keys come from outside: "constructor" is a good name of a topic, and no property of a table.

/**
 * @template T
 * @param {Record<string, T>} [values]
 * @returns {Record<string, T>}
 */
export const table = (values) => Object.assign(Object.create(null), values);

/**
 * @template T
 * @param {Record<string, T>} values
 * @param {string} key
 * @returns {T | undefined}
 */
export const entryOf = (values, key) => (Object.hasOwn(values, key) ? values[key] : undefined);

/** `action` at the first call, and its answer at every call.
 * @template T
 * @param {() => T} action
 * @returns {() => T}
 */
export function once(action) {
  /** @type {{ answer: T } | null} */
  let done = null;
  return () => (done = done || { answer: action() }).answer;
}
