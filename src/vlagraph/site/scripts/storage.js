// What the browser keeps for the reader; a browser may refuse, and then nothing is kept.

export const storage = {
  /** The text under `key` as it is.
   * @param {string} key
   * @returns {string | null | undefined} null where there is none, undefined where the browser refuses
   */
  text(key) {
    try { return localStorage.getItem(key); } catch { return undefined; }
  },

  /** Keeps `text` as it is.
   * @param {string} key
   * @param {string} text
   * @returns {boolean} whether it is kept; if not, what was there still is
   */
  setText(key, text) {
    try {
      localStorage.setItem(key, text);
      return true;
    } catch {
      return false; // the page works without
    }
  },

  /** Keeps `value` as JSON, as `setText`.
   * @param {string} key
   * @param {unknown} value
   */
  set(key, value) {
    return this.setText(key, JSON.stringify(value));
  },
};
