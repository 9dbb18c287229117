// What stands around the map and follows its view: the names of the areas, the axis, and the small map of the whole.
import { context, drawBlocks } from "./draw-cards.js";
import { root } from "./dom.js";
import { mini, pane, panel, rail } from "./elements.js";
import { DATA } from "./graph.js";
import { painting } from "./painting.js";
import { BAND, NUMBERED } from "./sizes.js";
import { getNetwork, hasMoved, moveTo } from "./viewport.js";

const LABEL = 15; // pixels that the name of an area is high
const NEARLY = 40; // the whole map counts as seen with so little beyond the window
/** @type {HTMLCanvasElement | null} */
let blocks = null;

/** Forgets the picture of the small map, whose colours are of another theme. */
export function forgetOverview() {
  blocks = null;
}

/** The name of each area stands above its cards; far away, where they have no numbers, in their midst. */
export function placeRail() {
  const network = getNetwork();
  if (!network) return;
  const scale = network.getScale();
  const far = scale < NUMBERED;
  root.classList.toggle("far", far);
  for (const [area, left, top, right, bottom] of DATA.regions) {
    const button = rail.get(area);
    if (!button) continue;
    const { x, y } = network.canvasToDOM({ x: left, y: top });
    const lift = far ? 0 : Math.max(0, LABEL - BAND.label * scale); // what its letters need more than there is
    button.style.transform = `translate(${Math.round(x)}px, ${Math.round(y - lift)}px)`;
    button.style.maxWidth = Math.round((right - left) * scale) + "px";
    button.style.width = far ? Math.round((right - left) * scale) + "px" : "";
    button.style.height = Math.round(far ? (bottom - top) * scale : LABEL) + "px";
  }
}

/** Pixels of the small map for a unit of the map. */
const overviewScale = () => Math.min(mini.width / DATA.size[0], mini.height / DATA.size[1]);

export function drawOverview() {
  const network = getNetwork();
  if (!network) return;
  const [width, height] = DATA.size;
  const a = network.DOMtoCanvas({ x: 0, y: 0 });
  const b = network.DOMtoCanvas({ x: pane.clientWidth, y: pane.clientHeight });
  const whole = a.x <= NEARLY && a.y <= NEARLY && b.x >= width - NEARLY && b.y >= height - NEARLY;
  mini.hidden = !hasMoved() || !panel.hidden || whole;
  if (!mini.hidden) drawWindow(a, b);
}

/** @param {Point} a @param {Point} b the corners of what is in sight */
function drawWindow(a, b) {
  const part = overviewScale();
  blocks = blocks || drawBlocks({ width: mini.width, height: mini.height }, part, painting.colours.areas, 1);
  const ctx = context(mini);
  ctx.clearRect(0, 0, mini.width, mini.height);
  ctx.drawImage(blocks, 0, 0);
  ctx.strokeStyle = painting.colours.ink;
  ctx.lineWidth = 1.5;
  const [x, y] = [Math.max(1, a.x * part), Math.max(1, a.y * part)];
  ctx.strokeRect(x, y, Math.min(mini.width - 2, (b.x - Math.max(0, a.x)) * part), Math.min(mini.height - 2, (b.y - Math.max(0, a.y)) * part));
}

/** @param {PointerEvent} event */
function goTo(event) {
  const room = mini.getBoundingClientRect();
  const part = overviewScale();
  moveTo({ position: { x: (event.clientX - room.left) / part, y: (event.clientY - room.top) / part } });
}

export function startOverview() {
  mini.addEventListener("pointerdown", (event) => { mini.setPointerCapture(event.pointerId); goTo(event); });
  mini.addEventListener("pointermove", (event) => { if (event.buttons) goTo(event); });
}
