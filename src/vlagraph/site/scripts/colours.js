// The colours of the styles, and what is mixed from them, for the canvas and the saved picture.
import { root } from "./dom.js";
import { picture } from "./elements.js";

const AREA_LINE = 0.35; // how much of its area's colour the outline of a card has
const PALE = 0.55; // of blocks and of lines to what builds on a topic: clear, but behind the others
const GROUND = 1 / 1.8; // of the tint of a card: the card must stand out from its band

/**
 * @typedef {object} Colours
 * @property {string} paper
 * @property {string} card
 * @property {string} ink
 * @property {string} soft
 * @property {string} edge of what is required
 * @property {string} hint of what is recommended
 * @property {string} go
 * @property {string[]} areas
 * @property {string[]} tints of cards, by area
 * @property {string[]} bands by area
 * @property {string[]} pale by area
 * @property {string[]} outlines of cards, by area
 * @property {string[]} tiers
 * @property {string} mark the ground of what is chosen, in the colours of the reader's system; "" in ours, where lines and tints mark it
 * @property {string} onMark of text on it
 */

/** @returns {Colours} */
export function readColours() {
  const style = getComputedStyle(picture);
  /** @param {string} name */
  const get = (name) => resolve(style.getPropertyValue("--" + name).trim());
  const [paper, card] = [get("paper"), get("card")];
  const areas = Array.from({ length: GEOMETRY.colours }, (_, index) => get("a" + index));
  const mark = get("mark");
  const tint = Number(style.getPropertyValue("--tint"));
  return {
    paper, card, ink: get("ink"), soft: get("soft"), edge: get("edge"), hint: get("hint"), go: get("go"), areas,
    tints: areas.map((area) => blend(area, card, tint)),
    bands: areas.map((area) => blend(area, paper, tint * GROUND)),
    pale: areas.map((area) => blend(area, paper, mark ? 1 : PALE)),
    outlines: areas.map((area) => blend(area, card, mark ? 1 : AREA_LINE)),
    tiers: [get("t0"), get("t1"), get("t2")], mark, onMark: get("on-mark"),
  };
}

/** The colours of paper, whatever theme is chosen. */
export function lightColours() {
  const { theme } = root.dataset;
  root.dataset.theme = "light";
  root.dataset.paper = "";
  const colours = readColours();
  if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
  delete root.dataset.paper;
  return colours;
}

/** A colour as #rrggbb; one of the reader's system has only a name.
 * @param {string} colour
 */
function resolve(colour) {
  if (!colour || colour.startsWith("#")) return colour;
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.cssText = `forced-color-adjust: none; color: ${colour}`;
  const parts = getComputedStyle(probe).color.match(/[\d.]+/g) || ["0", "0", "0"];
  probe.remove();
  return "#" + parts.slice(0, 3).map((part) => Math.round(Number(part)).toString(16).padStart(2, "0")).join("");
}

/** A colour between two, as #rrggbb.
 * @param {string} a
 * @param {string} b
 * @param {number} part how much of `a`, from 0 to 1
 */
function blend(a, b, part) {
  /** @param {string} hex */
  const parse = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [x, y] = [parse(a), parse(b)];
  return "#" + x.map((value, index) => Math.round(value * part + y[index] * (1 - part)).toString(16).padStart(2, "0")).join("");
}

/** The one of a list of colours that a number gets; further numbers begin again with the first.
 * @param {readonly string[]} list
 * @param {number} number
 */
export const pick = (list, number) => list[number % list.length];
