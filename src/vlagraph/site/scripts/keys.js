// The keyboard walks the graph as the pointer does.
net.addEventListener("focus", () => {
  if (!net.matches(":focus-visible")) return;
  shade.keys = true;
  walk(state.cursor || IDS[0]);
});
net.addEventListener("blur", () => { shade.keys = false; hover(null); if (network) network.redraw(); });

function walk(id) {
  state.cursor = id;
  shade.keys = true;
  state.hover = null;
  hover(id);
  reveal(id);
  const topic = TOPICS[id];
  announce([nameOf(id), say(areaOf(id).n), t("hours", { lo: topic.h[0], hi: topic.h[1] }), progress.done(id) ? t("done") : "",
    t("needs") + ": " + (topic.r.length ? needsOf(id).map(nameOf).join(", ") : t("needs_none"))].filter(Boolean).join(". "));
}

net.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const id = state.cursor || IDS[0];
  const actions = {
    Enter: () => { hover(null); select(id, { move: true, focus: true }); },
    " ": () => { hover(null); select(id, { move: true, focus: true }); },
    Home: () => walk(IDS[0]),
    End: () => walk(IDS[IDS.length - 1]),
    m: () => progress.mark(id, !progress.done(id)),
    p: () => togglePath(id),
    "+": () => zoomBy(1.3),
    "=": () => zoomBy(1.3),
    "-": () => zoomBy(1 / 1.3),
    0: fit,
  };
  const action = event.key.startsWith("Arrow") ? () => { const other = neighbour(id, event.key); if (other) walk(other); } : actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if ((event.key === "/" && !typing) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    box.focus();
  } else if (event.key === "Escape" && !typing) {
    const menu = document.querySelector("details.menu[open]");
    if (menu) menu.open = false;
    else if (state.topic) closePanel();
    else if (phone() && state.view === "map") setView("list");
  }
});
document.addEventListener("click", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (menu && !event.target.closest("details.menu")) menu.open = false;
});
