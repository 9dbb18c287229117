// What the browser keeps for the reader; a browser may refuse, and then nothing is kept.

export const storage = {
  /** The text under `key` as it is.
   * @param {string} key
   * @returns {string | null | undefined} null where there is none, undefined where the browser refuses
   */
  text(key) {
    try { return localStorage.getItem(key); } catch { return undefined; }
  },

  /**
   * @param {string} key
   * @param {unknown} value
   * @returns {boolean} whether it is kept; if not, what was there still is
   */
  set(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false; // the page works without
    }
  },
};
