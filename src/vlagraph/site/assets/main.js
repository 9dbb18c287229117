// Starting the map page: what the address asks for first, then the map, without blocking the first paint.
readAddress();
showFilters();
showPath();
showView();
showPanel({ move: false });
on("focus", refocus);
on("path", refreshMarks);
on("progress", () => { refreshMarks(); refocus(); });
on("language", () => { if (network) network.redraw(); });
on("theme", () => { readColours(); miniGround = farPicture = null; if (network) network.redraw(); });
if (state.view === "map") startMap();
root.dataset.ready = state.view;

// For tests and the curious: what is lit, and where a topic is on the screen.
window.vlagraph = {
  lit: () => shade.lit,
  show: reveal,
  find,
  hover,
  at: (id) => { const room = pane.getBoundingClientRect(); const at = network.canvasToDOM(PLACE.get(id)); return [at.x + room.left, at.y + room.top]; },
  view: () => ({ scale: network.getScale(), ...network.getViewPosition() }),
};
