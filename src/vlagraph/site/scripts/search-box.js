// The search box of the map and its list of answers.
import { byId, closest, el } from "./dom.js";
import { detailsAreRead, detailsOf, loadDetails } from "./details.js";
import { on } from "./events.js";
import { fold } from "./fold.js";
import { areaNameOf, IDS, LARGE, nameOf, TOPICS } from "./graph.js";
import { findTopics, makeEntries } from "./search.js";
import { colourClass } from "./sizes.js";
import { hover, select } from "./state.js";
import { once } from "./tables.js";
import { t } from "./texts.js";

export const searchBox = byId("search");
const results = byId("results");
/** @type {Map<string, string>} */
const foldedConcepts = new Map();
let chosen = -1;

const entries = once(() => makeEntries(IDS.map((id) => [id, [...TOPICS[id].name, id, ...TOPICS[id].aliases, ...TOPICS[id].former]])));

// Names of concepts are looked through too, where that is quick.
/** @param {string} id */
function conceptsOf(id) {
  if (LARGE || !detailsAreRead()) return "";
  const folded = foldedConcepts.get(id) ?? fold(detailsOf(id).c.map(([, en, ko]) => en + ko).join(" "));
  foldedConcepts.set(id, folded);
  return folded;
}

/** @param {string} text */
export const find = (text) => findTopics(text, entries(), conceptsOf);

/** @param {string} id @param {number} index */
function resultItem(id, index) {
  const properties = { role: "option", id: "result-" + index, "data-id": id, class: colourClass(TOPICS[id].area), "aria-selected": String(index === 0) };
  return el("li", properties, el("span", { class: "name" }, nameOf(id)), el("span", { class: "soft" }, areaNameOf(id)));
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
  hover((current && !results.hidden && current.dataset.id) || null);
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
  select(item.dataset.id, { move: true, focus: true });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
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
  results.addEventListener("mousedown", (event) => {
    const item = closest(event, "[data-id]");
    if (!item) return;
    event.preventDefault();
    take(item);
  });
  on("details", () => { if (!results.hidden) showResults(); });
}
