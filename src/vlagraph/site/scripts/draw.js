// Painting cards and edges on the canvas that vis-network owns; the SVG of the first paint looks the same.
const CARD = { w: 124, h: 40, r: 6 };
const SMALL_TEXT = 0.7;
const FAR = 0.35;
const FADED = 0.15;
const shade = { colour: null, alpha: new Map(), lit: new Map(), all: new Path2D(), dashed: new Path2D(), heads: new Path2D() };

function readColours() {
  const style = getComputedStyle(root);
  const get = (key) => style.getPropertyValue("--" + key).trim();
  const areas = Array.from({ length: 10 }, (_, index) => get("a" + index));
  const colour = { paper: get("paper"), card: get("card"), ink: get("ink"), soft: get("soft"), line: get("line"), edge: get("edge"), go: get("go"), areas };
  const strength = Number(get("tint")) || 0.1;
  colour.tints = areas.map((area) => blend(area, colour.card, strength));
  colour.bands = areas.map((area) => blend(area, colour.paper, strength / 2.4));
  colour.pale = areas.map((area) => blend(area, colour.paper, 0.55));
  colour.tiers = [get("t0"), get("t1"), get("t2")];
  shade.colour = colour;
}

function blend(a, b, part) {
  const parse = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [x, y] = [parse(a), parse(b)];
  return "#" + x.map((value, index) => Math.round(value * part + y[index] * (1 - part)).toString(16).padStart(2, "0")).join("");
}

function preparePaths() {
  if (HUGE) return;
  for (const edge of allEdges()) {
    if (!edge.d) continue;
    const group = edge.r ? shade.all : shade.dashed;
    const to = PLACE.get(edge.to);
    const x = to.x - CARD.w / 2;
    if (edge.p) {
      edge.path = new Path2D(edge.p);
      group.addPath(edge.path);
      shade.heads.addPath(new Path2D("M" + x + " " + edge.y + "l-7 -3.5v7z"));
    } else {
      const from = PLACE.get(edge.from);
      group.moveTo(from.x + CARD.w / 2, from.y);
      group.lineTo(x, to.y);
    }
  }
}

// Which topics are lit, and as what: the topic itself, its road (up), what it opens (down), a step of the path.
function light() {
  const focus = state.hover || state.topic;
  const lit = new Map();
  if (focus) {
    for (const id of downstream(focus)) lit.set(id, "down");
    for (const id of upstream(focus)) lit.set(id, "up");
    lit.set(focus, "self");
  } else if (state.path.length) {
    for (const id of stepsTo(state.path, progress.known())) lit.set(id, "path");
  }
  shade.lit = lit;
  shade.focus = focus;
}

function wantedAlpha(id) {
  if (shade.lit.size) return shade.lit.has(id) ? 1 : FADED;
  return passes(id) ? 1 : FADED;
}

function drawBands(ctx) {
  const [width] = DATA.size;
  const reachOf = 4000;
  for (const [area, top, bottom] of DATA.bands) {
    ctx.fillStyle = shade.colour.bands[area % 10];
    ctx.fillRect(-reachOf, top + 2, width + 2 * reachOf, bottom - top - 4);
  }
}

function drawEdges(ctx) {
  const { colour, lit } = shade;
  ctx.lineCap = "round";
  if (HUGE) { drawLitEdges(ctx); return; }
  ctx.strokeStyle = colour.edge;
  ctx.fillStyle = colour.edge;
  ctx.globalAlpha = lit.size || filtered() ? 0.22 : 1;
  ctx.lineWidth = 1.5;
  ctx.stroke(shade.all);
  ctx.setLineDash([5, 4]);
  ctx.lineWidth = 1;
  ctx.stroke(shade.dashed);
  ctx.setLineDash([]);
  ctx.fill(shade.heads);
  ctx.globalAlpha = 1;
  drawLitEdges(ctx);
}

function drawLitEdges(ctx) {
  for (const [edge, strong] of litEdges()) drawLit(ctx, edge, strong);
}

// The edges between lit topics; true with those that lead to the topic or along the path.
function litEdges() {
  const { lit, focus } = shade;
  const found = [];
  if (!lit.size) return found;
  for (const edge of allEdges()) {
    const a = lit.get(edge.from);
    const b = lit.get(edge.to);
    if (!a || !b) continue;
    const road = a === "up" && (b === "up" || b === "self");
    const opens = (a === "self" || a === "down") && b === "down";
    if (a === "path" ? edge.d : (road || opens) && (edge.d || edge.from === focus || edge.to === focus)) found.push([edge, road || a === "path"]);
  }
  return found;
}

function drawLit(ctx, edge, strong) {
  const { colour, focus } = shade;
  const area = TOPICS[focus || edge.to].a % 10;
  ctx.strokeStyle = ctx.fillStyle = strong ? colour.areas[area] : colour.pale[area];
  ctx.lineWidth = edge.d ? (edge.r ? 2 : 1.5) : 1;
  ctx.globalAlpha = edge.d ? 1 : 0.6;
  ctx.setLineDash(edge.r ? [] : [5, 4]);
  ctx.stroke(edge.path || straight(edge));
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  const x = PLACE.get(edge.to).x - CARD.w / 2;
  const y = edge.path ? edge.y : PLACE.get(edge.to).y;
  ctx.fill(new Path2D("M" + x + " " + y + "l-8 -4v8z"));
}

function straight(edge) {
  const a = PLACE.get(edge.from);
  const b = PLACE.get(edge.to);
  const x1 = a.x + CARD.w / 2;
  const x2 = b.x - CARD.w / 2;
  const bend = Math.max(18, (x2 - x1) / 2);
  return new Path2D(`M${x1} ${a.y}C${x1 + bend} ${a.y} ${x2 - bend} ${b.y} ${x2} ${b.y}`);
}

function drawCard(ctx, id, x, y, scale) {
  const { colour } = shade;
  const node = PLACE.get(id);
  const area = node.c % 10;
  const done = shade.known.has(id);
  const left = x - CARD.w / 2;
  const top = y - CARD.h / 2;
  ctx.globalAlpha = shade.alpha.has(id) ? shade.alpha.get(id) : 1;
  if (scale < FAR) {
    ctx.fillStyle = colour.pale[area];
    ctx.fillRect(left, top, CARD.w, CARD.h);
    ctx.globalAlpha = 1;
    return;
  }
  ctx.beginPath();
  ctx.roundRect(left, top, CARD.w, CARD.h, CARD.r);
  ctx.fillStyle = colour.paper;
  ctx.fill();
  ctx.fillStyle = done ? colour.bands[area] : colour.tints[area];
  ctx.fill();
  outline(ctx, id, done);
  ctx.beginPath();
  ctx.roundRect(left, top, 4, CARD.h, [4, 0, 0, 4]);
  ctx.fillStyle = colour.areas[area];
  ctx.fill();
  if (scale >= SMALL_TEXT || (shade.lit.has(id) && shade.lit.size < 60)) drawName(ctx, node, { x: left + 12, y, done });
  if (scale >= SMALL_TEXT) drawMarks(ctx, id, { left, top, done });
  ctx.globalAlpha = 1;
}

function outline(ctx, id, done) {
  const { colour } = shade;
  const role = shade.lit.get(id);
  const open = !done && shade.ready.has(id);
  ctx.strokeStyle = role === "self" || state.cursor === id && shade.keys ? colour.ink : open ? colour.ink : blend(colour.areas[PLACE.get(id).c % 10], colour.card, 0.35);
  ctx.lineWidth = role === "self" ? 2.5 : open ? 1.75 : 1;
  ctx.stroke();
  if (state.cursor === id && shade.keys) {
    const node = PLACE.get(id);
    ctx.beginPath();
    ctx.roundRect(node.x - CARD.w / 2 - 4, node.y - CARD.h / 2 - 4, CARD.w + 8, CARD.h + 8, CARD.r + 3);
    ctx.lineWidth = 2;
    ctx.stroke();
  }
}

function drawName(ctx, node, { x, y, done }) {
  const rows = node.lines[lang()];
  const leading = rows.length < 3 ? 15 : 12;
  ctx.font = "400 12.5px " + shade.font;
  ctx.fillStyle = done ? shade.colour.soft : shade.colour.ink;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  rows.forEach((row, index) => ctx.fillText(row, x, y + 4.5 + (index - (rows.length - 1) / 2) * leading, CARD.w - 15));
}

function drawMarks(ctx, id, { left, top, done }) {
  const { colour } = shade;
  const tier = TOPICS[id].t;
  const step = shade.steps.get(id);
  if (step) badge(ctx, { x: left + 2, y: top + 2, text: String(step), ground: colour.ink, ink: colour.paper });
  if (tier !== null) badge(ctx, { x: left + CARD.w - 6, y: top + 4, text: tierLetter(tier), ground: colour.tiers[tier % 3], ink: colour.paper });
  if (done) badge(ctx, { x: left + CARD.w - 6, y: top + CARD.h - 4, text: "✓", ground: colour.go, ink: colour.paper });
}

const tierLetter = (tier) => ["N", "M", "L"][tier] || String(tier + 1);

function badge(ctx, { x, y, text, ground, ink }) {
  ctx.beginPath();
  ctx.arc(x, y, 8.5, 0, Math.PI * 2);
  ctx.fillStyle = ground;
  ctx.fill();
  ctx.font = "700 12px " + shade.font;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y + 4.2);
}
