// Under which names a browser keeps what belongs to the roadmap of this page: maps on one origin share a storage.
import { storage } from "./storage.js";

/** `name` for the roadmap with this key; as it is without one.
 * @param {string} name
 * @param {string | undefined} key
 */
const keyUnder = (name, key) => (key ? name + "." + key : name);

const pageData = () => globalThis.document?.documentElement.dataset;

/** `name` for this roadmap; as it is where the page names none.
 * @param {string} name
 */
export const keyOf = (name) => keyUnder(name, pageData()?.roadmap);

/** The text that is kept under `name` for this roadmap; until there is one, what was kept before it had an id, which is kept under the id
 * from then on, as the title may change; then what older pages kept for all roadmaps. Both stay where they were.
 * @param {string} name
 * @param {string} [part] what stands behind the name
 * @returns {string | null | undefined} null where there is none, undefined where the browser refuses
 */
export function keptText(name, part = "") {
  const former = (pageData()?.formerKeys || "").split(" ").filter(Boolean);
  const [own, ...others] = [keyOf(name), ...former.map((key) => keyUnder(name, key)), name].map((key) => key + part);
  const texts = [own, ...others].map((key) => storage.text(key));
  if (texts.includes(undefined)) return undefined;
  const found = texts.findIndex((text) => text !== null);
  const text = texts[found] ?? null;
  if (text !== null && found > 0 && found <= former.length) storage.setText(own, text);
  return text;
}
