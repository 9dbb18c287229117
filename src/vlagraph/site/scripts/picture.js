// Until vis-network is ready the first picture answers: it lights up under the pointer and opens the panel.
import { all } from "./dom.js";
import { picture } from "./elements.js";
import { IDS, LARGE, NODES, placeOf, TOPICS } from "./graph.js";
import { litEdges, painting, standsOut } from "./painting.js";
import { CARD, colourClass } from "./sizes.js";
import { hover, isFiltered, select } from "./state.js";
import { getNetwork } from "./viewport.js";

export const SVG = "http://www.w3.org/2000/svg";
/** Lists of the parts of the cards, each in the order of the topics. @type {Element[][]} */
let cards = [];
/** What is laid over the lines: of what builds on the topic, of what it builds on. @type {SVGPathElement[]} */
let glow = [];

/** Whether a point of the map is on the card at `place`.
 * @param {Point} place
 * @param {Point} point
 */
export const isOnCard = (place, point) => Math.abs(place.x - point.x) <= CARD.width / 2 && Math.abs(place.y - point.y) <= CARD.height / 2;

/** The topic of the picture under the pointer.
 * @param {MouseEvent} event
 */
export function topicUnder(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM()?.inverse());
  const hit = NODES.find((node) => isOnCard(node, point));
  return hit ? hit.id : null;
}

/** @param {string} id */
function outlineOf(id) {
  const { x, y } = placeOf(id);
  return `M${x - CARD.width / 2} ${y - CARD.height / 2}h${CARD.width}v${CARD.height}h-${CARD.width}z`;
}

/** @param {string} name @returns {SVGPathElement} */
function addGlow(name) {
  const path = document.createElementNS(SVG, "path");
  path.id = "glow-" + name;
  return picture.appendChild(path);
}

/** @param {boolean} strong */
const litPaths = (strong) => litEdges().map(([edge, kind]) => (kind === strong ? edge.p || "" : "")).join("");

/** Cards are lit by class; the light picture of a large graph has none, so the lit ones are laid over it. */
export function lightPicture() {
  const some = painting.lit.size > 0 || (isFiltered() && !LARGE);
  if (!some && !glow.length) return;
  if (!glow.length) {
    glow = [addGlow("unlocks"), addGlow("needs")];
    cards = LARGE ? [] : [".card", ".en .name", ".ko .name"].map((part) => all(part, picture));
  }
  picture.classList.toggle("dim", some);
  for (const parts of cards) parts.forEach((part, index) => part.classList.toggle("lit", standsOut(IDS[index])));
  const lines = LARGE ? [[...painting.lit.keys()].map(outlineOf).join(""), ""] : [litPaths(false), litPaths(true)];
  const colour = painting.focus ? " " + colourClass(TOPICS[painting.focus].area) : "";
  glow.forEach((path, index) => {
    path.setAttribute("class", (LARGE ? "lit-block" : "lit-edge") + colour);
    path.setAttribute("d", lines[index]);
  });
}

/** Takes the light away: the picture stays for print. */
export function unlightPicture() {
  picture.classList.remove("dim");
  for (const path of glow) path.remove();
  for (const part of cards.flat()) part.classList.remove("lit");
  [glow, cards] = [[], []];
}

export function startPicture() {
  picture.addEventListener("pointermove", (event) => { if (!getNetwork()) hover(topicUnder(event)); });
  picture.addEventListener("pointerleave", () => { if (!getNetwork()) hover(null); });
  picture.addEventListener("click", (event) => {
    if (getNetwork() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    select(topicUnder(event));
  });
}
