// What several tests of the scripts need.
import { readFileSync } from "node:fs";

/** The cases that hold for Python and for the scripts. */
export function readCases(name) {
  return JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf-8"));
}

/** A value as JSON has it: objects without a prototype are as good as others. */
export const plain = (value) => JSON.parse(JSON.stringify(value));

/** A graph of required prerequisites, ranked as listed: `{ b: ["a"] }`. */
export function makeGraph(needs, { recommended = {}, assumed = [] } = {}) {
  const ids = Object.keys(needs);
  return {
    needs: (id) => [...needs[id].map((need) => [need, 1]), ...(recommended[id] || []).map((need) => [need, 0])],
    rank: (id) => ids.indexOf(id),
    assumed: new Set(assumed),
  };
}
