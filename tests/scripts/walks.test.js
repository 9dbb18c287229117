import assert from "node:assert/strict";
import test from "node:test";

import { isReady, nearest, reach, stepsTo } from "../../src/vlagraph/site/scripts/walks.js";
import { makeGraph } from "./support.js";

const DIAMOND = makeGraph({ a: [], b: ["a"], c: ["a"], d: ["b", "c"], e: ["d"] });

test("a walk goes as far as the graph, and not past what it stops at", () => {
  const next = (id) => ({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] })[id];

  assert.deepEqual([...reach(["a"], next)].sort(), ["b", "c", "d"]);
  assert.deepEqual([...reach(["a"], next, new Set(["b", "c"]))], []);
  assert.deepEqual([...reach([], next)], []);
});

test("a path has its steps in learning order and ends at the target", () => {
  assert.deepEqual(stepsTo(DIAMOND, ["d"], new Set()), ["a", "b", "c", "d"]);
});

test("learned topics leave a path, and what only they needed leaves with them", () => {
  assert.deepEqual(stepsTo(DIAMOND, ["e"], new Set(["b", "c"])), ["d", "e"]);
  assert.deepEqual(stepsTo(DIAMOND, ["e"], new Set(["b"])), ["a", "c", "d", "e"]);
});

test("a path to several targets has each step once, and a learned target is none", () => {
  assert.deepEqual(stepsTo(DIAMOND, ["b", "c"], new Set()), ["a", "b", "c"]);
  assert.deepEqual(stepsTo(DIAMOND, ["b"], new Set(["b"])), []);
});

test("a path goes through recommended prerequisites and not through presupposed ones", () => {
  const graph = makeGraph({ a: [], b: [], c: ["a"] }, { recommended: { c: ["b"] }, assumed: ["a"] });

  assert.deepEqual(stepsTo(graph, ["c"], new Set()), ["b", "c"]);
});

test("a topic is ready when every required prerequisite is learned or presupposed", () => {
  const graph = makeGraph({ a: [], b: [], c: ["a"], d: ["a", "b"] }, { recommended: { c: ["b"] }, assumed: ["a"] });

  assert.equal(isReady(graph, "c", new Set()), true);
  assert.equal(isReady(graph, "d", new Set()), false);
  assert.equal(isReady(graph, "d", new Set(["b"])), true);
});

test("of places as near the first is taken, and a row counts more than a column", () => {
  const here = { x: 0, y: 0 };
  const [right, left, below] = [{ x: 10, y: 0 }, { x: -10, y: 0 }, { x: 0, y: 8 }];

  assert.equal(nearest([right, left], here), right);
  assert.equal(nearest([below, left], here), left);
  assert.equal(nearest([], here), null);
});
