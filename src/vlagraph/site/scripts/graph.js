// The topics and lines of the map, as the page lists them: in learning order, so that sorting by rank is a valid order.
import { readJson } from "./dom.js";
import { LIMITS } from "./sizes.js";
import { once, table } from "./tables.js";
import { inLanguage, rangeText, t } from "./texts.js";
import { missing, nearest, reach, stepHours, stepsTo, isReady } from "./walks.js";

/** @type {MapData} */
export const DATA = readJson("data");

// Topics and places stand by column, which is read faster than thousands of objects.
/** @type {{ id: string[], x: number[], y: number[] }} */
const columns = readJson("nodes");
export const IDS = columns.id;
export const TOPICS = readTopics();
/** @type {MapNode[]} */
export const NODES = IDS.map((id, at) => ({ id, x: columns.x[at], y: columns.y[at], area: TOPICS[id].area, lines: null }));
const RANK = new Map(IDS.map((id, index) => [id, index]));
const PLACES = new Map(NODES.map((node) => [node.id, node]));

/** Too many topics to paint one by one, or to show a panel of each. */
export const HUGE = IDS.length > LIMITS.detailed;
/** Too many topics to route lines between the cards, or to fade each. */
export const LARGE = IDS.length > LIMITS.routed;

function readTopics() {
  const { en, ko, a, l, h, m, c, t: tiers, g, r, f } = DATA.topics;
  const [aliases, former] = [table(DATA.topics.al), table(f)];
  /** @type {Record<string, MapTopic>} */
  const topics = table();
  IDS.forEach((id, at) => {
    topics[id] = {
      name: [en[at], ko[at]], area: a[at], level: l[at], hours: h[at], mastery: m[at], concepts: c[at], tier: tiers[at], stages: g[at],
      needs: r[at].map(([place, required, drawn, concepts]) => [IDS[place], required, drawn, concepts]),
      direct: [], aliases: aliases[id] || [], former: former[id] || [],
    };
  });
  for (const id of IDS) for (const [need] of topics[id].needs) topics[need].direct.push(id);
  return topics;
}

/** A large graph has no list of lines in the page: none has a way of its own.
 * @type {() => MapEdge[]}
 */
export const allEdges = once(() => {
  const listed = readJson("edges");
  return listed.length ? listed : IDS.flatMap((to) => TOPICS[to].needs.map(([from, r, d]) => ({ from, to, r, ...(d && { d }) })));
});

const PRESUPPOSED = new Set(IDS.filter((id) => DATA.areas[TOPICS[id].area].assumed));
/** @type {Graph & Sizes} */
const GRAPH = {
  needs: (id) => TOPICS[id].needs, rank: rankOf, assumed: PRESUPPOSED,
  hours: (id) => TOPICS[id].hours, concepts: (id) => TOPICS[id].concepts,
};

/** Whether the roadmap presupposes a topic. @param {string} id */
export const isAssumed = (id) => PRESUPPOSED.has(id);

/** @param {string} id @returns {number} */
function rankOf(id) {
  return /** @type {number} */ (RANK.get(id));
}

/** The place of a topic in the learning order, from 1. @param {string} id */
export const numberOf = (id) => rankOf(id) + 1;

/** @param {string} id @returns {MapNode} */
export function placeOf(id) {
  return /** @type {MapNode} */ (PLACES.get(id));
}

/** @param {string | null | undefined} id @returns {id is string} */
export const isTopic = (id) => typeof id === "string" && Object.hasOwn(TOPICS, id);
/** @param {string} id */
export const nameOf = (id) => inLanguage(TOPICS[id].name);
/** @param {string} id @returns {Pair} */
export const areaPairOf = (id) => DATA.areas[TOPICS[id].area].n;
/** @param {string} id */
export const areaNameOf = (id) => inLanguage(areaPairOf(id));
/** @param {string} id */
export const needsOf = (id) => TOPICS[id].needs.map(([need]) => need);

/** @param {string} id */
export const upstream = (id) => reach([id], needsOf);
/** @param {string} id */
export const downstream = (id) => reach([id], (other) => TOPICS[other].direct);
/** The topics that were called `id` before, or that a topic of this id was split into, in learning order. @param {string} id */
export const successorsOf = (id) => IDS.filter((topic) => TOPICS[topic].former.includes(id));
/** @type {Map<string, NamedGoal>} */
const GOALS = new Map(DATA.goals.map((goal) => [goal.id, goal]));
/** Whether a path leads there: a topic, a goal or a project.
 * @param {string} id
 */
export const isTarget = (id) => isTopic(id) || GOALS.has(id);
/** Its name in both languages. @param {string} id @returns {Pair} */
export const targetPair = (id) => (isTopic(id) ? TOPICS[id].name : GOALS.get(id)?.n || [id, id]);
/** @param {string} id */
export const targetName = (id) => inLanguage(targetPair(id));
/** The topics of targets, each once.
 * @param {readonly string[]} targets
 */
export const topicsOf = (targets) => [...new Set(targets.flatMap((id) => (isTopic(id) ? [id] : (GOALS.get(id)?.t || []).map((place) => IDS[place]))))];
/** @param {readonly string[]} targets @param {Ids} learned */
export const pathTo = (targets, learned) => stepsTo(GRAPH, topicsOf(targets), learned);
/** @param {string} id @param {Ids} learned @param {readonly string[]} [topics] those that a path leads to */
export const missingFor = (id, learned, topics) => missing(GRAPH, id, learned, topics);
/** @param {string} id @param {Ids} learned @param {readonly string[]} [topics] those that a path leads to */
export const isOpen = (id, learned, topics) => isReady(GRAPH, id, learned, topics);

/** The hours of a first pass of a topic. @param {string} id */
export const hoursText = (id) => rangeText(TOPICS[id].hours);

/** The hours of a topic at both depths; once where they are the same. @param {string} id */
export function bothHoursText(id) {
  const { hours, mastery } = TOPICS[id];
  const [first, all] = [rangeText(hours), rangeText(mastery)];
  return first === all ? all : t("hours_both", { first, all });
}

/** The hours of a first pass of the steps to the targets. @param {readonly string[]} steps @param {readonly string[]} targets */
export const pathHoursText = (steps, targets) => rangeText(stepHours(GRAPH, steps, targets));

/** The letter of a priority tier; one beyond those has its number.
 * @param {number} tier
 */
export const tierLetter = (tier) => GEOMETRY.tier.letters[tier] || String(tier + 1);

/** The neighbour of a topic in the direction of an arrow key.
 * @param {string} id
 * @param {string} key
 * @returns {string | null}
 */
export function neighbour(id, key) {
  const here = placeOf(id);
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const found = nearest((key === "ArrowLeft" ? needsOf(id) : TOPICS[id].direct).map(placeOf), here);
    return found && found.id;
  }
  const sign = key === "ArrowUp" ? -1 : 1;
  const beyond = NODES.filter((other) => (other.y - here.y) * sign > 0);
  const found = nearest(beyond.filter((other) => other.x === here.x), here) || nearest(beyond, here);
  return found && found.id;
}
