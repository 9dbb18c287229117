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

/** `action` until it has an answer, and that answer from then on; whoever asks meanwhile waits for the same.
 * @template T
 * @param {() => Promise<T | undefined>} action answers undefined where it came to nothing, and is then begun anew at the next call
 * @returns {() => Promise<T | undefined>}
 */
export function untilAnswered(action) {
  /** @type {Promise<T | undefined> | null} */
  let asked = null;
  return () => {
    asked = asked || action().then((answer) => {
      if (answer === undefined) asked = null;
      return answer;
    });
    return asked;
  };
}
