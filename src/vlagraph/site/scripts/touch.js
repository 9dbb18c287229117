// Two fingers on the map: what is under them stays under them, and one finger that is left does not drag.
import { pane } from "./elements.js";
import { pointOf, zoomAround } from "./viewport.js";

/** Where each finger is in the pane. @type {Map<number, Point>} */
const fingers = new Map();
let pinching = false;

const pair = () => {
  const [a, b] = [...fingers.values()];
  return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, apart: Math.hypot(a.x - b.x, a.y - b.y) || 1 };
};

/** @param {PointerEvent} event */
function onDown(event) {
  if (event.pointerType !== "touch" || !(event.target instanceof Node) || !pane.contains(event.target)) return;
  fingers.set(event.pointerId, pointOf(event));
  if (fingers.size > 1) pinching = true;
}

/** @param {PointerEvent} event */
function onMove(event) {
  if (!fingers.has(event.pointerId)) return;
  if (pinching) event.stopPropagation();
  if (fingers.size !== 2) { fingers.set(event.pointerId, pointOf(event)); return; }
  const before = pair();
  fingers.set(event.pointerId, pointOf(event));
  const now = pair();
  zoomAround(now.apart / before.apart, before.middle, now.middle);
}

/** @param {PointerEvent} event */
function onUp(event) {
  fingers.delete(event.pointerId);
  if (!fingers.size) pinching = false;
}

/** Before vis-network, which would take the first finger's way for a drag. */
export function startTouch() {
  addEventListener("pointerdown", onDown, true);
  addEventListener("pointermove", onMove, true);
  addEventListener("pointerup", onUp, true);
  addEventListener("pointercancel", onUp, true);
}
