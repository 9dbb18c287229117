// Thousands of topics: vis-network keeps the view, and only what is in sight is painted and found under the pointer.
import { pick } from "./colours.js";
import { drawBlocks, drawCard } from "./draw-cards.js";
import { net, pane } from "./elements.js";
import { DATA, NODES, placeOf } from "./graph.js";
import { faded, painting } from "./painting.js";
import { isOnCard } from "./picture.js";
import { CARD, FAR } from "./sizes.js";
import { hover, select } from "./state.js";
import { inLanguage } from "./texts.js";
import { narrate } from "./toast.js";
import { moveTo, pointOf } from "./viewport.js";

const CELL = 512; // a window has a few cells at the zooms at which cards are painted
const FAR_PIXELS = 2048; // of the picture of all: larger ones are slow to paint on a phone
const NEAR = 0.8; // the zoom after a click into an area: names can be read

/** Topics by the cell in which their card has its centre. @type {Map<string, MapNode[]>} */
const cells = new Map();
/** @type {HTMLCanvasElement | null} */
let farPicture = null;

/** Forgets the picture of all topics, whose colours are of another theme. */
export function forgetFarPicture() {
  farPicture = null;
}

function fillCells() {
  for (const node of NODES) {
    const key = Math.floor(node.x / CELL) + ":" + Math.floor(node.y / CELL);
    const cell = cells.get(key);
    if (cell) cell.push(node); else cells.set(key, [node]);
  }
}

/** @param {Point} from @param {Point} to */
function inSight(from, to) {
  const found = [];
  for (let column = Math.floor((from.x - CARD.width) / CELL); column <= Math.floor((to.x + CARD.width) / CELL); column += 1) {
    for (let row = Math.floor((from.y - CARD.height) / CELL); row <= Math.floor((to.y + CARD.height) / CELL); row += 1) {
      found.push(...(cells.get(column + ":" + row) || []));
    }
  }
  return found;
}

/** Far away the topics of an area are one picture, painted once; from near they are cards.
 * @param {VisNetwork} network
 * @param {CanvasRenderingContext2D} ctx
 */
function drawHuge(network, ctx) {
  const scale = network.getScale();
  if (scale < FAR) { drawFar(ctx); return; }
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: pane.clientWidth, y: pane.clientHeight });
  for (const node of inSight(from, to)) drawCard(ctx, node.id, scale);
}

/** @param {CanvasRenderingContext2D} ctx */
function drawFar(ctx) {
  const [width, height] = DATA.size;
  farPicture = farPicture || paintFar();
  ctx.globalAlpha = painting.lit.size ? faded() : 1;
  ctx.drawImage(farPicture, 0, 0, width, height);
  ctx.globalAlpha = 1;
  for (const [id, role] of painting.lit) {
    const { x, y, area } = placeOf(id);
    ctx.fillStyle = role === "self" ? painting.colours.ink : pick(painting.colours.areas, area);
    ctx.fillRect(x - CARD.width / 2, y - CARD.height / 2, CARD.width, CARD.height);
  }
}

function paintFar() {
  const [width, height] = DATA.size;
  const part = Math.min(1, FAR_PIXELS / Math.max(width, height));
  return drawBlocks({ width: Math.ceil(width * part), height: Math.ceil(height * part) }, part, painting.colours.pale, 0.7);
}

/** The topic at a point of the map.
 * @param {VisNetwork} network
 * @param {Point} point in pixels of the pane
 */
function topicAt(network, point) {
  if (network.getScale() < FAR) return null;
  const at = network.DOMtoCanvas(point);
  const hit = inSight(at, at).find((node) => isOnCard(node, at));
  return hit ? hit.id : null;
}

/** A click far away goes into the area that it meets.
 * @param {VisNetwork} network
 * @param {Point} point in pixels of the pane
 */
function enter(network, point) {
  const at = network.DOMtoCanvas(point);
  moveTo({ position: at, scale: NEAR }, 200);
  const band = DATA.regions.find(([, , top, , bottom]) => at.y >= top && at.y < bottom);
  if (band) narrate(inLanguage(DATA.areas[band[0]].n));
}

/** @param {VisNetwork} network */
export function startHuge(network) {
  fillCells();
  network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => drawHuge(network, ctx));
  network.on("click", (/** @type {VisEvent} */ { pointer }) => {
    painting.byKeyboard = false;
    if (network.getScale() < FAR) enter(network, pointer.DOM); else select(topicAt(network, pointer.DOM));
  });
  net.addEventListener("pointermove", (event) => {
    if (event.buttons) return;
    const id = topicAt(network, pointOf(event));
    net.style.cursor = id ? "pointer" : "";
    hover(id);
  });
}
