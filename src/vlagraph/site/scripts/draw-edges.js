// Painting regions and edges on a canvas; the SVG of the first paint looks the same.
import { pick } from "./colours.js";
import { allEdges, DATA, HUGE, IDS, placeOf, TOPICS } from "./graph.js";
import { faded, isPlain, litEdges, painting } from "./painting.js";
import { BAND, CARD, DOT, HEAD, MARKED, SMALLEST, STUB } from "./sizes.js";
import { state } from "./state.js";
import { shape } from "./svg-pen.js";
import { once } from "./tables.js";

const DOTTED = [1.5, 3.5]; // of recommended prerequisites

/** The lines of what is required, and of what is recommended: thousands one by one are slow. */
const allPaths = once(() => {
  /** @param {number} how */
  const drawn = (how) => (HUGE ? [] : allEdges().filter((edge) => edge.d === how));
  /** @param {MapEdge[]} edges */
  const heads = (edges) => edges.map((edge) => (edge.p ? headOf(edge) : "")).join("");
  const [required, better] = [drawn(1), drawn(3)];
  return {
    required: shape(required.map(wayOf).join("")), heads: shape(heads(required) + DATA.dots.map(dotAt).join("") + DATA.stubs.map(stubHead).join("")),
    better: shape(better.map(wayOf).join("")), betterHeads: shape(heads(better)),
  };
});

/** The disc where lines part. @param {readonly [x: number, y: number]} place */
const dotAt = ([x, y]) => `M${x - DOT} ${y}a${DOT} ${DOT} 0 1 0 ${2 * DOT} 0a${DOT} ${DOT} 0 1 0 ${-2 * DOT} 0z`;

/** @param {MapData["stubs"][number]} stub */
const stubHead = ([at, y]) => headAt(placeOf(IDS[at]).x, y);

/** @param {MapEdge} edge */
const wayOf = (edge) => edge.p || straight(edge);

/** The way of an edge on a map of so many that none has one of its own, or of one that leads back.
 * @param {MapEdge} edge
 */
function straight(edge) {
  const [a, b] = [placeOf(edge.from), placeOf(edge.to)];
  const side = a.x < b.x ? CARD.width / 2 : a.x > b.x ? -CARD.width / 2 : 0;
  return `M${a.x + side} ${a.y}L${b.x - side} ${b.y}`;
}

/** The arrow head of an edge.
 * @param {MapEdge} edge
 */
const headOf = (edge) => headAt(placeOf(edge.to).x, edge.y ?? placeOf(edge.to).y);

/** An arrow head at the left of a card.
 * @param {number} x the middle of the card
 * @param {number | undefined} y
 */
const headAt = (x, y) => `M${x - CARD.width / 2} ${y}l-${HEAD.length} -${HEAD.half}v${2 * HEAD.half}z`;

/** @param {Pen} ctx */
export function drawRegions(ctx) {
  for (const [area, left, top, right, bottom] of DATA.regions) {
    ctx.beginPath();
    ctx.roundRect(left, top, right - left, bottom - top, CARD.radius);
    ctx.fillStyle = pick(painting.colours.bands, area);
    ctx.fill();
    if (painting.colours.mark) drawRegionEdge(ctx);
  }
}

/** In forced colours an area has no ground of its own. @param {Pen} ctx */
function drawRegionEdge(ctx) {
  ctx.strokeStyle = painting.colours.hint;
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** The names of the areas above their cards; on the page the rail has them.
 * @param {Pen} ctx
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
 * @param {Pen} ctx
 * @param {number} scale
 */
export function drawEdges(ctx, scale) {
  ctx.lineCap = "butt";
  ctx.lineJoin = "round";
  if (!HUGE) drawAll(ctx);
  if (!HUGE && scale >= MARKED) drawStubs(ctx);
  for (const [edge, strong] of litEdges()) drawLit(ctx, edge, strong);
}

/** @param {Pen} ctx */
function drawAll(ctx) {
  const { required, heads, better, betterHeads } = allPaths();
  const { colours } = painting;
  ctx.globalAlpha = isPlain() ? 1 : faded();
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
 * @param {Pen} ctx
 */
function drawStubs(ctx) {
  ctx.globalAlpha = isPlain() ? 1 : faded();
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
 * @param {Pen} ctx
 * @param {MapEdge} edge
 * @param {boolean} strong
 */
function drawLit(ctx, edge, strong) {
  const { colours, focus } = painting;
  const { area } = TOPICS[focus || edge.to];
  ctx.strokeStyle = ctx.fillStyle = (strong && colours.mark) || pick(strong ? colours.areas : colours.pale, area);
  ctx.lineWidth = edge.r ? 2 : 1.5;
  ctx.setLineDash(edge.r ? [] : DOTTED);
  edge.path = edge.path || [shape(wayOf(edge)), edge.p ? shape(headOf(edge)) : null];
  const [way, head] = edge.path;
  ctx.stroke(way);
  ctx.setLineDash([]);
  if (head) ctx.fill(head);
}
