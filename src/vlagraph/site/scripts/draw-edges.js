// Painting bands and edges on a canvas; the SVG of the first paint looks the same.
import { pick } from "./colours.js";
import { allEdges, DATA, HUGE, placeOf, TOPICS } from "./graph.js";
import { isPlain, litEdges, painting } from "./painting.js";
import { BAND_GAP, CARD, HEAD } from "./sizes.js";
import { once } from "./tables.js";

const DASH = [5, 4]; // of recommended prerequisites, as in the styles of the picture
const BEYOND = 4000; // how far a band goes on at both sides: further than anyone drags the map

/** The lines of all drawn edges, as a few paths: thousands one by one are slow. */
const allPaths = once(() => {
  const paths = { required: new Path2D(), recommended: new Path2D(), heads: new Path2D() };
  for (const edge of HUGE ? [] : allEdges()) {
    if (!edge.d) continue;
    const group = edge.r ? paths.required : paths.recommended;
    if (edge.p) {
      edge.path = new Path2D(edge.p);
      group.addPath(edge.path);
      paths.heads.addPath(head(edge, HEAD.length, HEAD.half));
    } else {
      const [from, to] = [placeOf(edge.from), placeOf(edge.to)];
      group.moveTo(from.x + CARD.width / 2, from.y);
      group.lineTo(to.x - CARD.width / 2, to.y);
    }
  }
  return paths;
});

/** The arrow head of an edge.
 * @param {MapEdge} edge
 * @param {number} length
 * @param {number} half of its height
 */
function head(edge, length, half) {
  const to = placeOf(edge.to);
  const y = edge.p ? edge.y : to.y;
  return new Path2D(`M${to.x - CARD.width / 2} ${y}l-${length} -${half}v${2 * half}z`);
}

/** An edge without a way of its own.
 * @param {MapEdge} edge
 */
function curve(edge) {
  const [a, b] = [placeOf(edge.from), placeOf(edge.to)];
  const [x1, x2] = [a.x + CARD.width / 2, b.x - CARD.width / 2];
  const bend = Math.max(18, (x2 - x1) / 2);
  return new Path2D(`M${x1} ${a.y}C${x1 + bend} ${a.y} ${x2 - bend} ${b.y} ${x2} ${b.y}`);
}

/** @param {CanvasRenderingContext2D} ctx */
export function drawBands(ctx) {
  const [width] = DATA.size;
  for (const [area, top, bottom] of DATA.bands) {
    ctx.fillStyle = pick(painting.colours.bands, area);
    ctx.fillRect(-BEYOND, top + BAND_GAP, width + 2 * BEYOND, bottom - top - 2 * BAND_GAP);
  }
}

/** @param {CanvasRenderingContext2D} ctx */
export function drawEdges(ctx) {
  ctx.lineCap = "round";
  if (!HUGE) drawAll(ctx);
  for (const [edge, strong] of litEdges()) drawLit(ctx, edge, strong);
}

/** @param {CanvasRenderingContext2D} ctx */
function drawAll(ctx) {
  const { required, recommended, heads } = allPaths();
  ctx.strokeStyle = ctx.fillStyle = painting.colours.edge;
  ctx.globalAlpha = isPlain() ? 1 : 0.22;
  ctx.lineWidth = 1.5;
  ctx.stroke(required);
  ctx.setLineDash(DASH);
  ctx.lineWidth = 1;
  ctx.stroke(recommended);
  ctx.setLineDash([]);
  ctx.fill(heads);
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapEdge} edge
 * @param {boolean} strong
 */
function drawLit(ctx, edge, strong) {
  const { colours, focus } = painting;
  const { area } = TOPICS[focus || edge.to];
  ctx.strokeStyle = ctx.fillStyle = pick(strong ? colours.areas : colours.pale, area);
  ctx.lineWidth = !edge.d ? 1 : edge.r ? 2 : 1.5;
  ctx.globalAlpha = edge.d ? 1 : 0.6;
  ctx.setLineDash(edge.r ? [] : DASH);
  ctx.stroke(edge.path || curve(edge));
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  ctx.fill(head(edge, HEAD.length + 1, HEAD.half + 0.5));
}
