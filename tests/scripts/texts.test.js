import assert from "node:assert/strict";
import test from "node:test";

globalThis.document = { documentElement: { lang: "ko" } };
globalThis.matchMedia = () => ({ matches: false });
globalThis.WORDS = { hours: ["{lo}–{hi} h", "{lo}~{hi}시간"], hours_even: ["{lo} h", "{lo}시간"], hours_none: ["no hours yet", "시간 미정"] };
const { rangeText } = await import("../../src/vlagraph/site/scripts/texts.js");

test("hours are told once where both ends are alike, and that there are none", () => {
  assert.deepEqual([[2, 3], [2, 2], [0, 0]].map(rangeText), ["2~3시간", "2시간", "시간 미정"]);
});
