// The list of topics, with the same powers as the map.
import { all, byId, el } from "./dom.js";
import { pane } from "./elements.js";
import { hoursText, IDS, isOpen, nameOf, numberOf, TOPICS, topicsOf } from "./graph.js";
import { SIGNS, showState, switchState } from "./marking.js";
import { progress } from "./progress.js";
import { colourClass, LIMITS } from "./sizes.js";
import { menuButton } from "./state-menu.js";
import { passes, pathSteps, state, togglePath } from "./state.js";
import { inTongue, t } from "./texts.js";

/** @type {HTMLElement[]} */
let items = [];
let hasButtons = false;
const BESIDE = matchMedia("(min-width: 100em)"); // as styles/map.css has it

/** Where the list stands left of the map, the keyboard comes to it first too. */
function placeList() {
  const listing = byId("listing");
  if (BESIDE.matches) pane.before(listing); else byId("sheet").after(listing);
}

/** Gives the list its buttons: when it is first looked at, or when the browser has nothing else to do. */
export function addListButtons() {
  if (hasButtons) return;
  hasButtons = true;
  placeList();
  BESIDE.addEventListener("change", placeList);
  items = all("#listing li[data-topic]");
  items.forEach(addButtons);
}

/** @param {HTMLElement} item */
function addButtons(item) {
  const id = topicOf(item);
  const link = item.querySelector("a");
  if (link) link.dataset.go = id;
  item.prepend(el("button", { type: "button", class: "tick", onclick: () => switchState(id, "learned", nameOf(id)) }));
  all(".meta", item)[0].prepend(el("span", { class: "state" }));
  item.append(el("button", { type: "button", class: "quiet small", onclick: () => togglePath(id) }), menuButton(id, () => nameOf(id)));
}

/** @param {HTMLElement} item */
const topicOf = (item) => item.dataset.topic || "";

// A large graph's list is built when it is first looked at, in part: the filters narrow it down.
function buildList() {
  items = IDS.filter(passes).slice(0, LIMITS.listed).map((id) => el("li", { "data-topic": id, class: colourClass(TOPICS[id].area) },
    el("span", { class: "n" }, String(numberOf(id))), el("a", { href: "topics/" + id + ".html" }, inTongue(TOPICS[id].name)), " ", el("span", { class: "meta" }, hoursText(id))));
  byId("order-list").replaceChildren(el("ol", {}, items));
  items.forEach(addButtons);
}

export function showList() {
  if (state.view === "list") addListButtons();
  if (!hasButtons) return;
  if (IDS.length > LIMITS.listed) {
    if (state.view !== "list") return;
    buildList();
  }
  const [states, settled] = [progress.states(), progress.settled()];
  const [steps, targets] = [new Set(pathSteps()), topicsOf(state.path)];
  for (const item of items) {
    const id = topicOf(item);
    item.hidden = !passes(id) || (state.path.length > 0 && !steps.has(id));
    item.classList.toggle("ready", !settled.has(id) && isOpen(id, settled, steps.has(id) ? targets : []));
    showItem(item, states.get(id) || null);
  }
  all("#list-none")[0].hidden = items.some((item) => !item.hidden);
}

/**
 * @param {HTMLElement} item
 * @param {TopicState | null} now
 */
function showItem(item, now) {
  const id = topicOf(item);
  const [done, onPath] = [now === "learned", state.path.includes(id)];
  const [mark, path, more] = all("button", item);
  item.classList.toggle("done", done);
  showState(all(".state", item)[0], now);
  more.setAttribute("aria-label", t("states_of", { name: nameOf(id) }));
  mark.setAttribute("aria-pressed", String(done));
  mark.textContent = now ? SIGNS[now] : "";
  mark.setAttribute("aria-label", (done ? t("unmark") : t("mark")) + ": " + nameOf(id));
  path.setAttribute("aria-pressed", String(onPath));
  path.textContent = t("path");
  path.setAttribute("aria-label", t("path_add") + ": " + nameOf(id));
}
