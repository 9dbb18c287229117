import assert from "node:assert/strict";
import test from "node:test";

import { fold, foldMany, initials, isInitials, isSubsequence, slips } from "../../src/vlagraph/site/scripts/fold.js";
import { findTopics, makeEntries, makePart, SHOWN } from "../../src/vlagraph/site/scripts/search.js";

const ENTRIES = makeEntries([
  ["linear-algebra", ["Linear Algebra", "선형대수", "linear-algebra"]],
  ["causal-inference", ["Causal Inference", "인과추론", "causal-inference"]],
  ["flash-attention", ["Flash Attention", "플래시 어텐션", "flash-attention", "FA2"]],
  ["attention", ["Attention", "어텐션", "attention"]],
]);
const ids = (hits) => hits.map(({ id }) => id);
const find = (text) => ids(findTopics(text, ENTRIES));

test("folding many texts at once is folding each", () => {
  const texts = ["Sim-to-Real", "인과 추론", "π₀", "ＶＬＡ", "Straße"];

  assert.deepEqual(foldMany(texts.join("\t")).split("\t"), texts.map(fold));
});

test("every Korean syllable has its initial, and other letters stay", () => {
  assert.equal(initials(fold("인과추론")), fold("ㅇㄱㅊㄹ"));
  assert.equal(initials(fold("까치")), fold("ㄲㅊ"));
  assert.equal(initials(fold("힣 3D")), fold("ㅎ") + "3d");
  assert.equal(isInitials(fold("ㅇㄱ")), true);
  assert.equal(isInitials(fold("인ㄱ")), false);
});

test("a Korean name is found at every key that writes it", () => {
  const entries = makeEntries([["probability", ["Probability", "확률론"]], ["clay", ["Clay", "밝은 진흙"]], ["algebra", ["Algebra", "선형대수"]]]);
  const typed = {
    probability: ["ㅎ", "호", "화", "확", "확ㄹ", "확류", "확률", "확률ㄹ", "확률로", "확률론"],
    clay: ["밝으", "발", "밝", "밝ㅇ", "밝은지", "밝은 진", "밝은 짆", "밝은 진흐", "밝은 진흘", "밝은 진흙"],
    algebra: ["ㅅ", "서", "선", "섢", "선ㅎ", "선혀", "선형", "선형ㄷ", "선형대", "선형댓", "선형대수"],
  };
  const missed = Object.entries(typed).flatMap(([id, texts]) => texts.filter((text) => findTopics(text, entries)[0]?.id !== id));

  assert.deepEqual(missed, []);
});

test("the last of several words is found at every key too, in whatever order they stand", () => {
  const texts = ["어텐션 플래", "어텐션 플래ㅅ", "flash 어테", "algebra 선혀"];

  assert.deepEqual(texts.map((text) => find(text)[0]), ["flash-attention", "flash-attention", "flash-attention", "linear-algebra"]);
});

test("what is whole comes before what may still grow", () => {
  const entries = makeEntries([["grown", ["Grown", "강화학습"]], ["whole", ["Whole", "하나"]]]);

  assert.deepEqual(ids(findTopics("하", entries)), ["whole"]);
  assert.deepEqual(ids(findTopics("강화하", entries)), ["grown"]);
});

test("slips are counted as Levenshtein counts, up to the most that matter", () => {
  assert.equal(slips("kitten", "sitting", 5), 3);
  assert.equal(slips("kitten", "sitting", 1), 2);
  assert.equal(slips("a", "abcdef", 2), 3);
  assert.equal(slips("", "", 1), 0);
});

test("letters in their order are a subsequence, each used once", () => {
  assert.equal(isSubsequence("flat", "flashattention"), true);
  assert.equal(isSubsequence("taf", "flashattention"), false);
  assert.equal(isSubsequence("ff", "flashattention"), false);
});

test("the whole name comes before its beginning, and that before a part", () => {
  assert.deepEqual(find("attention"), ["attention", "flash-attention"]);
  assert.deepEqual(find("FA2"), ["flash-attention"]);
});

test("topics are found by Korean, by its initials, and in spite of blanks and hyphens", () => {
  assert.deepEqual(find("인과 추론"), ["causal-inference"]);
  assert.deepEqual(find("ㅅㅎㄷㅅ"), ["linear-algebra"]);
  assert.deepEqual(find("ㅇㅌ"), ["attention", "flash-attention"]);
  assert.deepEqual(find("flash attention"), ["flash-attention"]);
});

test("a slip and letters left out are forgiven", () => {
  assert.equal(find("cusal inference")[0], "causal-inference");
  assert.equal(find("lineer")[0], "linear-algebra");
  assert.equal(find("flsh")[0], "flash-attention");
});

test("concepts are looked through after names, and the answer says which", () => {
  const part = makePart("concept", ["Keys", "키"], ["query key value"]);

  const [hit, ...others] = findTopics("key value", ENTRIES, (id) => (id === "attention" ? [part] : []));

  assert.deepEqual([hit.id, hit.part, others], ["attention", part, []]);
});

test("nothing is found by nothing, by blanks and by signs alone", () => {
  for (const text of ["", "  ", "--", "<>"]) assert.deepEqual(find(text), []);
});

test("no more than the shown number of topics is found, in the order of the entries", () => {
  const many = makeEntries(Array.from({ length: 2 * SHOWN }, (_, index) => ["t" + index, ["Robot"]]));

  assert.deepEqual(ids(findTopics("robot", many)), Array.from({ length: SHOWN }, (_, index) => "t" + index));
});

test("of a thousand words no more are looked for than are found", () => {
  let looked = 0;
  const part = { kind: "concept", label: ["a", "a"], names: ["a"], get words() { looked += 1; return ["a"]; } };

  findTopics("quantum ".repeat(1000), makeEntries([["one", ["One", "하나"]]]), () => [part]);

  assert.ok(looked > 0 && looked < 100, String(looked));
});
