// Which part of the map is in sight: vis-network keeps it, we say what a wheel and a button do to it.
import { isPhone, prefersStill } from "./dom.js";
import { net, pane, panel } from "./elements.js";
import { DATA, placeOf } from "./graph.js";
import { painting } from "./painting.js";
import { BAND, CARD, NAMED } from "./sizes.js";
import { state } from "./state.js";

const [LEAST, MOST] = [0.25, 2.5]; // a name is a smear below, and three words fill the window above
const EDGE = 24; // pixels that are left around what is brought into sight
const WHEEL_LINE = 16; // pixels, where a wheel counts in lines
const REST = 120; // milliseconds without a turn of the wheel, after which edges are painted again

/** @type {VisNetwork | null} */
let network = null;
let moved = false;
let resting = 0;

/** @param {VisNetwork} made */
export function setNetwork(made) {
  network = made;
}

/** Null until vis-network is ready. */
export const getNetwork = () => network;

/** Whether the reader has chosen another part than the one that fits. */
export const hasMoved = () => moved;

/** @param {VisMove} move @param {number} [duration] in milliseconds; 0 is at once */
export function moveTo(move, duration = 0) {
  const animation = duration && !prefersStill() ? { duration, easingFunction: "easeOutQuad" } : false;
  moved = true;
  network?.moveTo(animation ? { ...move, animation } : move);
}

export const redraw = () => network?.redraw();

/** The whole map in the pane, as the SVG of the first paint stands in it. */
export function fit() {
  const [width, height] = DATA.size;
  const room = pane.getBoundingClientRect();
  const whole = Math.min(room.width / width, room.height / height);
  const near = isPhone() && whole < NAMED; // the whole map has no names on a phone
  moveTo(near ? { position: firstView(room), scale: NAMED } : { position: { x: width / 2, y: height / 2 }, scale: whole });
  moved = false;
}

/** The middle of a view with names that a phone shows first: of the chosen topic, else of the map's upper left.
 * @param {DOMRect} room
 */
function firstView(room) {
  const [width, height] = DATA.size;
  const half = { x: room.width / 2 / NAMED, y: room.height / 2 / NAMED };
  const place = state.topic ? placeOf(state.topic) : { x: 0, y: 0 };
  return { x: Math.min(Math.max(place.x, half.x), Math.max(half.x, width - half.x)), y: height < 2 * half.y ? height / 2 : Math.min(Math.max(place.y, half.y), height - half.y) };
}

/** @param {number} scale */
function clampScale(scale) {
  const [width, height] = DATA.size;
  const least = Math.min(LEAST, pane.clientWidth / width / 2, pane.clientHeight / height / 2);
  return Math.min(MOST, Math.max(least, scale));
}

/** @param {Point} point */
function keepInside({ x, y }) {
  const [width, height] = DATA.size;
  return { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
}

/** @param {number} factor */
export function zoomBy(factor) {
  if (network) moveTo({ scale: clampScale(network.getScale() * factor) }, 150);
}

/** Where a pointer event is within the pane.
 * @param {MouseEvent} event
 */
export function pointOf(event) {
  const room = pane.getBoundingClientRect();
  return { x: event.clientX - room.left, y: event.clientY - room.top };
}

// The wheel moves over the map as over a page; with Ctrl, or two fingers pinching, it zooms where the pointer is.
/** @param {WheelEvent} event */
function onWheel(event) {
  event.preventDefault();
  if (!network) return;
  if (event.ctrlKey || event.metaKey) zoomAround(Math.exp(-event.deltaY * 0.0025), pointOf(event)); else scroll(network, event);
}

/** @param {VisNetwork} network @param {WheelEvent} event */
function scroll(network, event) {
  const scale = network.getScale();
  const { x, y } = network.getViewPosition();
  const unit = event.deltaMode === 1 ? WHEEL_LINE : 1;
  const [dx, dy] = event.shiftKey && !event.deltaX ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
  painting.dragging = true;
  clearTimeout(resting);
  resting = setTimeout(() => { painting.dragging = false; network.redraw(); }, REST);
  moveTo({ position: keepInside({ x: x + (dx * unit) / scale, y: y + (dy * unit) / scale }) });
}

/** Zooms so that what is under a point of the pane comes to stand under another.
 * @param {number} factor
 * @param {Point} from
 * @param {Point} to
 */
export function zoomAround(factor, from, to = from) {
  if (!network) return;
  const wanted = clampScale(network.getScale() * factor);
  const at = network.DOMtoCanvas(from);
  const x = at.x - (to.x - pane.clientWidth / 2) / wanted;
  const y = at.y - (to.y - pane.clientHeight / 2) / wanted;
  moveTo({ scale: wanted, position: { x, y } });
}

/** What the panel and the buttons leave of the pane. */
function freeRoom() {
  const room = pane.getBoundingClientRect();
  const isBelow = panel.getBoundingClientRect().top >= room.bottom - 1; // on an upright tablet
  const side = panel.hidden || isPhone() || isBelow ? 0 : panel.offsetWidth;
  const foot = isPhone() && !panel.hidden ? panel.offsetHeight : 0;
  return { width: room.width - side, height: room.height - foot };
}

/** Moves no more than it takes to bring topics into sight, beside the panel and not under it; where they have no room
 * at the zoom `least`, the first of them.
 * @param {readonly string[]} ids
 * @param {number} [least]
 */
export function revealAll(ids, least = NAMED) {
  if (!network || !ids.length) return;
  const { width, height } = freeRoom();
  const box = boxOf(ids);
  const whole = Math.min((width - 2 * EDGE) / (box.right - box.left), (height - 2 * EDGE) / (box.bottom - box.top));
  const scale = network.getScale();
  if (whole < least && ids.length > 1) { revealAll(ids.slice(0, 1)); return; }
  const wanted = scale < NAMED ? Math.min(1, whole) : Math.min(scale, whole);
  const { x, y } = network.getViewPosition();
  /** Around what is brought into sight the edge is left that the map has there, as `end` of it says.
   * @param {[low: number, high: number, end: number]} span @param {(value: number) => number} at @param {number} room
   */
  const shift = ([low, high, end], at, room) => Math.min(0, Math.max(at(low) - EDGE, at(0))) || Math.max(0, Math.min(at(high) + EDGE, at(end)) - room);
  const dx = shift([box.left, box.right, DATA.size[0]], (value) => (value - x) * wanted + pane.clientWidth / 2, width);
  const dy = shift([box.top, box.bottom, DATA.size[1]], (value) => (value - y) * wanted + pane.clientHeight / 2, height);
  if (dx || dy || wanted !== scale) moveTo({ position: { x: x + dx / wanted, y: y + dy / wanted }, scale: wanted }, 200);
}

/** The cards of topics, with room for the name of the area above. @param {readonly string[]} ids */
function boxOf(ids) {
  const places = ids.map(placeOf);
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  return {
    left: Math.min(...xs) - CARD.width / 2, right: Math.max(...xs) + CARD.width / 2,
    top: Math.min(...ys) - CARD.height / 2 - BAND.label - BAND.padding, bottom: Math.max(...ys) + CARD.height / 2,
  };
}

/** Brings a topic into sight. @param {string} id */
export const reveal = (id) => revealAll([id]);

/** Follows what the reader does to the view of a new network.
 * @param {VisNetwork} network
 */
export function watchMoves(network) {
  network.on("dragStart", () => { moved = painting.dragging = true; });
  network.on("dragEnd", () => { painting.dragging = false; network.redraw(); });
  network.on("zoom", () => {
    moved = true;
    const scale = network.getScale();
    if (scale !== clampScale(scale)) network.moveTo({ scale: clampScale(scale) });
  });
  net.addEventListener("wheel", onWheel, { passive: false });
  addEventListener("resize", () => requestAnimationFrame(() => { if (!moved) fit(); }));
}
