// What the canvas shows now: colours, which topics are lit and as what, the marks on the cards.
import { readColours } from "./colours.js";
import { allEdges, downstream, IDS, isOpen, topicsOf, upstream } from "./graph.js";
import { progress } from "./progress.js";
import { FADED, FADED_FORCED } from "./sizes.js";
import { isFiltered, passes, pathSteps, state } from "./state.js";

/** @typedef {"self" | "up" | "down" | "path" | "help"} Role the topic itself, what it builds on, what builds on it, a step of the path, what only helps */

/** @type {import("./colours.js").Colours | null} */
let colours = null;

export const painting = {
  /** Read when they are first needed: after the page answers. */
  get colours() {
    colours = colours || readColours();
    return colours;
  },
  font: "",
  prepared: false,
  /** A hand or a wheel moves the map. */
  dragging: false,
  /** The keyboard leads, so that its topic has a frame. */
  byKeyboard: false,
  /** Opacity of topics; 1 for the others. @type {Map<string, number>} */
  alpha: new Map(),
  /** @type {Map<string, Role>} */
  lit: new Map(),
  /** @type {string | null} */
  focus: null,
  /** @type {Map<string, TopicState>} */
  states: new Map(),
  /** @type {Set<string>} */
  learned: new Set(),
  /** @type {Set<string>} */
  open: new Set(),
  /** The number of each step of the path. @type {Map<string, number>} */
  steps: new Map(),
};

/** Works out which topics are lit. */
export function light() {
  const focus = state.hover || state.topic;
  /** @type {Map<string, Role>} */
  const lit = new Map();
  if (focus) {
    for (const id of helpersOf(state.topic)) lit.set(id, "help");
    for (const id of downstream(focus)) lit.set(id, "down");
    for (const id of upstream(focus)) lit.set(id, "up");
    lit.set(focus, "self");
  } else if (state.path.length) {
    for (const id of pathSteps()) lit.set(id, "path");
  }
  painting.lit = lit;
  painting.focus = focus;
}

/** What only helps with a chosen topic.
 * @param {string | null} id
 */
const helpersOf = (id) => (id && id === (state.hover || id) ? allEdges().filter((edge) => edge.h && edge.to === id).map((edge) => edge.from) : []);

/** Whether a topic is not faded.
 * @param {string} id
 */
export const standsOut = (id) => (painting.lit.size ? painting.lit.has(id) : passes(id));

/** @param {string} id */
export const wantedAlpha = (id) => (standsOut(id) ? 1 : faded());

/** The opacity of what the reader does not look at: text in the colours of the system stays legible. */
export const faded = () => (painting.colours.mark ? FADED_FORCED : FADED);

export const isPlain = () => !painting.lit.size && !isFiltered();

/** The edges between lit topics; true with those that lead to the topic or along the path.
 * @returns {[edge: MapEdge, strong: boolean][]}
 */
export function litEdges() {
  const { lit, focus } = painting;
  if (!lit.size) return [];
  return allEdges().flatMap((edge) => {
    const [from, to] = [lit.get(edge.from), lit.get(edge.to)];
    if (!from || !to) return [];
    if (edge.h) return edge.to === state.topic && edge.to === focus ? [[edge, true]] : [];
    if (from === "path") return edge.d ? [[edge, true]] : [];
    const leads = from === "up" && (to === "up" || to === "self");
    const follows = (from === "self" || from === "down") && to === "down";
    const shown = edge.d || edge.from === focus || edge.to === focus;
    return (leads || follows) && shown ? [[edge, leads]] : [];
  });
}

/** Takes the marks of the reader and the steps of the path over to the cards. */
export function refreshMarks() {
  if (!painting.prepared) return;
  const settled = progress.settled();
  painting.states = progress.states();
  painting.learned = progress.learned();
  painting.steps = new Map(state.path.length ? pathSteps().map((id, index) => [id, index + 1]) : []);
  const targets = topicsOf(state.path);
  painting.open = new Set(IDS.filter((id) => !settled.has(id) && isOpen(id, settled, painting.steps.has(id) ? targets : [])));
}

/** Forgets the colours, which another theme has changed. */
export function forgetColours() {
  colours = null;
}

/** What `action` does in other colours.
 * @param {import("./colours.js").Colours} others
 * @param {() => void} action
 */
export function withColours(others, action) {
  const own = colours;
  colours = others;
  action();
  colours = own;
}

/** Makes ready what only the canvas and the saved pictures need. */
export function preparePainting() {
  if (painting.prepared) return;
  painting.prepared = true;
  painting.font = getComputedStyle(document.body).fontFamily;
  refreshMarks();
}
