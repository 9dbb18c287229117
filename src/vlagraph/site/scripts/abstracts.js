// Abstracts are read when they are first asked for: a file a month, beside the page.
import { el } from "./dom.js";
import { t } from "./texts.js";
import { once } from "./tables.js";

/** @type {Map<string, () => Promise<Record<string, string>>>} */
const months = new Map();

/** The abstracts of the month of a paper, by id. Pages from disk may load scripts alone, so that the file is one.
 * @param {string} month
 */
function abstractsOf(month) {
  const load = months.get(month) || once(() => loadMonth(month));
  months.set(month, load);
  return load();
}

/** @param {string} month @returns {Promise<Record<string, string>>} */
const loadMonth = (month) => new Promise((resolve) => {
  const answer = () => resolve(window.vlagraphAbstracts?.[month] || {});
  const script = el("script", { src: "assets/abstracts/" + month + ".js", onload: answer, onerror: answer });
  document.head.append(script);
});

/** A button that unfolds the abstract of a paper under its row.
 * @param {string} id
 * @param {string} title
 */
export function abstractButton(id, title) {
  const text = el("p", { class: "abstract", lang: "en", hidden: true });
  const button = el("button", { type: "button", class: "small", "aria-expanded": "false", "aria-label": t("abstract_of", { title }) }, t("abstract"));
  button.addEventListener("click", async () => {
    button.closest("li")?.append(text);
    text.hidden = !text.hidden;
    button.setAttribute("aria-expanded", String(!text.hidden));
    if (text.hidden || text.textContent) return;
    const found = await abstractsOf(id.replace(/^.*\//, "").slice(0, 4));
    text.textContent = found[id] || t("abstract_none");
  });
  return button;
}
