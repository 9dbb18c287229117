import assert from "node:assert/strict";
import test from "node:test";

const DAY = 86400000;

/** An element as far as the head of a page uses it. */
function node(dataset = {}, text = "") {
  const classes = new Set();
  return {
    dataset, textContent: text, hidden: true, addEventListener() {}, getAttribute: () => "",
    classList: { toggle: (name, on) => (on ? classes.add(name) : classes.delete(name)), contains: (name) => classes.has(name) },
  };
}

const nodes = { lang: node(), theme: node(), fresh: node(), "fresh-hint": node() };
Object.assign(globalThis, { window: globalThis, recallView() {}, addEventListener() {}, matchMedia: () => ({ matches: false, addEventListener() {} }) });
globalThis.document = {
  documentElement: { lang: "en", dataset: {} }, addEventListener() {},
  getElementById: (id) => nodes[id] || null, querySelectorAll: (selector) => (selector === "title" ? [node()] : []),
};
globalThis.WORDS = { lang: ["한국어", "English"], fresh_never: ["never", ""], fresh_today: ["today", ""], fresh_days: ["{n} days ago", ""], fresh_days_one: ["yesterday", ""] };
const { startHeader } = await import("../../src/vlagraph/site/scripts/header.js");

/** What the foot of a page says of papers of so many days ago, whether as old, and whether it says how to fetch. */
function saidOf(days, dataset = {}) {
  const fetched = days === null ? "" : new Date(Date.now() - days * DAY).toISOString();
  Object.assign(nodes, { fresh: node({ fetched, ...dataset }, "as it was written"), "fresh-hint": node() });
  startHeader();
  return [nodes.fresh.textContent, nodes.fresh.classList.contains("old"), !nodes["fresh-hint"].hidden];
}

test("the foot says how long ago arXiv was asked, and from two weeks on as something old", () => {
  assert.deepEqual([0, 1, 13, 14].map((days) => saidOf(days)), [["today", false, false], ["yesterday", false, false], ["13 days ago", false, false], ["14 days ago", true, true]]);
  assert.equal(saidOf(null)[0], "never");
});

test("of a snapshot, of which arXiv was not asked, it keeps what the page says", () => {
  assert.deepEqual([1, 14].map((days) => saidOf(days, { snapshot: "" })), [["as it was written", false, false], ["as it was written", true, true]]);
});
