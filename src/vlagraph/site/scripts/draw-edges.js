// Painting regions and edges on a canvas; the SVG of the first paint looks the same.
import { pick } from "./colours.js";
import { allEdges, DATA, HUGE, IDS, placeOf, TOPICS } from "./graph.js";
import { isPlain, litEdges, painting } from "./painting.js";
import { BAND, CARD, DOT, HEAD, MARKED, SMALLEST, STUB } from "./sizes.js";
import { state } from "./state.js";
import { once } from "./tables.js";

const DOTTED = [1.5, 3.5]; // of recommended prerequisites
const DIM = 0.15; // of lines that the reader does not look at

/** The lines of what is required, and of what is recommended: thousands one by one are slow. */
const allPaths = once(() => {
  const paths = { required: new Path2D(), heads: new Path2D(), better: new Path2D(), betterHeads: new Path2D() };
  for (const edge of HUGE ? [] : allEdges()) {
    if (edge.d === 1) addEdge(edge, paths.required, paths.heads);
    else if (edge.d === 3) addEdge(edge, paths.better, paths.betterHeads);
  }
  for (const [x, y] of DATA.dots) {
    paths.heads.moveTo(x + DOT, y);
    paths.heads.arc(x, y, DOT, 0, Math.PI * 2);
  }
  for (const [at, y] of DATA.stubs) paths.heads.addPath(headAt(placeOf(IDS[at]).x, y));
  return paths;
});

/**
 * @param {MapEdge} edge
 * @param {Path2D} lines
 * @param {Path2D} heads
 */
function addEdge(edge, lines, heads) {
  lines.addPath(wayOf(edge));
  if (edge.p) heads.addPath(headOf(edge));
}

/** @param {MapEdge} edge */
function wayOf(edge) {
  edge.path = edge.path || (edge.p ? new Path2D(edge.p) : straight(edge));
  return edge.path;
}

/** The way of an edge on a map of so many that none has one of its own, or of one that leads back.
 * @param {MapEdge} edge
 */
function straight(edge) {
  const [a, b] = [placeOf(edge.from), placeOf(edge.to)];
  const side = a.x < b.x ? CARD.width / 2 : a.x > b.x ? -CARD.width / 2 : 0;
  return new Path2D(`M${a.x + side} ${a.y}L${b.x - side} ${b.y}`);
}

/** The arrow head of an edge.
 * @param {MapEdge} edge
 */
const headOf = (edge) => headAt(placeOf(edge.to).x, edge.y ?? placeOf(edge.to).y);

/** An arrow head at the left of a card.
 * @param {number} x the middle of the card
 * @param {number | undefined} y
 */
const headAt = (x, y) => new Path2D(`M${x - CARD.width / 2} ${y}l-${HEAD.length} -${HEAD.half}v${2 * HEAD.half}z`);

/** @param {CanvasRenderingContext2D} ctx */
export function drawRegions(ctx) {
  for (const [area, left, top, right, bottom] of DATA.regions) {
    ctx.beginPath();
    ctx.roundRect(left, top, right - left, bottom - top, CARD.radius);
    ctx.fillStyle = pick(painting.colours.bands, area);
    ctx.fill();
  }
}

/** The names of the areas above their cards; on the page the rail has them.
 * @param {CanvasRenderingContext2D} ctx
 * @param {(area: number) => string} nameOfArea
 */
export function drawRegionNames(ctx, nameOfArea) {
  ctx.font = `600 ${BAND.name}px ${painting.font}`;
  ctx.textAlign = "left";
  for (const [area, left, top] of DATA.regions) {
    ctx.fillStyle = pick(painting.colours.areas, area);
    ctx.fillText(nameOfArea(area), left + BAND.side, top + BAND.baseline);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} scale
 */
export function drawEdges(ctx, scale) {
  ctx.lineCap = "butt";
  ctx.lineJoin = "round";
  if (!HUGE) drawAll(ctx);
  if (!HUGE && scale >= MARKED) drawStubs(ctx);
  for (const [edge, strong] of litEdges()) drawLit(ctx, edge, strong);
}

/** @param {CanvasRenderingContext2D} ctx */
function drawAll(ctx) {
  const { required, heads, better, betterHeads } = allPaths();
  const { colours } = painting;
  ctx.globalAlpha = isPlain() ? 1 : DIM;
  if (state.better) {
    ctx.strokeStyle = ctx.fillStyle = colours.hint;
    ctx.lineWidth = 1.5;
    ctx.setLineDash(DOTTED);
    ctx.stroke(better);
    ctx.setLineDash([]);
    ctx.fill(betterHeads);
  }
  ctx.strokeStyle = ctx.fillStyle = colours.edge;
  ctx.lineWidth = 1.5;
  ctx.stroke(required);
  ctx.fill(heads);
  ctx.globalAlpha = 1;
}

/** The numbers before the short arrows.
 * @param {CanvasRenderingContext2D} ctx
 */
function drawStubs(ctx) {
  ctx.globalAlpha = isPlain() ? 1 : DIM;
  ctx.font = `400 ${SMALLEST}px ${painting.font}`;
  ctx.textAlign = "right";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = painting.colours.edge;
  for (const [at, y, numbers] of DATA.stubs) {
    ctx.fillText(numbers, placeOf(IDS[at]).x - CARD.width / 2 - HEAD.length - 2, y + STUB.baseline);
  }
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
  ctx.lineWidth = edge.r ? 2 : 1.5;
  ctx.setLineDash(edge.r ? [] : DOTTED);
  ctx.stroke(wayOf(edge));
  ctx.setLineDash([]);
  if (edge.p) ctx.fill(headOf(edge));
}
