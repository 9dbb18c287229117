// Questions about the graph; topics come in learning order, so sorting by rank is a valid order.
progress.former = table(DATA.topics.f);
// The page lists the edges whose lines have a way of their own; a large graph has none.
const allEdges = once(() => {
  const listed = read("edges");
  return listed.length ? listed : straightEdges();
});
const straightEdges = () => IDS.flatMap((to) => TOPICS[to].r.map(([from, r, d]) => ({ from, to, r, d })));
// The page lists topics and places by column, which is read faster than thousands of objects.
const { id: IDS, x: LEFT, y: TOP } = read("nodes");
const TOPICS = table();
const aliases = table(DATA.topics.al);
IDS.forEach((id, at) => {
  const { en, ko, a, l, h, t: tier, g, r } = DATA.topics;
  TOPICS[id] = { n: [en[at], ko[at]], a: a[at], l: l[at], h: h[at], t: tier[at], g: g[at], r: r[at], u: [], al: aliases[id] || [], f: progress.former[id] || [] };
});
for (const id of IDS) {
  for (const need of TOPICS[id].r) {
    need[0] = IDS[need[0]];
    TOPICS[need[0]].u.push(id);
  }
}
const NODES = IDS.map((id, at) => ({ id, x: LEFT[at], y: TOP[at], c: TOPICS[id].a, lines: null }));
const RANK = new Map(IDS.map((id, index) => [id, index]));
const PLACE = new Map(NODES.map((node) => [node.id, node]));
const HUGE = IDS.length > 2500;
const LARGE = IDS.length > 300;
// What a panel shows is unpacked after the start; a map of thousands leaves it to the topic pages.
let detailsRead = null;
const NO_DETAILS = { topics: table(), papers: table() };
const allDetails = () => detailsRead || NO_DETAILS;
const detailsOf = (id) => allDetails().topics[id] || { s: null, c: [], y: TOPICS[id].r.map(() => ["", "", "", []]), k: [], w: null, m: 0, rel: [] };
const paperOf = (id) => allDetails().papers[id];
const nameOf = (id) => say(TOPICS[id].n);
const areaOf = (id) => DATA.areas[TOPICS[id].a];
const byRank = (ids) => [...ids].sort((a, b) => RANK.get(a) - RANK.get(b));
const needsOf = (id) => TOPICS[id].r.map((need) => need[0]);

function reach(starts, next, stop) {
  const seen = new Set();
  const queue = [...starts];
  while (queue.length) {
    const id = queue.pop();
    for (const other of next(id)) {
      if (!seen.has(other) && !(stop && stop.has(other))) { seen.add(other); queue.push(other); }
    }
  }
  return seen;
}

const upstream = (id) => reach([id], needsOf);
const downstream = (id) => reach([id], (other) => TOPICS[other].u);

// What is still to learn for the targets: their unlearned prerequisites, and nothing that only known topics needed.
function stepsTo(targets, known) {
  const open = targets.filter((id) => !known.has(id));
  const steps = reach(open, needsOf, known);
  for (const id of open) steps.add(id);
  return byRank(steps);
}

function missing(id, known) {
  return byRank(reach([id], (other) => TOPICS[other].r.filter((need) => need[1]).map((need) => need[0]), known));
}

function ready(id, known) {
  return TOPICS[id].r.every((need) => !need[1] || known.has(need[0]));
}

function hoursOf(ids) {
  return ids.reduce(([lo, hi], id) => [lo + TOPICS[id].h[0], hi + TOPICS[id].h[1]], [0, 0]);
}

function hoursText(ids) {
  const [lo, hi] = hoursOf(ids);
  return t("hours", { lo, hi });
}

// The neighbour of a topic in a direction of the map, for the arrow keys.
function neighbour(id, key) {
  const here = PLACE.get(id);
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const others = key === "ArrowLeft" ? needsOf(id) : TOPICS[id].u;
    return closest(others, here);
  }
  const sign = key === "ArrowUp" ? -1 : 1;
  const column = IDS.filter((other) => other !== id && PLACE.get(other).x === here.x && (PLACE.get(other).y - here.y) * sign > 0);
  return closest(column, here) || closest(IDS.filter((other) => (PLACE.get(other).y - here.y) * sign > 0), here);
}

function closest(ids, here) {
  let best = null;
  let least = Infinity;
  for (const id of ids) {
    const there = PLACE.get(id);
    const far = Math.abs(there.x - here.x) + Math.abs(there.y - here.y) * 1.5;
    if (far < least) { least = far; best = id; }
  }
  return best;
}
