// Abstracts are read when they are first asked for: a file a month, beside the page.
import { el } from "./dom.js";
import { partReader } from "./part-files.js";
import { t, tongue } from "./texts.js";

/** The abstracts of the month of a paper, by id. */
const abstractsOf = partReader("abstracts", (month) => window.vlagraphAbstracts?.[month]);

/** A button that unfolds the abstract of a paper under its row.
 * @param {string} id
 * @param {string} title
 */
export function abstractButton(id, title) {
  const text = el("p", { class: "abstract", hidden: true });
  const button = el("button", { type: "button", class: "small", "aria-expanded": "false", "aria-label": t("abstract_of", { title }) }, t("abstract"));
  button.addEventListener("click", async () => {
    button.closest("li")?.append(text);
    text.hidden = !text.hidden;
    button.setAttribute("aria-expanded", String(!text.hidden));
    if (text.hidden || text.lang) return;
    const found = (await abstractsOf(id.replace(/^.*\//, "").slice(0, 4)))?.[id];
    text.textContent = found || t("abstract_none");
    if (found) text.lang = tongue(found);
  });
  return button;
}
