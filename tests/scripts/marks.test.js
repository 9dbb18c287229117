import assert from "node:assert/strict";
import test from "node:test";

import { intend, stateOf } from "../../src/vlagraph/site/scripts/intents.js";
import { emptyProgress, learn, learnedTopics, mergeProgress, progressText, unlearn } from "../../src/vlagraph/site/scripts/marks.js";
import { checkProgress } from "../../src/vlagraph/site/scripts/read-marks.js";
import { isDay, justAfter, toUtc } from "../../src/vlagraph/site/scripts/times.js";
import { plain } from "./support.js";

const NOW = Date.parse("2026-11-22T12:00:00Z");

test("the last state said counts, and the file is the one of the command line", () => {
  const former = { a: ["old"] };
  const where = { former, now: NOW };
  const learning = intend(emptyProgress(), "a", "learning", where);
  const learned = learn(learning, "a", former, NOW);
  const skipped = intend(learned, "a", "skipped", where);
  const nothing = intend(skipped, "a", null, where);

  assert.deepEqual([learning, learned, skipped, nothing].map((value) => stateOf(value, "a", former)), ["learning", "learned", "skipped", null]);
  assert.deepEqual(plain(learning.topics.a), {
    state: "unlearned", at: "2026-11-22T12:00:00.000Z", over: ["old"], intent: "2026-11-22T12:00:00.000Z learning",
  });
  assert.equal(stateOf(mergeProgress(nothing, skipped), "a", former), null);
  assert.equal(stateOf(checkProgress(JSON.parse(progressText(skipped))), "a", former), "skipped");
});

test("a topic is learned, unlearned and learned again, whatever the clock says", () => {
  const former = { a: ["old"] };
  const first = learn(emptyProgress(), "a", former, NOW);
  const second = unlearn(first, "a", former, NOW - 5000);
  const third = learn(second, "a", former, NOW - 5000);

  assert.deepEqual([first, second, third].map((value) => learnedTopics(value, former).size), [1, 0, 1]);
  assert.deepEqual(plain(second.topics.a), { state: "unlearned", at: "2026-11-22T12:00:00.001Z", over: ["old"] });
  assert.deepEqual(plain(third.topics.a), { state: "learned", at: "2026-11-22T12:00:00.002Z" });
});

test("a change keeps what the file says beside the mark, and the value that it was made from", () => {
  const value = checkProgress({ schema: 1, topics: { a: { state: "learned", at: "2026-01-01", why: "course" } }, later: [1] });
  const after = unlearn(value, "a", {}, NOW);

  assert.equal(plain(after).topics.a.why, "course");
  assert.deepEqual(plain(after).later, [1]);
  assert.equal(value.topics.a.state, "learned");
});

test("a progress file is written with sorted keys and a line end, as the command line does", () => {
  const text = progressText(checkProgress({ papers: {}, schema: 1, topics: { b: { state: "learned", at: "2026-01-01" }, a: { at: "2026-01-01", state: "learned" } } }));

  assert.equal(text.endsWith("}\n"), true);
  assert.deepEqual(Object.keys(JSON.parse(text)), ["feedback", "papers", "schema", "shown", "topics"]);
  assert.deepEqual(Object.keys(JSON.parse(text).topics), ["a", "b"]);
  assert.equal(progressText(checkProgress(JSON.parse(text))), text);
});

test("a time is given in UTC to the millisecond, and no time is null", () => {
  assert.equal(toUtc("2026-11-22T18:30:00+09:00"), "2026-11-22T09:30:00.000Z");
  assert.equal(toUtc(" 2026-11-22 18:30:00.123456 "), "2026-11-22T18:30:00.123Z");
  assert.equal(toUtc("2026-11-22T18:30:00+0900"), "2026-11-22T09:30:00.000Z");
  assert.equal(toUtc("2026-11-22T18:30:00+09"), "2026-11-22T09:30:00.000Z");
  assert.equal(toUtc("2026-11-22"), "2026-11-22T00:00:00.000Z");
  for (const text of ["", "now", "2026", "2026-13-01", "2026-02-29", "2026-11-22T24:00", "9999-12-31T23:59-01:00", 5, null]) {
    assert.equal(toUtc(text), null, String(text));
  }
});

test("a day is one of the calendar", () => {
  assert.deepEqual(["2024-02-29", "2025-02-29", "2025-2-1", 20250201].map(isDay), [true, false, false, false]);
});

test("a decision is later than what it changes", () => {
  assert.equal(justAfter(undefined, NOW), "2026-11-22T12:00:00.000Z");
  assert.equal(justAfter("2026-11-22T12:00:00.000Z", NOW), "2026-11-22T12:00:00.001Z");
});
