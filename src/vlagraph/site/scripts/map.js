// The interactive map: vis-network owns view, pointer and touch; we paint and decide what a gesture means.
const pane = $("pane");
const net = $("net");
let network = null;
let fading = 0;
let moved = false;

let prepared = false;
function prepare() {
  if (prepared) return;
  prepared = true;
  shade.font = getComputedStyle(document.body).fontFamily;
  readColours();
  preparePaths();
  refreshMarks();
}

const startMap = once(() => loadVis().then(buildMap, showTooOld));

function buildMap() {
  prepare();
  const options = JSON.parse(read("options"));
  net.hidden = false;
  const nodes = HUGE ? [] : NODES.map((node) => ({ id: node.id, label: TOPICS[node.id].n[0], x: node.x, y: node.y, shape: "custom", ctxRenderer: paint }));
  const edges = LARGE ? [] : allEdges().map(({ from, to }) => ({ from, to, hidden: true, arrows: "to" }));
  network = new vis.Network(net, { nodes, edges }, options);
  network.on("beforeDrawing", (ctx) => { drawBands(ctx); if (!shade.dragging || !LARGE) drawEdges(ctx); });
  network.on("afterDrawing", () => { placeRail(); drawMini(); });
  network.once("afterDrawing", () => performance.mark("drawn"));
  if (HUGE) startHuge(); else followPointer();
  network.on("dragStart", () => { moved = shade.dragging = true; });
  network.on("dragEnd", () => { shade.dragging = false; network.redraw(); });
  network.on("zoom", () => { moved = true; limitZoom(); });
  net.addEventListener("wheel", wheel, { passive: false });
  fit();
  unlightPicture();
  first.classList.add("replaced");
  addEventListener("resize", () => requestAnimationFrame(() => { if (!moved) fit(); }));
  refocus();
  if (state.topic) reveal(state.topic);
}

function followPointer() {
  network.on("hoverNode", (event) => hover(event.node));
  network.on("blurNode", () => hover(null));
  network.on("click", (event) => { shade.keys = false; select(event.nodes[0] || null); });
}

function paint({ ctx, id, x, y }) {
  return {
    drawNode() { drawCard(ctx, id, x, y, network ? network.getScale() : 1); },
    nodeDimensions: { width: CARD.w, height: CARD.h },
  };
}

function refreshMarks() {
  if (!prepared) return;
  const known = progress.known();
  shade.known = known;
  shade.ready = new Set(IDS.filter((id) => ready(id, known)));
  shade.steps = new Map(state.path.length ? stepsTo(state.path, known).map((id, index) => [id, index + 1]) : []);
}

// The whole width at 1400 px and above; the picture starts where the SVG of the first paint stood.
function fit() {
  if (!network) { startMap(); return; }
  const [width, height] = DATA.size;
  const room = pane.getBoundingClientRect();
  const wide = phone() ? 1 : Math.min(room.width / width, 1.25);
  const scale = LARGE ? Math.min(wide, room.height / height) : wide;
  const x = room.width > width * scale ? width / 2 : room.width / 2 / scale;
  const y = room.height > height * scale ? height / 2 : room.height / 2 / scale;
  network.moveTo({ position: { x, y }, scale });
  moved = false;
}

// The wheel moves over the map as over a page; with Ctrl, or two fingers pinching, it zooms where the pointer is.
function wheel(event) {
  event.preventDefault();
  moved = true;
  const scale = network.getScale();
  const { x, y } = network.getViewPosition();
  if (!event.ctrlKey && !event.metaKey) {
    const unit = event.deltaMode === 1 ? 16 : 1;
    const [dx, dy] = event.shiftKey && !event.deltaX ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    resting();
    network.moveTo({ position: keepInside({ x: x + (dx * unit) / scale, y: y + (dy * unit) / scale }) });
    return;
  }
  const wanted = clampScale(scale * Math.exp(-event.deltaY * 0.0025));
  const room = pane.getBoundingClientRect();
  const at = network.DOMtoCanvas({ x: event.clientX - room.left, y: event.clientY - room.top });
  network.moveTo({ scale: wanted, position: { x: at.x + (x - at.x) * (scale / wanted), y: at.y + (y - at.y) * (scale / wanted) } });
}

let rest = 0;
function resting() {
  shade.dragging = true;
  clearTimeout(rest);
  rest = setTimeout(() => { shade.dragging = false; network.redraw(); }, 120);
}

function keepInside({ x, y }) {
  const [width, height] = DATA.size;
  return { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
}

const leastScale = () => Math.min(0.25, pane.clientWidth / DATA.size[0] / 2, pane.clientHeight / DATA.size[1] / 2);
const clampScale = (scale) => Math.min(2.5, Math.max(leastScale(), scale));

function limitZoom() {
  const scale = network.getScale();
  if (scale !== clampScale(scale)) network.moveTo({ scale: clampScale(scale) });
}

function zoomBy(factor) {
  if (!network) { if (!tooOld) startMap().then(() => zoomBy(factor)); return; }
  moved = true;
  network.moveTo({ scale: clampScale(network.getScale() * factor), animation: calm() ? false : { duration: 150, easingFunction: "easeOutQuad" } });
}

// Moves no more than it takes to bring the topic into sight, beside the panel and not under it.
function reveal(id) {
  if (!network) return;
  const covered = panel.hidden || phone() ? 0 : panel.offsetWidth;
  const room = pane.getBoundingClientRect();
  const scale = network.getScale() < SMALL_TEXT ? 1 : network.getScale();
  const near = scale === network.getScale();
  const at = network.canvasToDOM(PLACE.get(id));
  const low = phone() && !panel.hidden ? room.height * 0.38 - 30 : room.height - 90;
  const over = (value, least, most) => Math.min(0, value - least) + Math.max(0, value - Math.max(least, most));
  const shift = { x: over(at.x, 190, room.width - covered - 80), y: over(at.y, 50, low) };
  if (near && !shift.x && !shift.y) return;
  moved = true;
  const centre = network.getViewPosition();
  const position = near ? { x: centre.x + shift.x / scale, y: centre.y + shift.y / scale } : PLACE.get(id);
  network.moveTo({ position, scale, animation: calm() ? false : { duration: 200, easingFunction: "easeOutQuad" } });
}

function refocus() {
  light();
  if (!network) { lightPicture(); return; }
  cancelAnimationFrame(fading);
  const plainView = !shade.lit.size && !filtered();
  const wanted = plainView && LARGE ? new Map() : new Map(IDS.map((id) => [id, wantedAlpha(id)]));
  if (calm() || LARGE) { shade.alpha = wanted; network.redraw(); return; }
  const from = shade.alpha;
  const start = performance.now();
  const step = (time) => {
    const part = Math.min(1, (time - start) / 160);
    const eased = 1 - (1 - part) ** 2;
    shade.alpha = new Map(IDS.map((id) => { const a = from.has(id) ? from.get(id) : 1; return [id, a + (wanted.get(id) - a) * eased]; }));
    network.redraw();
    if (part < 1) fading = requestAnimationFrame(step);
  };
  fading = requestAnimationFrame(step);
}

function placeRail() {
  const scale = network.getScale();
  axis.classList.toggle("away", network.canvasToDOM({ x: 0, y: DATA.bands[0] ? DATA.bands[0][1] : 0 }).y < 20);
  for (const [area, top, bottom] of DATA.bands) {
    const button = rail.get(area);
    const y = network.canvasToDOM({ x: 0, y: top + 2 }).y;
    const x = phone() ? Math.min(0, network.canvasToDOM({ x: 0, y: 0 }).x) : 0;
    button.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    button.style.height = Math.max(0, Math.round((bottom - top - 4) * scale)) + "px";
  }
}

const rail = new Map([...document.querySelectorAll("#rail button")].map((button) => [Number(button.dataset.area), button]));
const axis = document.querySelector(".axis");
const mini = $("mini");
let miniGround = null;

function drawMini() {
  const [width, height] = DATA.size;
  const part = Math.min(mini.width / width, mini.height / height);
  const a = network.DOMtoCanvas({ x: 0, y: 0 });
  const b = network.DOMtoCanvas({ x: pane.clientWidth, y: pane.clientHeight });
  mini.hidden = !moved || !panel.hidden || (a.x <= 40 && a.y <= 40 && b.x >= width - 40 && b.y >= height - 40);
  if (mini.hidden) return;
  if (!miniGround) miniGround = paintBlocks(mini.width, mini.height, { part, colours: shade.colour.areas, least: 1 });
  const ctx = mini.getContext("2d");
  ctx.clearRect(0, 0, mini.width, mini.height);
  ctx.drawImage(miniGround, 0, 0);
  ctx.strokeStyle = shade.colour.ink;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(Math.max(1, a.x * part), Math.max(1, a.y * part), Math.min(mini.width - 2, (b.x - Math.max(0, a.x)) * part), Math.min(mini.height - 2, (b.y - Math.max(0, a.y)) * part));
}

// All cards as blocks of their area's colour, none smaller than `least` pixels.
function paintBlocks(width, height, { part, colours, least }) {
  const picture = el("canvas", { width, height });
  const ctx = picture.getContext("2d");
  for (const node of NODES) {
    ctx.fillStyle = colours[node.c % 10];
    ctx.fillRect((node.x - CARD.w / 2) * part, (node.y - CARD.h / 2) * part, Math.max(least, CARD.w * part), Math.max(least, CARD.h * part));
  }
  return picture;
}

function miniMove(event) {
  const room = mini.getBoundingClientRect();
  const part = Math.min(mini.width / DATA.size[0], mini.height / DATA.size[1]);
  moved = true;
  network.moveTo({ position: { x: (event.clientX - room.left) / part, y: (event.clientY - room.top) / part } });
}
mini.addEventListener("pointerdown", (event) => { mini.setPointerCapture(event.pointerId); miniMove(event); });
mini.addEventListener("pointermove", (event) => { if (event.buttons) miniMove(event); });
$("zoom-in").addEventListener("click", () => zoomBy(1.3));
$("zoom-out").addEventListener("click", () => zoomBy(1 / 1.3));
$("zoom-fit").addEventListener("click", fit);
