// Thousands of topics: vis-network keeps the view, and only what is in sight is painted and found under the pointer.
const CELL = 512;
const cells = new Map();
let farPicture = null;

function fileCells() {
  for (const node of NODES) {
    const key = Math.floor(node.x / CELL) + ":" + Math.floor(node.y / CELL);
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(node);
  }
}

function inSight(from, to) {
  const found = [];
  for (let column = Math.floor((from.x - CARD.w) / CELL); column <= Math.floor((to.x + CARD.w) / CELL); column += 1) {
    for (let row = Math.floor((from.y - CARD.h) / CELL); row <= Math.floor((to.y + CARD.h) / CELL); row += 1) {
      found.push(...(cells.get(column + ":" + row) || []));
    }
  }
  return found;
}

// Far away the topics of an area are one picture, painted once; near by they are cards.
function drawHuge(ctx) {
  const scale = network.getScale();
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: pane.clientWidth, y: pane.clientHeight });
  if (scale < FAR) {
    farPicture = farPicture || paintFar();
    ctx.globalAlpha = shade.lit.size ? FADED : 1;
    ctx.drawImage(farPicture, 0, 0, DATA.size[0], DATA.size[1]);
    ctx.globalAlpha = 1;
    for (const id of shade.lit.keys()) farCard(ctx, id);
    return;
  }
  for (const node of inSight(from, to)) drawCard(ctx, node.id, node.x, node.y, scale);
}

function farCard(ctx, id) {
  const node = PLACE.get(id);
  ctx.fillStyle = shade.lit.get(id) === "self" ? shade.colour.ink : shade.colour.areas[node.c % 10];
  ctx.fillRect(node.x - CARD.w / 2, node.y - CARD.h / 2, CARD.w, CARD.h);
}

function paintFar() {
  const [width, height] = DATA.size;
  const part = Math.min(1, 2048 / Math.max(width, height));
  return paintBlocks(Math.ceil(width * part), Math.ceil(height * part), { part, colours: shade.colour.pale, least: 0.7 });
}

function under(point) {
  const at = network.DOMtoCanvas(point);
  if (network.getScale() < FAR) return null;
  const hit = inSight(at, at).find((node) => Math.abs(node.x - at.x) <= CARD.w / 2 && Math.abs(node.y - at.y) <= CARD.h / 2);
  return hit ? hit.id : null;
}

function areaUnder(point) {
  const { y } = network.DOMtoCanvas(point);
  const band = DATA.bands.find(([, top, bottom]) => y >= top && y < bottom);
  return band ? band[0] : null;
}

// A click far away goes into the area that it meets.
function enter(point) {
  const at = network.DOMtoCanvas(point);
  moved = true;
  network.moveTo({ position: at, scale: 0.8, animation: calm() ? false : { duration: 200, easingFunction: "easeOutQuad" } });
  const area = areaUnder(point);
  if (area !== null) announce(say(DATA.areas[area].n));
}

function startHuge() {
  fileCells();
  network.on("beforeDrawing", drawHuge);
  network.on("click", (event) => { shade.keys = false; if (network.getScale() < FAR) enter(event.pointer.DOM); else select(under(event.pointer.DOM)); });
  net.addEventListener("pointermove", (event) => {
    if (event.buttons) return;
    const room = pane.getBoundingClientRect();
    const id = under({ x: event.clientX - room.left, y: event.clientY - room.top });
    net.style.cursor = id ? "pointer" : "";
    hover(id);
  });
}
