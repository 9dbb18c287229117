// Painting cards on a canvas; the SVG of the first paint looks the same.
import { pick } from "./colours.js";
import { el } from "./dom.js";
import { DATA, nameOf, NODES, numberOf, placeOf, TOPICS, tierLetter } from "./graph.js";
import { SIGNS, stateText } from "./marking.js";
import { painting } from "./painting.js";
import { CARD, MARKED, NAMED, NUMBERED, SMALLEST, TEXT, TIER } from "./sizes.js";
import { state } from "./state.js";
import { language } from "./texts.js";

const BADGE = 8; // radius of the marks at the corners
const SKIPPED = [4, 3]; // of the outline of a skipped card
const PILL = { height: 15, text: 12, side: 5, out: 3, down: 2 }; // of the state: it covers as little of a name of two lines as it can
const FRAME = 4; // between a card and the frame of the keyboard

/**
 * @param {Pen} ctx
 * @param {string} id
 * @param {number} scale
 */
export function drawCard(ctx, id, scale) {
  const { x, y, area } = placeOf(id);
  const [left, top] = [x - CARD.width / 2, y - CARD.height / 2];
  ctx.globalAlpha = painting.alpha.get(id) ?? 1;
  if (scale < NUMBERED) {
    ctx.fillStyle = pick(painting.learned.has(id) ? painting.colours.tints : painting.colours.pale, area);
    ctx.fillRect(left, top, CARD.width, CARD.height);
    if (painting.lit.get(id) === "self") drawOutlineOf(ctx, left, top);
  } else if (scale < NAMED) {
    drawGround(ctx, id, left, top);
    drawNumberAlone(ctx, id, scale);
  } else {
    drawGround(ctx, id, left, top);
    drawName(ctx, id, scale);
    if (scale >= MARKED) drawMarks(ctx, id, left, top);
    else drawSigns(ctx, id, left, top);
  }
  ctx.globalAlpha = 1;
}

/** @param {Pen} ctx @param {number} left @param {number} top */
function drawOutlineOf(ctx, left, top) {
  ctx.strokeStyle = painting.colours.ink;
  ctx.lineWidth = 3;
  ctx.strokeRect(left, top, CARD.width, CARD.height);
}

/** The name of a topic in a box over its card, where the cards are too small for names.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} id
 * @param {number} scale
 */
export function drawTag(ctx, id, scale) {
  const { x, y } = placeOf(id);
  const size = SMALLEST / scale;
  ctx.font = `600 ${size}px ${painting.font}`;
  const [width, height] = [ctx.measureText(nameOf(id)).width + size, size * 1.7];
  const left = Math.min(Math.max(0, x - width / 2), DATA.size[0] - width);
  const top = y - CARD.height / 2 - height - 4 > 0 ? y - CARD.height / 2 - height - 4 : y + CARD.height / 2 + 4;
  ctx.fillStyle = painting.colours.ink;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, size / 3);
  ctx.fill();
  ctx.fillStyle = painting.colours.paper;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(nameOf(id), left + size / 2, top + height / 2);
}

/**
 * @param {Pen} ctx
 * @param {string} id
 * @param {number} left
 * @param {number} top
 */
function drawGround(ctx, id, left, top) {
  const { colours } = painting;
  const { area } = TOPICS[id];
  ctx.beginPath();
  ctx.roundRect(left, top, CARD.width, CARD.height, CARD.radius);
  ctx.fillStyle = colours.paper;
  ctx.fill();
  ctx.fillStyle = isMarked(id) ? colours.mark : pick(isDone(id) ? colours.bands : colours.tints, area);
  ctx.fill();
  drawOutline(ctx, id);
  ctx.beginPath();
  ctx.roundRect(left, top, CARD.stripe, CARD.height, [CARD.stripe, 0, 0, CARD.stripe]);
  ctx.fillStyle = pick(colours.areas, area);
  ctx.fill();
}

/** Whether a card has the ground of what is chosen, which there is in forced colours only. @param {string} id */
const isMarked = (id) => painting.colours.mark !== "" && painting.lit.get(id) === "self";

/** Whether a topic is learned or skipped. @param {string} id */
const isDone = (id) => painting.states.has(id) && painting.states.get(id) !== "learning";

/** The colour of text on a card. @param {string} id @param {"ink" | "soft"} tone */
const textColour = (id, tone) => (isMarked(id) ? painting.colours.onMark : painting.colours[tone]);

/**
 * @param {Pen} ctx
 * @param {string} id
 */
function drawOutline(ctx, id) {
  const { colours, learned, open, lit, states } = painting;
  const { x, y, area } = placeOf(id);
  const [chosen, ready] = [lit.get(id) === "self", open.has(id) && !learned.has(id)];
  const framed = painting.byKeyboard && state.cursor === id;
  ctx.strokeStyle = chosen || ready || framed ? colours.ink : pick(colours.outlines, area);
  ctx.lineWidth = chosen ? 2.5 : ready ? 1.75 : 1;
  ctx.setLineDash(states.get(id) === "skipped" ? SKIPPED : []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (!framed) return;
  const [width, height] = [CARD.width + 2 * FRAME, CARD.height + 2 * FRAME];
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - height / 2, width, height, CARD.radius + 3);
  ctx.lineWidth = 2;
  if (colours.mark) ctx.strokeStyle = colours.mark;
  ctx.stroke();
}

/** The lines of a name as a card has room for them: the third is left out where it would run into the others.
 * @param {readonly string[]} rows
 * @param {number} scale
 */
function nameRows(rows, scale) {
  const least = SMALLEST / scale;
  if (rows.length === TEXT.rows && least <= TEXT.size_tight) return { rows, size: TEXT.size_tight, leading: TEXT.line_tight };
  const size = Math.max(TEXT.size, least);
  const [first, second] = rows;
  return { rows: rows.length < TEXT.rows ? rows : [first, second + "…"], size, leading: Math.max(TEXT.line, size) };
}

/** The name, never smaller than text that can be read: far away it has the whole card.
 * @param {Pen} ctx
 * @param {string} id
 * @param {number} scale
 */
function drawName(ctx, id, scale) {
  const { x, y, lines } = placeOf(id);
  const { rows, size, leading } = nameRows(lines ? lines[language()] : [], scale);
  const from = scale >= MARKED ? TEXT.left : CARD.stripe + 4;
  const [left, first] = [x - CARD.width / 2 + from, y + size * 0.36 - ((rows.length - 1) / 2) * leading];
  ctx.font = `400 ${size}px ${painting.font}`;
  ctx.fillStyle = textColour(id, isDone(id) ? "soft" : "ink");
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  rows.forEach((row, index) => ctx.fillText(row, left, first + index * leading, CARD.width - from - 2));
  if (scale >= MARKED) drawNumber(ctx, id);
}

/** Of a card without room for a name: the step of the path on a ground of its own, else the place in the learning order.
 * @param {Pen} ctx
 * @param {string} id
 * @param {number} scale
 */
function drawNumberAlone(ctx, id, scale) {
  const { x, y } = placeOf(id);
  const { colours, states, steps } = painting;
  const [step, state] = [steps.get(id), states.get(id)];
  const size = SMALLEST / scale;
  if (step) {
    ctx.fillStyle = colours.mark || colours.ink;
    ctx.beginPath();
    ctx.roundRect(x - CARD.width / 2, y - CARD.height / 2, CARD.width, CARD.height, CARD.radius);
    ctx.fill();
  }
  ctx.font = `${step || painting.open.has(id) ? 700 : 400} ${size}px ${painting.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = step ? (colours.mark ? colours.onMark : colours.paper) : textColour(id, isDone(id) ? "soft" : "ink");
  ctx.fillText((state ? SIGNS[state] + " " : "") + String(step || numberOf(id)), x, y + size * 0.36);
}

/** The place of a topic in the learning order.
 * @param {Pen} ctx
 * @param {string} id
 */
function drawNumber(ctx, id) {
  const { x, y } = placeOf(id);
  ctx.font = `400 ${TEXT.size}px ${painting.font}`;
  ctx.fillStyle = textColour(id, "soft");
  ctx.textAlign = "right";
  ctx.fillText(String(numberOf(id)), x - CARD.width / 2 + TEXT.number, TOPICS[id].tier === null ? y + TEXT.baseline : y - TIER.up, TEXT.number - CARD.stripe - 1);
}

/**
 * @param {Pen} ctx
 * @param {string} id
 * @param {number} left
 * @param {number} top
 */
function drawMarks(ctx, id, left, top) {
  const { tier } = TOPICS[id];
  if (tier !== null) {
    ctx.font = `700 ${SMALLEST}px ${painting.font}`;
    ctx.textAlign = "center";
    ctx.fillStyle = isMarked(id) ? painting.colours.onMark : pick(painting.colours.tiers, tier);
    ctx.fillText(tierLetter(tier), left + TIER.left, top + CARD.height / 2 + TIER.down);
  }
  drawStep(ctx, id, left, top);
  const state = painting.states.get(id);
  if (state) drawPill(ctx, { x: left + CARD.width + PILL.out, y: top + CARD.height }, state);
}

/** Of a small card: the step of the path and the sign of the state.
 * @param {Pen} ctx
 * @param {string} id
 * @param {number} left
 * @param {number} top
 */
function drawSigns(ctx, id, left, top) {
  drawStep(ctx, id, left, top);
  const state = painting.states.get(id);
  if (state) drawBadge(ctx, { x: left + CARD.width - BADGE / 2, y: top + CARD.height - 2 }, SIGNS[state], state === "learned" ? painting.colours.go : painting.colours.ink);
}

/** The state of a topic with its sign and word, over the lower right corner of its card.
 * @param {Pen} ctx
 * @param {Point} corner
 * @param {TopicState} state
 */
function drawPill(ctx, corner, state) {
  const { colours } = painting;
  const text = stateText(state);
  ctx.font = `600 ${PILL.text}px ${painting.font}`;
  const width = ctx.measureText(text).width + 2 * PILL.side;
  ctx.beginPath();
  ctx.roundRect(corner.x - width, corner.y - PILL.height / 2 + PILL.down, width, PILL.height, PILL.height / 2);
  ctx.fillStyle = state === "learned" ? colours.go : colours.paper;
  ctx.fill();
  ctx.strokeStyle = state === "learned" ? colours.go : state === "learning" ? colours.ink : colours.soft;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = state === "learned" ? colours.paper : state === "learning" ? colours.ink : colours.soft;
  ctx.fillText(text, corner.x - width + PILL.side, corner.y + PILL.down + PILL.text * 0.36);
}

/** The step of the path.
 * @param {Pen} ctx
 * @param {string} id
 * @param {number} left
 * @param {number} top
 */
function drawStep(ctx, id, left, top) {
  const { colours, steps } = painting;
  const step = steps.get(id);
  if (step) drawBadge(ctx, { x: left - 4, y: top + CARD.height / 2 }, String(step), colours.mark || colours.ink);
}

/** A round ground with a sign; a number of three digits makes it longer, away from the card at its right.
 * @param {Pen} ctx
 * @param {Point} centre
 * @param {string} text
 * @param {string} ground
 */
export function drawBadge(ctx, { x, y }, text, ground) {
  ctx.font = "700 12px " + painting.font;
  const longer = Math.max(0, Math.ceil(ctx.measureText(text).width) + 4 - 2 * BADGE);
  ctx.beginPath();
  ctx.roundRect(x - BADGE - longer, y - BADGE, 2 * BADGE + longer, 2 * BADGE, BADGE);
  ctx.fillStyle = ground;
  ctx.fill();
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = ground === painting.colours.mark ? painting.colours.onMark : painting.colours.paper;
  ctx.fillText(text, x - longer / 2, y + TEXT.baseline - 0.3);
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
