// The search box of the map and its list of answers.
import { byId, closest, el } from "./dom.js";
import { detailsAreRead, detailsOf, loadDetails, paperOf } from "./details.js";
import { on } from "./events.js";
import { areaNameOf, DATA, IDS, isTopic, LARGE, nameOf, targetName, TOPICS } from "./graph.js";
import { isComposing, keyName } from "./key-names.js";
import { findTopics, makeEntries, makePart } from "./search.js";
import { colourClass } from "./sizes.js";
import { hover, select, setPath } from "./state.js";
import { once } from "./tables.js";
import { inLanguage, t } from "./texts.js";

export const searchBox = byId("search");
const results = byId("results");
/** @type {Map<string, import("./search.js").SearchPart[]>} */
const knownParts = new Map();
let chosen = -1;

const entries = once(() => makeEntries([
  ...IDS.map((id) => /** @type {const} */ ([id, [...TOPICS[id].name, id, ...TOPICS[id].aliases, ...TOPICS[id].former]])),
  ...DATA.goals.filter(({ id }) => !isTopic(id)).map(({ id, n, al }) => /** @type {const} */ ([id, [...n, id, ...(al || [])]])),
]));

// Concepts and papers are looked through too, where that is quick.
/** @param {string} id */
function partsOf(id) {
  if (LARGE || !detailsAreRead() || !isTopic(id)) return [];
  const parts = knownParts.get(id) ?? [...detailsOf(id).c.map(conceptPart), ...detailsOf(id).k.map(([paper]) => paperPart(paper))];
  knownParts.set(id, parts);
  return parts;
}

/** @param {TopicDetails["c"][number]} concept */
const conceptPart = ([id, en, ko, , , aliases]) => makePart("concept", [en, ko], [id, en, ko, ...(aliases || [])]);

/** The short name of a paper stands before the colon of its title, as in core/parts.py.
 * @param {string} id
 */
function paperPart(id) {
  const title = paperOf(id)?.[0] || "";
  const short = title.includes(":") ? title.split(":")[0] : "";
  return makePart("paper", [title || id, ""], [id, title, short, short.replace("π", "pi")].filter(Boolean));
}

/** @param {string} text */
export const find = (text) => findTopics(text, entries(), partsOf);

/** @param {import("./search.js").Hit} hit @param {number} index */
function resultItem({ id, part }, index) {
  const colour = isTopic(id) ? colourClass(TOPICS[id].area) : "";
  const properties = { role: "option", id: "result-" + index, "data-id": id, class: colour, "aria-selected": String(index === 0) };
  const name = el("span", { class: "name" }, isTopic(id) ? nameOf(id) : targetName(id));
  return el("li", properties, name, part ? el("span", { class: "soft part" }, inLanguage(part.label)) : el("span", { class: "soft" }, isTopic(id) ? areaNameOf(id) : t("goal")));
}

function showResults() {
  const found = find(searchBox.value);
  const asked = Boolean(searchBox.value.trim());
  chosen = found.length ? 0 : -1;
  results.replaceChildren(...found.map(resultItem));
  if (!found.length && asked) results.append(el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("no_match")));
  results.hidden = !asked;
  searchBox.setAttribute("aria-expanded", String(asked));
  pointAtChosen();
}

const resultItems = () => /** @type {HTMLElement[]} */ ([...results.querySelectorAll("[data-id]")]);

function pointAtChosen() {
  const items = resultItems();
  items.forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
  const current = items[chosen];
  if (current) searchBox.setAttribute("aria-activedescendant", current.id); else searchBox.removeAttribute("aria-activedescendant");
  const id = current && !results.hidden && current.dataset.id;
  hover(id && isTopic(id) ? id : null);
}

function closeResults() {
  results.hidden = true;
  searchBox.setAttribute("aria-expanded", "false");
  searchBox.removeAttribute("aria-activedescendant");
  hover(null);
}

/** @param {HTMLElement | undefined} item */
function take(item) {
  if (!item || !item.dataset.id) return;
  searchBox.value = "";
  closeResults();
  if (isTopic(item.dataset.id)) select(item.dataset.id, { focus: true });
  else setPath([item.dataset.id]);
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
  const items = resultItems();
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && items.length) {
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length;
    pointAtChosen();
    event.preventDefault();
  } else if (event.key === "Enter" && chosen >= 0 && !results.hidden) {
    take(items[chosen]);
    event.preventDefault();
  } else if (event.key === "Escape") {
    searchBox.value = "";
    closeResults();
  }
}

export function startSearch() {
  searchBox.addEventListener("input", showResults);
  searchBox.addEventListener("focus", loadDetails);
  searchBox.addEventListener("focus", () => { if (searchBox.value.trim()) showResults(); });
  searchBox.addEventListener("blur", () => setTimeout(closeResults, 150)); // a click on an answer comes after the blur
  searchBox.addEventListener("keydown", onKey);
  document.addEventListener("keydown", onPageKey);
  results.addEventListener("mousedown", (event) => {
    const item = closest(event, "[data-id]");
    if (!item) return;
    event.preventDefault();
    take(item);
  });
  on("details", () => { if (!results.hidden) showResults(); });
}
