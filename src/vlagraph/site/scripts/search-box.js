// The search box of every page and its list of answers; what there is to find, the page says.
import { all, byId, closest, el } from "./dom.js";
import { on } from "./events.js";
import { isComposing, keyName } from "./key-names.js";
import { t } from "./texts.js";

/**
 * @typedef {object} Answer
 * @property {string} id
 * @property {string} label
 * @property {string} note what kind of thing it is, or what of it holds the query
 * @property {string} [className]
 * @property {string} [labelLanguage] where it is not the reader's
 * @property {string} [noteLanguage] the same of the note
 * @property {string} [href] where it leads, or:
 * @property {() => void} [take]
 */
/**
 * @typedef {object} Source
 * @property {(text: string) => Answer[]} find best first
 * @property {() => void} prepare what takes time, once the reader comes near
 * @property {(id: string | null) => void} [point] the answer that would be taken
 */

export const searchBox = byId("search");
const results = byId("results");
/** @type {Source} */
let source = { find: () => [], prepare: () => {} };
/** @type {Answer[]} */
let answers = [];
let chosen = -1;

/** @param {Answer} answer @param {number} index */
function resultItem({ id, label, note, className = "", labelLanguage, noteLanguage }, index) {
  const properties = { role: "option", id: "result-" + index, "data-id": id, class: className, "aria-selected": String(index === 0) };
  return el("li", properties, el("span", { class: "name", lang: labelLanguage }, label), note && el("span", { class: "soft part", lang: noteLanguage }, note));
}

function showResults() {
  answers = source.find(searchBox.value);
  const asked = Boolean(searchBox.value.trim());
  chosen = answers.length ? 0 : -1;
  results.replaceChildren(...answers.map(resultItem));
  if (!answers.length && asked) results.append(el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("no_match")));
  results.hidden = !asked;
  searchBox.setAttribute("aria-expanded", String(asked));
  pointAtChosen();
}

/** The answers anew, as more has been read; what the reader has chosen stays so. */
function showMoreResults() {
  const before = chosen > 0 ? answers[chosen].id : "";
  showResults();
  chosen = Math.max(chosen, answers.findIndex(({ id }) => id === before));
  pointAtChosen();
}

const resultItems = () => all("[data-id]", results);

function pointAtChosen() {
  const items = resultItems();
  items.forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
  const current = items[chosen];
  if (current) searchBox.setAttribute("aria-activedescendant", current.id); else searchBox.removeAttribute("aria-activedescendant");
  source.point?.(current && !results.hidden ? current.dataset.id || null : null);
}

function closeResults() {
  results.hidden = true;
  searchBox.setAttribute("aria-expanded", "false");
  searchBox.removeAttribute("aria-activedescendant");
  source.point?.(null);
}

/** @param {number} index */
function take(index) {
  const answer = answers[index];
  if (!answer?.take && !answer?.href) return; // it says only that there are no answers yet: what was typed stays
  searchBox.value = "";
  closeResults();
  if (answer.take) answer.take(); else if (answer.href) location.href = answer.href;
}

/** Slash, or Ctrl and K, leads to the search from wherever the reader is.
 * @param {KeyboardEvent} event
 */
function onPageKey(event) {
  const typing = closest(event, "input, select, textarea") !== null;
  const key = keyName(event);
  if (!(key === "/" && !typing) && !(key === "k" && (event.ctrlKey || event.metaKey))) return;
  event.preventDefault();
  searchBox.focus();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (isComposing(event)) return;
  const count = answers.length;
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
    pointAtChosen();
    event.preventDefault();
  } else if (event.key === "Enter" && chosen >= 0 && !results.hidden) {
    take(chosen);
    event.preventDefault();
  } else if (event.key === "Escape") {
    searchBox.value = "";
    closeResults();
  }
}

/** @param {Source} given */
export function startSearchBox(given) {
  source = given;
  searchBox.addEventListener("input", showResults);
  searchBox.addEventListener("focus", () => source.prepare());
  searchBox.addEventListener("focus", () => { if (searchBox.value.trim()) showResults(); });
  searchBox.addEventListener("blur", () => setTimeout(closeResults, 150)); // a click on an answer comes after the blur
  searchBox.addEventListener("keydown", onKey);
  document.addEventListener("keydown", onPageKey);
  results.addEventListener("mousedown", (event) => {
    const item = closest(event, "[data-id]");
    if (!item) return;
    event.preventDefault();
    take(resultItems().indexOf(item));
  });
  for (const event of /** @type {const} */ (["details", "found"])) on(event, () => { if (!results.hidden) showMoreResults(); });
}
