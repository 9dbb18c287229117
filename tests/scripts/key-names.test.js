import assert from "node:assert/strict";
import test from "node:test";

import { isComposing, keyName } from "../../src/vlagraph/site/scripts/key-names.js";

const nameOf = (key, code = "", more = {}) => keyName({ key, code, keyCode: 0, isComposing: false, ...more });

test("a key has one name whatever Shift, Caps Lock and the layout say", () => {
  assert.deepEqual(["m", "M", "Enter", "ArrowLeft", " ", "+"].map((key) => nameOf(key)), ["m", "m", "Enter", "ArrowLeft", " ", "+"]);
  assert.deepEqual([nameOf("\u3161", "KeyM"), nameOf("\u3154", "KeyP"), nameOf("\u314f", "KeyK")], ["m", "p", "k"]);
});

test("where a layout writes Latin letters, the letter counts and not its place", () => {
  assert.equal(nameOf("l", "KeyP"), "l"); // Dvorak
});

test("a key that belongs to a syllable in the making is none", () => {
  assert.equal(nameOf("Enter", "Enter", { isComposing: true }), "");
  assert.equal(nameOf("Process", "KeyM", { keyCode: 229 }), "");
  assert.equal(isComposing({ isComposing: false, keyCode: 13 }), false);
});
