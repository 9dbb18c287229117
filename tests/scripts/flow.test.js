import assert from "node:assert/strict";
import test from "node:test";

import { flow, wordsOf } from "../../src/vlagraph/site/scripts/flow.js";

test("a word that is too long for a line is cut between letters, also those of two units", () => {
  const text = "\u{1f916}".repeat(25);
  const measure = (piece) => piece.text.length * 10;
  const { placed } = flow(wordsOf(text, {}), { room: 70, top: 0, leading: 20, measure });

  assert.equal(placed.map((piece) => piece.text).join(""), text);
  assert.ok(placed.length > 1 && placed.every((piece) => piece.text.isWellFormed() && measure(piece) <= 70));
});
