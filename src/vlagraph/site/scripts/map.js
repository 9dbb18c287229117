// The interactive map: vis-network owns view, pointer and touch; we paint and decide what a gesture means.
import { isTooOld, loadVis, showTooOld } from "./details.js";
import { byId, readJson } from "./dom.js";
import { drawCard, drawTag } from "./draw-cards.js";
import { drawEdges, drawRegions } from "./draw-edges.js";
import { net, pane, picture } from "./elements.js";
import { refocus } from "./focus.js";
import { allEdges, HUGE, LARGE, NODES, TOPICS } from "./graph.js";
import { startHuge } from "./huge.js";
import { drawOverview, placeRail } from "./overview.js";
import { painting, preparePainting } from "./painting.js";
import { unlightPicture } from "./picture.js";
import { CARD, NAMED } from "./sizes.js";
import { hover, select } from "./state.js";
import { once } from "./tables.js";
import { revealNamed } from "./sight.js";
import { fit, getNetwork, setNetwork, watchMoves, zoomBy } from "./viewport.js";

const ZOOM = 1.3; // of a button or a key

/** Puts vis-network in the place of the picture; the picture stays where the browser is too old. */
export const startMap = once(() => loadVis().then(buildMap, showTooOld));

function buildMap() {
  preparePainting();
  net.hidden = false;
  const nodes = HUGE ? [] : NODES.map(({ id, x, y }) => ({ id, label: TOPICS[id].name[0], x, y, shape: "custom", ctxRenderer: renderer }));
  const edges = LARGE ? [] : allEdges().map(({ from, to }) => ({ from, to, hidden: true, arrows: "to" }));
  const network = new vis.Network(net, { nodes, edges }, JSON.parse(readJson("options")));
  setNetwork(network);
  paintOn(network);
  if (HUGE) startHuge(network); else followPointer(network);
  watchMoves(network);
  fit();
  unlightPicture();
  picture.classList.add("replaced");
  refocus();
  revealNamed();
}

/** @param {VisNetwork} network */
function paintOn(network) {
  network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
    drawRegions(ctx);
    if (!painting.dragging || !LARGE) drawEdges(ctx, network.getScale());
  });
  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
    const { focus } = painting;
    if (focus && network.getScale() < NAMED) drawTag(ctx, focus, network.getScale());
    placeRail();
    drawOverview();
  });
  network.once("afterDrawing", () => performance.mark("drawn"));
}

/** @param {{ ctx: CanvasRenderingContext2D, id: string }} asked */
function renderer({ ctx, id }) {
  return {
    drawNode: () => drawCard(ctx, id, getNetwork()?.getScale() ?? 1),
    nodeDimensions: { width: CARD.width, height: CARD.height },
  };
}

/** @param {VisNetwork} network */
function followPointer(network) {
  network.on("hoverNode", (/** @type {VisEvent} */ { node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("click", (/** @type {VisEvent} */ { nodes }) => { painting.byKeyboard = false; select(nodes[0] || null); });
}

/** Does `action` on the map, which is started for it where the picture is still there.
 * @param {() => void} action
 */
function onMap(action) {
  if (getNetwork()) action();
  else if (!isTooOld()) startMap().then(action);
}

export const zoomIn = () => onMap(() => zoomBy(ZOOM));
export const zoomOut = () => onMap(() => zoomBy(1 / ZOOM));
export const zoomToFit = () => onMap(fit);

export function startMapButtons() {
  byId("zoom-in").addEventListener("click", zoomIn);
  byId("zoom-out").addEventListener("click", zoomOut);
  byId("zoom-fit").addEventListener("click", zoomToFit);
  pane.addEventListener("wheel", (event) => {
    if (getNetwork() || isTooOld()) return;
    event.preventDefault();
    startMap();
  }, { passive: false });
}
