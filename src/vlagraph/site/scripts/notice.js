// What a reader must know, in both languages, above the content of the page.
import { all, el } from "./dom.js";

/** A text in both languages; the styles show the reader's.
 * @param {Pair} pair
 */
export const inBoth = (pair) => ["en", "ko"].map((code, index) => el("span", { class: code, lang: code }, pair[index]));

/** Says `words`, once on a page.
 * @param {string} name
 * @param {Pair} words
 * @param {{ words: Pair, action: () => void }} [button] what the reader can do
 */
export function showNotice(name, words, button) {
  if (all(`[data-notice="${name}"]`).length) return;
  const press = button && el("button", { type: "button", onclick: button.action }, inBoth(button.words));
  const parts = [el("span", {}, inBoth(words)), press];
  all("main")[0].before(el("p", { class: "notice", "data-notice": name, role: "status" }, parts));
}
