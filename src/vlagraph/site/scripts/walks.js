// Walks over the graph (core/order/paths.py); tests/cases/missing.json holds for both.

/** Every topic that `next` leads to from `starts`, step by step, not past those in `stop`.
 * @param {Iterable<string>} starts
 * @param {(id: string) => readonly string[]} next
 * @param {Ids} [stop]
 * @returns {Set<string>}
 */
export function reach(starts, next, stop = new Set()) {
  const seen = new Set();
  const queue = [...starts];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const other of next(id)) {
      if (!seen.has(other) && !stop.has(other)) { seen.add(other); queue.push(other); }
    }
  }
  return seen;
}

/** @param {Graph} graph @param {Iterable<string>} ids */
const byRank = (graph, ids) => [...ids].sort((a, b) => graph.rank(a) - graph.rank(b));

/** What a reader may build on: the learned topics and those that the roadmap presupposes, unless they are among the `targets`.
 * @param {Graph} graph
 * @param {Ids} learned
 * @param {readonly string[]} [targets]
 * @returns {Ids}
 */
const settled = (graph, learned, targets = []) => ({ has: (id) => learned.has(id) || (graph.assumed.has(id) && !targets.includes(id)) });

/** What is still to learn for the targets, in learning order: their prerequisites, and nothing that only learned topics needed.
 * @param {Graph} graph
 * @param {readonly string[]} targets
 * @param {Ids} learned
 * @returns {string[]}
 */
export function stepsTo(graph, targets, learned) {
  const open = targets.filter((id) => !learned.has(id));
  const steps = reach(open, (id) => graph.needs(id).map(([need]) => need), settled(graph, learned));
  return byRank(graph, new Set([...steps, ...open]));
}

/** The required prerequisites of `id` that are not learned, in learning order.
 * @param {Graph} graph
 * @param {string} id
 * @param {Ids} learned
 * @param {readonly string[]} [targets]
 * @returns {string[]}
 */
export function missing(graph, id, learned, targets) {
  const required = /** @param {string} topic */ (topic) => graph.needs(topic).filter((need) => need[1]).map(([need]) => need);
  return byRank(graph, reach([id], required, settled(graph, learned, targets)));
}

/** Whether `id` can be started: every required prerequisite is learned or presupposed. What is presupposed counts as known and is not
 * offered itself, unless it is one of the `targets` (core/order/reach.py).
 * @param {Graph} graph
 * @param {string} id
 * @param {Ids} learned
 * @param {readonly string[]} [targets]
 */
export function isReady(graph, id, learned, targets = []) {
  const done = settled(graph, learned, targets);
  const offered = !graph.assumed.has(id) || targets.includes(id);
  return offered && graph.needs(id).every(([need, required]) => !required || done.has(need));
}

/** The hours of a first pass of the steps to the targets (core/order/paths.py): of a step that others need in part only, that part.
 * @param {Graph & Sizes} graph
 * @param {readonly string[]} steps
 * @param {readonly string[]} targets
 * @returns {[number, number]}
 */
export function stepHours(graph, steps, targets) {
  const needed = neededParts(graph, steps);
  /** @param {string} id @param {0 | 1} end */
  const own = (id, end) => {
    const [all, core] = graph.concepts(id);
    const part = targets.includes(id) ? undefined : needed.get(id);
    const whole = !part || part.has(-1) || part.size === all;
    return whole ? graph.hours(id)[end] : share(graph.hours(id)[end], Math.min(part.size, core), core);
  };
  /** @param {0 | 1} end */
  const sum = (end) => steps.reduce((total, id) => total + own(id, end), 0);
  return [sum(0), sum(1)];
}

/** The places of the concepts of each step that later steps name; -1 where one needs the whole topic.
 * @param {Graph} graph
 * @param {readonly string[]} steps
 */
function neededParts(graph, steps) {
  /** @type {Map<string, Set<number>>} */
  const parts = new Map(steps.map((id) => [id, new Set()]));
  for (const user of steps) {
    for (const [need, , , places] of graph.needs(user)) {
      for (const place of places || [-1]) parts.get(need)?.add(place);
    }
  }
  return parts;
}

/** A part of some hours in whole hours, and at least one.
 * @param {number} hours
 * @param {number} part
 * @param {number} whole
 */
const share = (hours, part, whole) => (hours ? Math.max(1, Math.floor((2 * hours * part + whole) / (2 * whole))) : 0);

const SIDEWAYS = 1.5; // a card further up or down is further than one as far to the side: rows are what the eye follows

/** The one of `places` that is nearest to `here`; the first of those that are as near.
 * @template {Point} T
 * @param {readonly T[]} places
 * @param {Point} here
 * @returns {T | null}
 */
export function nearest(places, here) {
  const far = /** @param {Point} place */ (place) => Math.abs(place.x - here.x) + Math.abs(place.y - here.y) * SIDEWAYS;
  return places.reduce((/** @type {T | null} */ best, place) => (best && far(best) <= far(place) ? best : place), null);
}
