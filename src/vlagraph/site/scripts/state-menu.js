// The menu of the states of a topic: by a click with the other button, a long press, or the button of a row.
import { all, byId, el, root } from "./dom.js";
import { SIGNS, STATES, stateWord, switchState } from "./marking.js";
import { progress } from "./progress.js";
import { t } from "./texts.js";

const MENU_EDGE = 8; // pixels that stay between the menu and the window
/** @type {HTMLElement | null} */
let stateMenu = null;
/** What had the focus before. @type {HTMLElement | null} */
let opener = null;

/** @param {{ focus: boolean }} options whether the focus goes back to where it was */
function closeStateMenu({ focus }) {
  if (!stateMenu) return;
  stateMenu.remove();
  stateMenu = null;
  if (focus) opener?.focus({ preventScroll: true });
}

/** @param {string} id @param {string} name @param {TopicState} state */
function entryFor(id, name, state) {
  const act = () => { closeStateMenu({ focus: true }); switchState(id, state, name); };
  return el("button", { type: "button", role: "menuitemcheckbox", tabindex: "-1", "aria-checked": String(progress.state(id) === state), onclick: act },
    el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[state]), stateWord(state));
}

/** Opens the menu of a topic at a point of the window.
 * @param {string} id
 * @param {string} name
 * @param {Point} at
 */
export function openStateMenu(id, name, at) {
  closeStateMenu({ focus: false });
  opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  stateMenu = el("div", { class: "state-menu", role: "menu", "aria-label": t("states_of", { name }) },
    el("p", { class: "soft", "aria-hidden": "true" }, name), STATES.map((state) => entryFor(id, name, state)));
  byId("main").append(stateMenu);
  const { offsetWidth: width, offsetHeight: height } = stateMenu;
  stateMenu.style.left = Math.max(MENU_EDGE, Math.min(at.x, root.clientWidth - width - MENU_EDGE)) + "px";
  stateMenu.style.top = Math.max(MENU_EDGE, Math.min(at.y, innerHeight - height - MENU_EDGE)) + "px";
  stateMenu.addEventListener("keydown", onMenuKey);
  all("button", stateMenu)[0].focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event */
function onMenuKey(event) {
  const entries = stateMenu ? all("button", stateMenu) : [];
  const at = entries.findIndex((entry) => entry === document.activeElement);
  const steps = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 });
  if (event.key in steps) entries.at(steps[event.key] % entries.length)?.focus();
  else if (event.key === "Escape" || event.key === "Tab") closeStateMenu({ focus: true });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** A button that opens the menu of a topic below itself.
 * @param {string} id
 * @param {() => string} name
 */
export function menuButton(id, name) {
  const open = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    const { left, bottom } = button.getBoundingClientRect();
    event.stopPropagation();
    openStateMenu(id, name(), { x: left, y: bottom + 4 });
  };
  return el("button", { type: "button", class: "quiet small more-states", "aria-haspopup": "menu", "aria-label": t("states_of", { name: name() }), onclick: open }, "⋯");
}

export function startStateMenu() {
  document.addEventListener("pointerdown", (event) => { if (stateMenu && !(event.target instanceof Node && stateMenu.contains(event.target))) closeStateMenu({ focus: false }); }, true);
  const leave = () => closeStateMenu({ focus: true });
  addEventListener("resize", leave);
  addEventListener("scroll", leave, true); // what it belongs to would move away from under it
}
