// A click with the other button and a long press on a topic, on the map and in the list: the menu of its states.
import { closest } from "./dom.js";
import { net, pane } from "./elements.js";
import { isTopic, nameOf, NODES, placeOf } from "./graph.js";
import { painting } from "./painting.js";
import { isOnCard, topicUnder } from "./picture.js";
import { CARD } from "./sizes.js";
import { openStateMenu } from "./state-menu.js";
import { keyboardTopic } from "./state.js";
import { getNetwork, pointOf } from "./viewport.js";

const LONG_PRESS = 500; // milliseconds of a long press, as on other touch screens
const RIGHT_BUTTON = 2; // of a mouse: https://w3c.github.io/uievents/#dom-mouseevent-button
const STILL_PIXELS = 10; // pixels that a finger may move meanwhile
let pressTimer = 0;
/** Whether the click that ends a long press is still to come. */
let isPressEnding = false;
/** @type {Point} */
let pressedAt = { x: 0, y: 0 };

/** Whether a key asks for the menu, on the topic of the keyboard: browsers then name a place in the midst of the map.
 * @param {MouseEvent} event
 */
const isByKeyboard = (event) => event.type === "contextmenu" && event.target === net && painting.byKeyboard && event.button !== RIGHT_BUTTON && !event.ctrlKey;

/** The topic that an event is on. @param {MouseEvent} event @returns {string | null} */
function topicAtEvent(event) {
  const row = closest(event, "#order-list li[data-topic]");
  const network = getNetwork();
  if (row) return row.dataset.topic || null;
  if (isByKeyboard(event)) return keyboardTopic() ?? null;
  if (!(event.target instanceof Node) || !pane.contains(event.target) || closest(event, "button")) return null;
  if (!network) return topicUnder(event);
  const at = network.DOMtoCanvas(pointOf(event));
  return NODES.find((node) => isOnCard(node, at))?.id || null;
}

/** The lower left corner of a card in the window. @param {string} id @returns {Point} */
function belowCard(id) {
  const { x, y } = placeOf(id);
  const room = pane.getBoundingClientRect();
  const at = getNetwork()?.canvasToDOM({ x: x - CARD.width / 2, y: y + CARD.height / 2 }) || { x: 0, y: 0 };
  return { x: room.left + at.x, y: room.top + at.y };
}

/** @param {MouseEvent} event @returns {boolean} whether there is a topic */
function openMenuAt(event) {
  const id = topicAtEvent(event);
  if (isTopic(id)) openStateMenu(id, nameOf(id), isByKeyboard(event) ? belowCard(id) : { x: event.clientX, y: event.clientY });
  return isTopic(id);
}

/** @param {PointerEvent} event */
function onPressDown(event) {
  clearTimeout(pressTimer);
  isPressEnding = false;
  if (event.pointerType !== "touch" || !event.isPrimary) return;
  pressedAt = { x: event.clientX, y: event.clientY };
  pressTimer = setTimeout(() => { isPressEnding = openMenuAt(event); }, LONG_PRESS);
}

/** @param {PointerEvent} event */
function onPressMove(event) {
  if (!event.isPrimary || Math.hypot(event.clientX - pressedAt.x, event.clientY - pressedAt.y) > STILL_PIXELS) clearTimeout(pressTimer);
}

export function startPress() {
  addEventListener("contextmenu", (event) => { if (openMenuAt(event)) { clearTimeout(pressTimer); event.preventDefault(); } });
  addEventListener("pointerdown", onPressDown);
  addEventListener("pointermove", onPressMove);
  addEventListener("pointerup", () => clearTimeout(pressTimer));
  addEventListener("pointercancel", () => clearTimeout(pressTimer));
  addEventListener("click", (event) => {
    if (!isPressEnding) return;
    isPressEnding = false;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
