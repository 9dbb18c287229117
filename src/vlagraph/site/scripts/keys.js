// The keyboard walks the graph as the pointer does.
import { all, closest, isPhone } from "./dom.js";
import { net } from "./elements.js";
import { areaNameOf, hoursText, IDS, nameOf, needsOf, neighbour } from "./graph.js";
import { keyName } from "./key-names.js";
import { zoomIn, zoomOut, zoomToFit } from "./map.js";
import { stateText, switchState } from "./marking.js";
import { painting } from "./painting.js";
import { closePanel } from "./panel.js";
import { progress } from "./progress.js";
import { closeMap, hover, keyboardTopic, select, state, togglePath } from "./state.js";
import { entryOf } from "./tables.js";
import { t } from "./texts.js";
import { announce, narrate } from "./toast.js";
import { redraw, reveal } from "./viewport.js";

/** @param {string} id */
function walk(id) {
  state.cursor = id;
  painting.byKeyboard = true;
  state.hover = null; // so that the topic is lit again, and its frame painted
  hover(id);
  reveal(id);
  const needs = needsOf(id).map(nameOf).join(", ") || t("needs_none");
  const parts = [nameOf(id), areaNameOf(id), hoursText(id), stateText(progress.state(id)), t("needs") + ": " + needs];
  narrate(parts.filter(Boolean).join(". "));
}

function walkHere() {
  const id = keyboardTopic();
  if (id !== undefined && net.matches(":focus-visible")) walk(id);
}

/** @param {string} id */
function openTopic(id) {
  hover(null);
  select(id, { focus: true });
}

/** @param {TopicState} state @returns {(id: string) => void} */
const switchTo = (state) => (id) => switchState(id, state, nameOf(id));

/** @param {string} id */
function switchPath(id) {
  togglePath(id);
  announce(state.path.includes(id) ? t("now_on_path", { name: nameOf(id) }) : t("now_off_path", { name: nameOf(id) }));
}

/** What a key does with the topic that the keyboard is on. @type {Record<string, (id: string) => void>} */
const ACTIONS = {
  Enter: openTopic,
  " ": openTopic,
  Home: () => walk(IDS[0]),
  End: () => walk(IDS[IDS.length - 1]),
  m: switchTo("learned"),
  l: switchTo("learning"),
  s: switchTo("skipped"),
  p: switchPath,
};

/** What a key does with the map, also one without topics. @type {Record<string, () => void>} */
const VIEW_ACTIONS = { "+": zoomIn, "=": zoomIn, "-": zoomOut, 0: zoomToFit };

/** @param {KeyboardEvent} event */
function onMapKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = keyName(event);
  const act = entryOf(VIEW_ACTIONS, key) || topicAction(key);
  if (!act) return;
  act();
  event.preventDefault();
}

/** What a key does with the topic that the keyboard is on; nothing where the roadmap has none.
 * @param {string} key
 */
function topicAction(key) {
  const id = keyboardTopic();
  const act = key.startsWith("Arrow") ? step : entryOf(ACTIONS, key);
  return id !== undefined && act && (() => act(id, key));
}

/** @param {string} id @param {string} key */
function step(id, key) {
  const other = neighbour(id, key);
  if (other) walk(other);
}

/** Closes the menu, the panel or the map, whichever is on top. */
function closeTopmost() {
  const menu = openMenu();
  if (menu) closeMenu(menu);
  else if (state.topic) closePanel();
  else if (isPhone() && state.view === "map") closeMap();
}

/** The focus goes back to what opened the menu. @param {HTMLElement} menu */
function closeMenu(menu) {
  if (menu.contains(document.activeElement)) all("summary", menu)[0].focus();
  menu.removeAttribute("open");
}

/** @returns {HTMLElement | undefined} */
const openMenu = () => all("details.menu[open]")[0];

/** @param {KeyboardEvent} event */
function onEscape(event) {
  const typing = closest(event, "input:not([type='checkbox']), textarea") !== null; // there Escape takes back what is typed
  if (keyName(event) === "Escape" && !typing) closeTopmost();
}

export function startKeys() {
  net.addEventListener("focus", walkHere);
  net.addEventListener("blur", () => { painting.byKeyboard = false; hover(null); redraw(); });
  net.addEventListener("keydown", onMapKey);
  document.addEventListener("keydown", onEscape);
  document.addEventListener("click", (event) => { if (!closest(event, "details.menu")) openMenu()?.removeAttribute("open"); });
}
