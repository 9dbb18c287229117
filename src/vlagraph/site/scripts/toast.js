// What the page says of an act: seen at the foot of the window for some seconds, and told to those who hear the page.
import { byId } from "./dom.js";

const VISIBLE = 6000; // milliseconds: two lines are read in half of it
let hiding = 0;

/** @param {string} text @param {string} className */
function put(text, className) {
  const live = byId("live");
  if (!live) return;
  clearTimeout(hiding);
  live.className = className;
  live.textContent = text;
}

/** Says `text` to everybody, and takes it away again.
 * @param {string} text
 */
export function announce(text) {
  put(text, "toast");
  hiding = setTimeout(() => put("", "unseen"), VISIBLE);
}

/** Says what is in sight already, to those who hear the page.
 * @param {string} text
 */
export const narrate = (text) => put(text, "unseen");
