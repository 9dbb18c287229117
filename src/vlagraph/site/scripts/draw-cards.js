// Painting cards on a canvas; the SVG of the first paint looks the same.
import { pick } from "./colours.js";
import { el } from "./dom.js";
import { NODES, placeOf, TOPICS, tierLetter } from "./graph.js";
import { painting } from "./painting.js";
import { CARD, FAR, SMALL_TEXT, TEXT, TIER } from "./sizes.js";
import { state } from "./state.js";
import { language } from "./texts.js";

const FEW_LIT = 60; // so many names can be read at a zoom that is too small for all
const FRAME = 4; // between a card and the frame of the keyboard

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} id
 * @param {number} scale
 */
export function drawCard(ctx, id, scale) {
  const { x, y, area } = placeOf(id);
  const [left, top] = [x - CARD.width / 2, y - CARD.height / 2];
  ctx.globalAlpha = painting.alpha.get(id) ?? 1;
  if (scale < FAR) {
    ctx.fillStyle = pick(painting.colours.pale, area);
    ctx.fillRect(left, top, CARD.width, CARD.height);
  } else {
    drawGround(ctx, id, left, top);
    if (scale >= SMALL_TEXT || (painting.lit.has(id) && painting.lit.size < FEW_LIT)) drawName(ctx, id);
    if (scale >= SMALL_TEXT) drawMarks(ctx, id, left, top);
  }
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} id
 * @param {number} left
 * @param {number} top
 */
function drawGround(ctx, id, left, top) {
  const { colours, learned } = painting;
  const { area } = TOPICS[id];
  ctx.beginPath();
  ctx.roundRect(left, top, CARD.width, CARD.height, CARD.radius);
  ctx.fillStyle = colours.paper;
  ctx.fill();
  ctx.fillStyle = pick(learned.has(id) ? colours.bands : colours.tints, area);
  ctx.fill();
  drawOutline(ctx, id);
  ctx.beginPath();
  ctx.roundRect(left, top, CARD.stripe, CARD.height, [CARD.stripe, 0, 0, CARD.stripe]);
  ctx.fillStyle = pick(colours.areas, area);
  ctx.fill();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} id
 */
function drawOutline(ctx, id) {
  const { colours, learned, open, lit } = painting;
  const { x, y, area } = placeOf(id);
  const [chosen, ready] = [lit.get(id) === "self", open.has(id) && !learned.has(id)];
  const framed = painting.byKeyboard && state.cursor === id;
  ctx.strokeStyle = chosen || ready || framed ? colours.ink : pick(colours.outlines, area);
  ctx.lineWidth = chosen ? 2.5 : ready ? 1.75 : 1;
  ctx.stroke();
  if (!framed) return;
  const [width, height] = [CARD.width + 2 * FRAME, CARD.height + 2 * FRAME];
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - height / 2, width, height, CARD.radius + 3);
  ctx.lineWidth = 2;
  ctx.stroke();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} id
 */
function drawName(ctx, id) {
  const { x, y, lines } = placeOf(id);
  const rows = lines ? lines[language()] : [];
  const leading = rows.length < TEXT.rows ? TEXT.line : TEXT.line_tight;
  const [left, first] = [x - CARD.width / 2 + TEXT.left, y + TEXT.baseline - ((rows.length - 1) / 2) * leading];
  ctx.font = `400 ${TEXT.size}px ${painting.font}`;
  ctx.fillStyle = painting.learned.has(id) ? painting.colours.soft : painting.colours.ink;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  rows.forEach((row, index) => ctx.fillText(row, left, first + index * leading, CARD.width - TEXT.left - 3));
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} id
 * @param {number} left
 * @param {number} top
 */
function drawMarks(ctx, id, left, top) {
  const { colours, steps, learned } = painting;
  const { tier } = TOPICS[id];
  const step = steps.get(id);
  const right = left + CARD.width - TIER.right;
  if (step) drawBadge(ctx, { x: left + 2, y: top + 2 }, String(step), colours.ink);
  if (tier !== null) drawBadge(ctx, { x: right, y: top + TIER.top }, tierLetter(tier), pick(colours.tiers, tier));
  if (learned.has(id)) drawBadge(ctx, { x: right, y: top + CARD.height - TIER.top }, "✓", colours.go);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Point} centre
 * @param {string} text
 * @param {string} ground
 */
function drawBadge(ctx, { x, y }, text, ground) {
  ctx.beginPath();
  ctx.arc(x, y, TIER.radius, 0, Math.PI * 2);
  ctx.fillStyle = ground;
  ctx.fill();
  ctx.font = "700 12px " + painting.font;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = painting.colours.paper;
  ctx.fillText(text, x, y + TIER.baseline);
}

/** A picture of all cards as blocks of their area's colour.
 * @param {{ width: number, height: number }} size in pixels
 * @param {number} part pixels of a unit of the map
 * @param {readonly string[]} colours by area
 * @param {number} least pixels that a block is wide and high at least
 */
export function drawBlocks(size, part, colours, least) {
  const canvas = el("canvas", size);
  const ctx = context(canvas);
  for (const { x, y, area } of NODES) {
    ctx.fillStyle = pick(colours, area);
    ctx.fillRect((x - CARD.width / 2) * part, (y - CARD.height / 2) * part, Math.max(least, CARD.width * part), Math.max(least, CARD.height * part));
  }
  return canvas;
}

/** @param {HTMLCanvasElement} canvas */
export const context = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
