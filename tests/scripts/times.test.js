import assert from "node:assert/strict";
import test from "node:test";

import { emptyProgress, learn, unlearn } from "../../src/vlagraph/site/scripts/marks.js";
import { checkProgress } from "../../src/vlagraph/site/scripts/read-marks.js";
import { isDay, justAfter, toUtc } from "../../src/vlagraph/site/scripts/times.js";

const LAST = "9999-12-31T23:59:59.999Z";
const NOW = Date.parse("2026-11-22T12:00:00Z");

test("a time is in UTC with milliseconds, and none outside the calendar of the command line", () => {
  assert.equal(toUtc("2026-11-22T18:30:00+09:00"), "2026-11-22T09:30:00.000Z");
  assert.deepEqual([toUtc(LAST), toUtc("0001-01-01")], [LAST, "0001-01-01T00:00:00.000Z"]);
  assert.deepEqual(["0001-01-01T00:00+05:00", "0000-12-31", "9999-12-31T23:00-05:00", "2026-02-30"].map(toUtc), [null, null, null, null]);
  assert.deepEqual(["0000-12-31", "0001-01-01", "2026-02-30"].map(isDay), [false, true, false]);
});

test("the last decision wins, and at the end of the calendar a mark can still be read", () => {
  assert.equal(justAfter("2026-11-22T12:00:00.000Z", NOW), "2026-11-22T12:00:00.001Z");
  assert.equal(justAfter(LAST, NOW), LAST);
  const learned = { ...emptyProgress(), topics: { a: { state: "learned", at: LAST } } };
  const turned = unlearn(learn(learned, "a", {}, NOW), "a", {}, NOW);

  assert.doesNotThrow(() => checkProgress(JSON.parse(JSON.stringify(turned))));
});
