// Starting the map page: what the address asks for first, then the map, without blocking the first paint.
readAddress();
showFilters();
showPath();
showView();
showPanel({ move: false });
refocus();
on("focus", refocus);
on("path", refreshMarks);
on("progress", () => { refreshMarks(); refocus(); });
on("language", () => { if (network) network.redraw(); });
on("theme", () => { if (prepared) readColours(); miniGround = farPicture = null; if (network) network.redraw(); });

// Searching and pointing work from here on; vis-network takes over when the browser has nothing else to do.
async function takeOver() {
  await Promise.all([loadDetails(), state.view === "map" && startMap()]);
  wakeList();
  showList();
  root.dataset.ready = state.view;
  if (!network) showView();
}

// For tests and the curious: what is lit, and where a topic is on the screen.
window.vlagraph = {
  lit: () => shade.lit,
  show: reveal,
  find,
  hover,
  at: (id) => { const room = pane.getBoundingClientRect(); const at = network.canvasToDOM(PLACE.get(id)); return [at.x + room.left, at.y + room.top]; },
  view: () => ({ scale: network.getScale(), ...network.getViewPosition() }),
};
performance.mark("usable");
root.dataset.usable = "";
if (state.topic) loadDetails();
if (window.requestIdleCallback) requestIdleCallback(takeOver, { timeout: 300 }); else setTimeout(takeOver, 50);
