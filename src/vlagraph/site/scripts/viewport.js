// Which part of the map is in sight: vis-network keeps it, we say what a wheel and a button do to it.
import { isPhone, prefersStill } from "./dom.js";
import { net, pane, panel } from "./elements.js";
import { DATA, LARGE, placeOf } from "./graph.js";
import { painting } from "./painting.js";
import { SMALL_TEXT } from "./sizes.js";

const [LEAST, MOST] = [0.25, 2.5]; // a name is a smear below, and three words fill the window above
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

/** The whole width at 1400 px and above; the picture starts where the SVG of the first paint stood. */
export function fit() {
  const [width, height] = DATA.size;
  const room = pane.getBoundingClientRect();
  const wide = isPhone() ? 1 : Math.min(room.width / width, 1.25);
  const scale = LARGE ? Math.min(wide, room.height / height) : wide;
  const x = room.width > width * scale ? width / 2 : room.width / 2 / scale;
  const y = room.height > height * scale ? height / 2 : room.height / 2 / scale;
  moveTo({ position: { x, y }, scale });
  moved = false;
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
  if (event.ctrlKey || event.metaKey) zoomAt(network, event); else scroll(network, event);
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

/** @param {VisNetwork} network @param {WheelEvent} event */
function zoomAt(network, event) {
  const scale = network.getScale();
  const { x, y } = network.getViewPosition();
  const wanted = clampScale(scale * Math.exp(-event.deltaY * 0.0025));
  const at = network.DOMtoCanvas(pointOf(event));
  const kept = scale / wanted;
  moveTo({ scale: wanted, position: { x: at.x + (x - at.x) * kept, y: at.y + (y - at.y) * kept } });
}

/** How far a value is outside of a range.
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
const beyond = (value, least, most) => Math.min(0, value - least) + Math.max(0, value - Math.max(least, most));

/** Moves no more than it takes to bring the topic into sight, beside the panel and not under it.
 * @param {string} id
 */
export function reveal(id) {
  if (!network) return;
  const place = placeOf(id);
  const room = pane.getBoundingClientRect();
  const scale = network.getScale();
  if (scale < SMALL_TEXT) { moveTo({ position: { x: place.x, y: place.y }, scale: 1 }, 200); return; }
  const covered = panel.hidden || isPhone() ? 0 : panel.offsetWidth;
  const low = isPhone() && !panel.hidden ? room.height * 0.38 - 30 : room.height - 90; // over the panel, or the buttons
  const at = network.canvasToDOM(place);
  const [dx, dy] = [beyond(at.x, 190, room.width - covered - 80), beyond(at.y, 50, low)];
  const { x, y } = network.getViewPosition();
  if (dx || dy) moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, scale }, 200);
}

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
