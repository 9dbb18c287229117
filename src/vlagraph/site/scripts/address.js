// What is chosen on a page stands in its address, so that Back, a reload and a link lead to the same view.
import { sayMisread } from "./moved.js";

let waiting = 0;
let said = ""; // the address whose unknown parts were said

/** The fragment that holds these choices; what is empty is left out.
 * @param {Record<string, string>} choices
 */
export const fragmentOf = (choices) => "#" + Object.entries(choices).filter(([, value]) => value).map(([key, value]) => key + "=" + encodeURIComponent(value)).join("&");

/** What the address asks for. */
export const askedChoices = () => new URLSearchParams(location.hash.slice(1));

/** Says what the address asks for and this page does not have; once, though browsers tell of one address several times.
 * @param {readonly string[]} unknown
 */
export function sayUnknown(unknown) {
  if (location.hash !== said) sayMisread({ moved: [], unknown: unknown.filter(Boolean) });
  said = location.hash;
}

/** Puts `choices` into the address.
 * @param {Record<string, string>} choices
 * @param {{ step: boolean }} how a step can be gone back
 */
export function writeChoices(choices, { step }) {
  clearTimeout(waiting);
  const wanted = fragmentOf(choices);
  if (wanted === (location.hash || "#")) return;
  said = "";
  try { history[step ? "pushState" : "replaceState"](null, "", wanted); } catch { location.hash = wanted; }
}

/** Does it when no other choice has come for `pause` milliseconds.
 * @param {() => Record<string, string>} choices
 * @param {number} pause
 */
export function writeChoicesSoon(choices, pause) {
  clearTimeout(waiting);
  waiting = setTimeout(() => writeChoices(choices(), { step: false }), pause);
}

/** Calls `show` when the reader has gone to another address of the page.
 * @param {() => void} show
 */
export function followAddress(show) {
  addEventListener("popstate", show);
  addEventListener("hashchange", show);
  addEventListener("pageshow", show); // after the browser has put back what stood in the form
}
