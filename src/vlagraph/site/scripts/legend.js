// What the signs of a saved or printed map mean: those that are on it.
import { pick } from "./colours.js";
import { drawBadge } from "./draw-cards.js";
import { DATA, tierLetter } from "./graph.js";
import { litEdges, painting } from "./painting.js";
import { HEAD } from "./sizes.js";
import { state } from "./state.js";
import { shape } from "./svg-pen.js";
import { inLanguage, t } from "./texts.js";

/** @typedef {(pen: Pen, x: number, y: number) => void} Sign painted around a middle */

const LINE = 26; // pixels of the line of the legend, its head included

/** @param {boolean} dotted @param {() => string} colour @returns {Sign} */
const lineSign = (dotted, colour) => (pen, x, y) => {
  const [from, to] = [x - LINE / 2, x + LINE / 2];
  pen.strokeStyle = pen.fillStyle = colour();
  pen.lineWidth = 1.5;
  pen.setLineDash(dotted ? [1.5, 3.5] : []);
  pen.stroke(shape(`M${from} ${y}H${to - HEAD.length}`));
  pen.setLineDash([]);
  pen.fill(shape(`M${to} ${y}l-${HEAD.length} -${HEAD.half}v${2 * HEAD.half}z`));
};

/** @type {Sign} */
const paintFrame = (pen, x, y) => {
  pen.beginPath();
  pen.roundRect(x - 10, y - 5, 20, 10, 3);
  pen.strokeStyle = painting.colours.ink;
  pen.lineWidth = 1.75;
  pen.stroke();
};

/** @type {Sign} */
const paintStub = (pen, x, y) => {
  pen.font = `400 12px ${painting.font}`;
  pen.textAlign = "right";
  pen.fillStyle = painting.colours.edge;
  pen.fillText("3", x, y + 4);
  pen.fill(shape(`M${x + 9} ${y}l-${HEAD.length} -${HEAD.half}v${2 * HEAD.half}z`));
};

/** @param {string} text @param {() => string} ground @returns {Sign} */
const badgeSign = (text, ground) => (pen, x, y) => drawBadge(pen, { x, y }, text, ground());

/** @param {number} tier @returns {Sign} */
const letterSign = (tier) => (pen, x, y) => {
  pen.font = `700 12px ${painting.font}`;
  pen.textAlign = "center";
  pen.fillStyle = pick(painting.colours.tiers, tier);
  pen.fillText(tierLetter(tier), x, y + 4.5);
};

/** @param {string} text @param {number} width @param {Sign} paint @returns {import("./flow.js").Piece} */
const entry = (text, width, paint) => ({ text, size: 12, weight: 400, tone: "soft", gap: 20, sign: { width, paint } });

/** An entry for each sign that is on the map. */
export function legendPieces() {
  const { colours } = painting;
  return [
    entry(t("legend_required"), LINE, lineSign(false, () => colours.edge)),
    ...(state.better || litEdges().some(([edge]) => !edge.r && !edge.h) ? [entry(t("legend_better"), LINE, lineSign(true, () => colours.hint))] : []),
    ...(DATA.stubs.length ? [entry(t("legend_stub"), 18, paintStub)] : []),
    entry(t("legend_ready"), 20, paintFrame),
    ...(painting.steps.size ? [entry(t("legend_step"), 16, badgeSign("1", () => colours.mark || colours.ink))] : []),
    ...DATA.tiers.map((tier, index) => entry(inLanguage(tier.n), 10, letterSign(index))),
  ];
}
