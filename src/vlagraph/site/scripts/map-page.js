// Starting the map page: what the address asks for first, then the map, without blocking the first paint.
import { loadDetails, loadLines, showTooOld } from "./details.js";
import { root } from "./dom.js";
import { pane } from "./elements.js";
import { on } from "./events.js";
import { startExport } from "./export.js";
import { showFilters, showView, startFilters } from "./filters.js";
import { refocus } from "./focus.js";
import { DATA, HUGE, placeOf } from "./graph.js";
import { showGuide, startGuide } from "./guide.js";
import { startHeader } from "./header.js";
import { forgetFarPicture } from "./huge.js";
import { startKeys } from "./keys.js";
import { addListButtons, showList } from "./list.js";
import { startMap, startMapButtons } from "./map.js";
import { find, startMapSearch } from "./map-search.js";
import { forgetOverview, startOverview } from "./overview.js";
import { forgetColours, painting, refreshMarks } from "./painting.js";
import { showPanel, startPanel } from "./panel.js";
import { showPath, startPath } from "./path.js";
import { startPress } from "./press.js";
import { startPicture } from "./picture.js";
import { startPrint } from "./print.js";
import { startProgress } from "./progress.js";
import { startSight } from "./sight.js";
import { startStateMenu } from "./state-menu.js";
import { hover, startState, state } from "./state.js";
import { startTouch } from "./touch.js";
import { getNetwork, redraw, reveal } from "./viewport.js";

const IDLE = 300; // milliseconds after which a busy browser is not waited for any longer

function listen() {
  startMapSearch();
  startPicture();
  startMapButtons();
  startOverview();
  startPath();
  startPanel();
  startFilters();
  startKeys();
  startExport();
  startPrint();
  startStateMenu();
  startPress();
  startGuide();
  startSight();
  startTouch();
  on("focus", refocus);
  on("path", refreshMarks);
  on("progress", () => { refreshMarks(); refocus(); });
  on("better", redraw);
  on("language", redraw);
  on("theme", () => { forgetColours(); forgetOverview(); forgetFarPicture(); refocus(); });
}

function show() {
  showGuide();
  showFilters();
  showPath();
  showView();
  showPanel();
  refocus();
}

// Searching and pointing work before; vis-network takes over when the browser has nothing else to do.
async function takeOver() {
  await Promise.all([loadDetails(), state.view === "map" && startMap()]);
  if (!HUGE) loadLines().catch(showTooOld);
  addListButtons();
  showList();
  root.dataset.ready = state.view;
  if (!getNetwork()) showView();
}

/** Where a topic is on the screen.
 * @param {string} id
 */
function screenPlace(id) {
  const room = pane.getBoundingClientRect();
  const at = getNetwork()?.canvasToDOM(placeOf(id)) || { x: 0, y: 0 };
  return [at.x + room.left, at.y + room.top];
}

function offerToTests() {
  const view = () => ({ scale: getNetwork()?.getScale(), ...getNetwork()?.getViewPosition() });
  window.vlagraph = { lit: () => painting.lit, show: reveal, find, hover, at: screenPlace, view };
}

startHeader();
startProgress(DATA.topics.f);
startState();
listen();
show();
offerToTests();
performance.mark("usable");
root.dataset.usable = "";
if (state.topic) loadDetails();
if ("requestIdleCallback" in window) requestIdleCallback(takeOver, { timeout: IDLE }); else setTimeout(takeOver, 50);
