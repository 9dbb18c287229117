// One layout of a graph by another program: node rivals.mjs elk|areas|dagre GRAPH.json, from the folder with its packages.
// Prints the processor time in seconds and the points of every edge, in the order of the edges.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";

const load = createRequire(`${process.cwd()}/`);
const graph = JSON.parse(readFileSync(process.argv[3], "utf8"));
const size = { width: graph.width, height: graph.height };

function seconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function inAreas(nodes) {
  const areas = new Map();
  graph.topics.forEach(([, area], index) => {
    if (!areas.has(area)) areas.set(area, { id: `area ${area}`, children: [] });
    areas.get(area).children.push(nodes[index]);
  });
  return [...areas.values()];
}

function pointsOf(edge, offsets) {
  const [left, top] = offsets.get(edge.container) ?? [0, 0];
  const [{ startPoint, bendPoints = [], endPoint }] = edge.sections;
  return [startPoint, ...bendPoints, endPoint].map(({ x, y }) => [x + left, y + top]);
}

async function elk(areas) {
  const Elk = load("elkjs/lib/elk.bundled.js");
  const engine = new Elk();
  const nodes = graph.topics.map(([id]) => ({ id, ...size }));
  const layoutOptions = { "elk.algorithm": "layered", "elk.direction": "RIGHT" };
  if (areas) layoutOptions["elk.hierarchyHandling"] = "INCLUDE_CHILDREN";
  const edges = graph.edges.map(([a, b], index) => ({ id: `edge ${index}`, sources: [a], targets: [b] }));
  const children = areas ? inAreas(nodes) : nodes;
  const begun = seconds();
  const found = await engine.layout({ id: "root", layoutOptions, children, edges }, { layoutOptions });
  const taken = seconds() - begun;
  const offsets = new Map(found.children.map(({ id, x, y }) => [id, [x, y]]));
  return { seconds: taken, ways: found.edges.map((edge) => pointsOf(edge, offsets)) };
}

function dagre() {
  const { graphlib, layout } = load("@dagrejs/dagre");
  const made = new graphlib.Graph();
  made.setGraph({ rankdir: "LR" });
  graph.topics.forEach(([id]) => made.setNode(id, { ...size }));
  graph.edges.forEach(([a, b]) => made.setEdge(a, b, {}));
  const begun = seconds();
  layout(made);
  const taken = seconds() - begun;
  const ways = graph.edges.map(([a, b]) => made.edge(a, b).points.map(({ x, y }) => [x, y]));
  return { seconds: taken, ways };
}

const [, , which] = process.argv;
const found = which === "dagre" ? dagre() : await elk(which === "areas");
process.stdout.write(JSON.stringify(found));
