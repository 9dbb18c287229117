// Until vis-network is ready the first picture answers: it lights up under the pointer and opens the panel.
const first = $("first");
const SVG = "http://www.w3.org/2000/svg";
let cards = null;
let glow = null;

function pictured(event) {
  const room = first.getBoundingClientRect();
  const part = DATA.size[0] / room.width;
  const x = (event.clientX - room.left) * part;
  const y = (event.clientY - room.top) * part;
  const hit = NODES.find((node) => Math.abs(node.x - x) <= CARD.w / 2 && Math.abs(node.y - y) <= CARD.h / 2);
  return hit ? hit.id : null;
}

function boxOf(id) {
  const { x, y } = PLACE.get(id);
  return `M${x - CARD.w / 2} ${y - CARD.h / 2}h${CARD.w}v${CARD.h}h-${CARD.w}z`;
}

// Cards are lit by class; the light picture of a large graph has none, so the lit ones are laid over it.
function lightPicture() {
  const some = shade.lit.size > 0 || (filtered() && !LARGE);
  if (!some && !glow) return;
  if (!glow) {
    glow = ["opens", "road"].map((name) => first.appendChild(Object.assign(document.createElementNS(SVG, "path"), { id: "glow-" + name })));
    cards = LARGE ? [] : [".card", ".en .name", ".ko .name"].map((part) => [...first.querySelectorAll(part)]);
  }
  first.classList.toggle("dim", some);
  for (const parts of cards) parts.forEach((part, index) => part.classList.toggle("lit", wantedAlpha(IDS[index]) === 1));
  const lines = LARGE ? [[...shade.lit.keys()].map(boxOf).join(""), ""] : [false, true].map((strong) => litEdges().filter((found) => found[1] === strong).map(([edge]) => edge.p || "").join(""));
  glow.forEach((path, index) => {
    path.setAttribute("class", (LARGE ? "lit-block" : "lit-edge") + (shade.focus ? " a" + (TOPICS[shade.focus].a % 10) : ""));
    path.setAttribute("d", lines[index]);
  });
}

function unlightPicture() {
  first.classList.remove("dim");
  for (const path of glow || []) path.remove();
  for (const part of (cards || []).flat()) part.classList.remove("lit");
  glow = cards = null;
}

first.addEventListener("pointermove", (event) => { if (!network) hover(pictured(event)); });
first.addEventListener("pointerleave", () => { if (!network) hover(null); });
first.addEventListener("click", (event) => {
  if (network || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  select(pictured(event));
});
pane.addEventListener("wheel", (event) => { if (!network && !tooOld) { event.preventDefault(); startMap(); } }, { passive: false });
