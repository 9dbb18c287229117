// Under which names a browser keeps what belongs to the roadmap of this page: maps on one origin share a storage.
import { storage } from "./storage.js";

/** `name` for this roadmap; as it is where the page names none.
 * @param {string} name
 */
export function keyOf(name) {
  const roadmap = globalThis.document?.documentElement.dataset.roadmap;
  return roadmap ? name + "." + roadmap : name;
}

/** The text that is kept under `name` for this roadmap; until there is one, what older pages kept for all of them, which stays.
 * @param {string} name
 * @returns {string | null | undefined} null where there is none, undefined where the browser refuses
 */
export function keptText(name) {
  const own = storage.text(keyOf(name));
  return own === null ? storage.text(name) : own;
}
