import assert from "node:assert/strict";
import test from "node:test";

import { findPapers, makeHaystack } from "../../src/vlagraph/site/scripts/paper-search.js";

const PAPERS = [
  ["2504.16054", "\u03c00.5: a Vision-Language-Action Model", "Physical Intelligence", "2025-04-22"],
  ["2304.13705", "Learning Fine-Grained Bimanual Manipulation", "Tony Z. Zhao", "2023-04-23"],
  ["2210.02747", "Flow Matching for Generative Modeling", "Yaron Lipman", "2022-10-06"],
  ["cs/0112017", "Sim-to-Real Transfer in C++", "Bernhard Sch\u00f6lkopf", "2001-12-17"],
  ["2401.00001", "\uc778\uacfc \ucd94\ub860\uc758 \uc774\ud574", "S\u00e9bastien Bubeck", "2024-01-01"],
  ["2401.00002", "Matching the Flow of Exploration", "A. Author", "2024-01-02"],
];
const HAYSTACK = makeHaystack(PAPERS.map(([id, ...fields]) => ({ id, fields: [id, ...fields] })));
const find = (query) => findPapers(query, HAYSTACK);

const CASES = [
  ["\uc778\uacfc\ucd94\ub860", [4]], ["\uc778\uacfc \ucd94\ub860", [4]], ["\ucd94\ub860", [4]],
  ["인과추로", [4]], ["인과 ㅊ", [4]], ["인\uad13", [4]], ["이ㅎ", [4]], ["인과 ㅈ", []],
  ["bubeck 이ㅎ", [4]], ["bubeck 추로", [4]], ["2024 이ㅎ", [4]], ["yaron 이ㅎ", []],
  ["Se\u0301bastien", [4]], ["sebastien", [4]], ["scholkopf", [3]],
  ["\u03c00.5", [0]], ["pi0.5", [0]], ["$\u03c0_{0.5}$", [0]], ["pi_0", [0]],
  ["arXiv:2304.13705", [1]], ["https://arxiv.org/abs/2304.13705v2", [1]], ["2304.137", [1]], ["2304.13705, 2504.16054", [0, 1]], ["cs.CL/0112017", [3]],
  ["sim to real", [3]], ["sim-to-real", [3]], ["simtoreal", [3]], ["SIM\u2011TO\u2011REAL", [3]],
  ["c++", [3]], ["C", [3]], ["\"flow matching\"", [2]], ["flow matching", [2]], ["flow exploration", [5]], ["matching", [2, 5]],
  ["bi\u00admanual\u200b", [1]], ["zhao bi\ufeffmanual", [1]], ["lora", []], ["low", []], ["bimanual zhao", [1]], ["2025", [0]], ["zzz", []], ["-- ++", []],
];
for (const [query, places] of CASES) test(`papers: ${query}`, () => assert.deepEqual(find(query), places));

test("without a query there are all papers", () => {
  assert.deepEqual(find("  "), [0, 1, 2, 3, 4, 5]);
});

test("a field does not run into the next, nor a paper into the next", () => {
  assert.deepEqual(find("model physical"), [0]); // both words, not the phrase
  assert.deepEqual(find("modelphysical"), []);
});
