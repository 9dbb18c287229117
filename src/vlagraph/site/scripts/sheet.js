// The sheet that is saved and printed: the map as it is seen, under its title, with what the signs mean, its day and its address.
import { el, root } from "./dom.js";
import { context, drawCard } from "./draw-cards.js";
import { drawEdges, drawRegionNames, drawRegions } from "./draw-edges.js";
import { flow, wordsOf } from "./flow.js";
import { DATA, IDS, nameOf, pathHoursText, targetName, topicsOf } from "./graph.js";
import { legendPieces } from "./legend.js";
import { light, painting, preparePainting, refreshMarks, wantedAlpha } from "./painting.js";
import { address, isFiltered, pathSteps, state } from "./state.js";
import { inGroup, SvgPen, svgElement } from "./svg-pen.js";
import { inLanguage, language, t } from "./texts.js";

const MARGIN = 24;
const NARROWEST = 640; // a title and a legend have room beside a few cards
/** Sizes of the text, each with the height of its lines. */
const LEADING = { title: 28, text: 20, small: 18 };

/** @typedef {import("./flow.js").Piece} Piece */
/** @typedef {{ width: number, height: number, top: number, placed: import("./flow.js").Placed[] }} Sheet */

const scratch = () => context(el("canvas", {}));

/** The width of a text. @param {string} text @param {string} font */
function measure(text, font) {
  const pen = scratch();
  pen.font = font;
  return pen.measureText(text).width;
}

/** @param {Piece} piece */
const fontOf = ({ weight, size }) => `${weight} ${size}px ${painting.font}`;

/** Takes over what the reader sees now, whether the map or the list is in sight. */
export function prepareSheet() {
  preparePainting();
  refreshMarks();
  light();
  painting.alpha = new Map(IDS.map((id) => [id, wantedAlpha(id)]));
}

/** Everything of a sheet and where it stands. @returns {Sheet} */
export function layOut() {
  const width = Math.max(NARROWEST, DATA.size[0]);
  const pen = scratch();
  /** @param {Piece} piece */
  const widthOf = (piece) => { pen.font = fontOf(piece); return pen.measureText(piece.text).width; };
  /** @type {Sheet} */
  const sheet = { width: width + 2 * MARGIN, height: 0, top: 0, placed: [] };
  let bottom = MARGIN;
  /** @param {Piece[]} pieces @param {number} leading @param {number} [space] above */
  const add = (pieces, leading, space = 0) => {
    if (!pieces.length) return;
    const set = flow(pieces, { room: width, top: bottom + space, leading, measure: widthOf });
    sheet.placed.push(...set.placed);
    bottom = set.bottom;
  };
  add(wordsOf(inLanguage(DATA.title), { size: 20, weight: 600 }), LEADING.title);
  add(factPieces(), LEADING.text);
  add(pathPieces(), LEADING.text, 6);
  sheet.top = bottom + 14;
  bottom = sheet.top + DATA.size[1];
  add(legendPieces(), LEADING.small, 14);
  add(footPieces(), LEADING.small, 6);
  sheet.height = Math.ceil(bottom + MARGIN);
  return sheet;
}

/** How far the reader is, and what the filters or the choice of a topic leave. */
function factPieces() {
  const learned = IDS.filter((id) => painting.learned.has(id)).length;
  const facts = [t("guide_sum", { all: IDS.length, n: learned })];
  if (isFiltered()) facts.push(t("picture_filtered", { names: filterNames().join(", ") }));
  if (painting.focus) facts.push(t("picture_topic", { name: nameOf(painting.focus) }));
  return wordsOf(facts.join(" · "), { tone: "soft" });
}

function filterNames() {
  const { areas, tiers, stage, level } = state;
  const names = [...[...areas].map((area) => DATA.areas[area].n), ...[...tiers].map((tier) => DATA.tiers[tier].n)];
  if (stage) names.push(DATA.stages[Number(stage)].n);
  return [...names.map(inLanguage), ...(level ? [t("level_n", { n: level })] : []), ...(state.hideLearned ? [t("hide_done")] : [])];
}

/** Where the path leads, and every step of it. @returns {Piece[]} */
function pathPieces() {
  if (!state.path.length) return [];
  const steps = pathSteps();
  const sum = steps.length ? t("path_steps", { n: steps.length }) + " · " + t("hours_first", { hours: pathHoursText(steps, topicsOf(state.path)) }) : t("path_all_done");
  return [
    ...wordsOf(t("path_to", { names: state.path.map(targetName).join(", ") }), { weight: 600 }), ...wordsOf(sum, { tone: "soft" }),
    ...steps.map((id, index) => /** @type {Piece} */ ({ text: `${index + 1} ${nameOf(id)}${index + 1 < steps.length ? " →" : ""}`, size: 14, weight: 400, tone: "ink", gap: index ? 8 : 16 })),
  ];
}

/** The day of the picture, how fresh the papers are, and where the map is. */
function footPieces() {
  const day = new Date().toLocaleDateString(language() ? "ko" : "en", { dateStyle: "long" });
  const place = location.protocol === "file:" ? location.pathname.split("/").pop() || "" : location.href.split("#")[0];
  return [...wordsOf(t("picture_date", { date: day }) + " · vlagraph · ", { size: 12, tone: "soft" }), ...wordsOf(place + address(), { size: 12, tone: "soft" })];
}

/** @param {Pen} pen on a canvas it is scaled already @param {Sheet} sheet @param {(x: number, y: number, action: () => void) => void} moved paints from another corner */
export function paintSheet(pen, sheet, moved) {
  pen.fillStyle = painting.colours.paper;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  moved(MARGIN, sheet.top, () => paintMap(pen));
  moved(MARGIN, 0, () => sheet.placed.forEach((piece) => paintPiece(pen, piece)));
}

/** The sheet as SVG. */
export function paintSvg() {
  prepareSheet();
  const sheet = layOut();
  const { width, height } = sheet;
  const picture = svgElement("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, lang: root.lang, "font-family": painting.font });
  const title = svgElement("title", {});
  title.textContent = inLanguage(DATA.title);
  picture.append(title);
  const pen = new SvgPen(picture, measure);
  paintSheet(pen, sheet, (x, y, action) => pen.group({ transform: `translate(${x} ${y})` }, action));
  return picture;
}

/** @param {Pen} pen */
function paintMap(pen) {
  inGroup(pen, { class: "areas" }, () => drawRegions(pen));
  inGroup(pen, { class: "edges" }, () => drawEdges(pen, 1));
  for (const id of IDS) inGroup(pen, { class: "card", "data-topic": id }, () => drawCard(pen, id, 1));
  inGroup(pen, { class: "names" }, () => drawRegionNames(pen, (area) => inLanguage(DATA.areas[area].n)));
}

/** @param {Pen} pen @param {import("./flow.js").Placed} piece */
function paintPiece(pen, piece) {
  piece.sign?.paint(pen, piece.x - piece.sign.width / 2 - 6, piece.y - piece.size * 0.36);
  pen.font = fontOf(piece);
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  pen.fillStyle = painting.colours[piece.tone];
  pen.fillText(piece.text, piece.x, piece.y);
}
