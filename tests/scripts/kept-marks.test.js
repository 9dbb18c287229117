import assert from "node:assert/strict";
import test from "node:test";

import { keepMarks, recallMarks, withUnread } from "../../src/vlagraph/site/scripts/kept-marks.js";
import { emptyProgress, learn, progressText } from "../../src/vlagraph/site/scripts/marks.js";
import { checkProgress } from "../../src/vlagraph/site/scripts/read-marks.js";
import { plain } from "./support.js";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const [MARKS, UNREAD] = ["vlagraph.progress", "vlagraph.progress.unread"];
const AT = "2026-01-01T00:00:00.000Z";
const LEARNED = { state: "learned", at: AT };

/** A browser that keeps `kept`; `room` is how many characters a text may have. */
function makeBrowser(kept, room = Infinity) {
  const texts = new Map(Object.entries(kept));
  globalThis.localStorage = {
    getItem: (key) => texts.get(key) ?? null,
    setItem(key, text) {
      if (text.length > room) throw new Error("QuotaExceededError");
      texts.set(key, text);
    },
  };
  return texts;
}

const asideIn = (texts) => JSON.parse(texts.get(UNREAD) || "[]");
const oneMark = () => learn(emptyProgress(), "b", {}, NOW);

test("sound marks are recalled as they are, and nothing is set aside", () => {
  const text = JSON.stringify({ schema: 1, topics: { a: LEARNED }, later: [1] });
  const texts = makeBrowser({ [MARKS]: text });
  const { value, isSafe, isNews } = recallMarks(NOW);

  assert.deepEqual([plain(value).topics, value.later, isSafe, isNews], [{ a: LEARNED }, [1], true, false]);
  assert.deepEqual([...texts], [[MARKS, text]]);
});

test("a browser without marks has none, and keeping one sets nothing aside", () => {
  const texts = makeBrowser({});

  assert.deepEqual(recallMarks(NOW), { value: emptyProgress(), isSafe: true, isNews: false });
  assert.equal(keepMarks(oneMark(), NOW).isKept, true);
  assert.equal(texts.has(UNREAD), false);
});

for (const text of ['{"schema": 1, "topics": {"a": {"state": "learn', "", "null", "[1]", '"marks"']) {
  test(`a text that is no marks is set aside as it is, and not written over before: ${text}`, () => {
    const texts = makeBrowser({ [MARKS]: text });
    const first = recallMarks(NOW);

    assert.deepEqual([first.isSafe, first.isNews, texts.get(MARKS)], [true, true, text]);
    assert.deepEqual(asideIn(texts), [{ at: "2026-11-22T12:00:00.000Z", text }]);
    assert.equal(keepMarks(oneMark(), NOW).isKept, true);
    assert.deepEqual(Object.keys(JSON.parse(texts.get(MARKS)).topics), ["b"]);
    assert.equal(asideIn(texts)[0].text, text);
  });
}

test("of half-broken marks each that can be understood counts, and the whole text is set aside", () => {
  const opinion = { paper: "2304.13705", topic: "a", at: AT };
  const text = JSON.stringify({
    schema: 1,
    topics: { a: LEARNED, b: { state: "learned", at: "yesterday" }, c: { state: "known", at: AT }, "No Id": LEARNED },
    papers: {
      "2304.13705": { state: "read", at: AT, starred: "yes", why: "course" },
      "cs/0112017": { state: "lost", at: AT, starred: true },
      "2304.13706": 5,
    },
    shown: { "2304.13705": "2026-01-01", "2304.13706": "2026-13-01" },
    feedback: { dismissed: [opinion, { paper: "x" }], pinned: "none" },
    later: { kept: true },
  });
  const texts = makeBrowser({ [MARKS]: text });
  const { value, isNews } = recallMarks(NOW);

  assert.equal(isNews, true);
  assert.deepEqual(plain(value), {
    schema: 1,
    topics: { a: LEARNED },
    papers: { "2304.13705": { state: "read", at: AT, why: "course" }, "cs/0112017": { starred: true, starred_at: AT } },
    shown: { "2304.13705": "2026-01-01" },
    feedback: { dismissed: [opinion], moved: [], pinned: [] },
    later: { kept: true },
  });
  assert.deepEqual(asideIn(texts).map((one) => one.text), [text]);
});

test("sections of another shape cost none of the others", () => {
  makeBrowser({ [MARKS]: JSON.stringify({ schema: 1, topics: [], papers: null, shown: 3, feedback: "", later: 1 }) });
  assert.deepEqual(plain(recallMarks(NOW).value), { ...plain(emptyProgress()), later: 1 });
});

test("marks of a newer schema count where they read as those of today, and all of them are set aside", () => {
  const text = JSON.stringify({ schema: 2, topics: { a: LEARNED, b: { learned: AT } }, goals: ["a"] });
  const texts = makeBrowser({ [MARKS]: text });
  const { value } = recallMarks(NOW);

  assert.deepEqual(plain(value), { ...plain(emptyProgress()), topics: { a: LEARNED } });
  assert.deepEqual(asideIn(texts).map((one) => one.text), [text]);
});

test("what is set aside is news once, and stays beside what is set aside later", () => {
  const texts = makeBrowser({ [MARKS]: "{broken" });
  const news = [recallMarks(NOW), recallMarks(NOW + 1)].map(({ isNews }) => isNews);
  texts.set(MARKS, "{");
  recallMarks(NOW + 2);

  assert.deepEqual(news, [true, false]);
  assert.deepEqual(asideIn(texts).map((one) => one.text), ["{broken", "{"]);
});

test("a list of what is set aside that cannot be read is set aside itself", () => {
  const texts = makeBrowser({ [MARKS]: "{", [UNREAD]: '[{"text": "{bro' });
  recallMarks(NOW);

  assert.deepEqual(asideIn(texts).map((one) => one.text), ['[{"text": "{bro', "{"]);
});

test("where no copy can be kept nothing is written over the text, and the marks of the page stay", () => {
  const text = "{" + "x".repeat(300);
  const texts = makeBrowser({ [MARKS]: text }, 250);
  const { value, isKept } = keepMarks(oneMark(), NOW);

  assert.deepEqual([Object.keys(value.topics), isKept], [["b"], false]);
  assert.deepEqual([...texts], [[MARKS, text]]);
});

test("full storage keeps what it kept before, and says that it takes no more", () => {
  const text = JSON.stringify({ schema: 1, topics: { a: LEARNED } });
  const texts = makeBrowser({ [MARKS]: text }, text.length);
  const { value, isKept } = keepMarks(oneMark(), NOW);

  assert.deepEqual([Object.keys(value.topics).sort(), isKept, texts.get(MARKS)], [["a", "b"], false, text]);
});

test("a browser that refuses to keep anything has no marks, and keeps none", () => {
  const refuse = () => { throw new Error("SecurityError"); };
  globalThis.localStorage = { getItem: refuse, setItem: refuse };

  assert.equal(recallMarks(NOW).isNews, false);
  assert.deepEqual(keepMarks(oneMark(), NOW), { value: oneMark(), isKept: false });
});

test("a browser that only refuses to be read is not written over", () => {
  const texts = makeBrowser({ [MARKS]: "{broken" });
  globalThis.localStorage.getItem = () => { throw new Error("SecurityError"); };

  assert.equal(keepMarks(oneMark(), NOW).isKept, false);
  assert.deepEqual([...texts], [[MARKS, "{broken"]]);
});

test("a mark of another window that this page has not heard of is kept too", () => {
  const texts = makeBrowser({});
  keepMarks(learn(emptyProgress(), "a", {}, NOW), NOW);
  keepMarks(oneMark(), NOW);

  assert.deepEqual(Object.keys(JSON.parse(texts.get(MARKS)).topics).sort(), ["a", "b"]);
});

test("a saved file has what is set aside, is a progress file, and joins with that of another browser", () => {
  makeBrowser({ [UNREAD]: JSON.stringify([{ at: AT, text: "{one" }]) });
  const first = checkProgress(JSON.parse(progressText(withUnread(oneMark(), NOW))));
  makeBrowser({ [UNREAD]: JSON.stringify([{ at: AT, text: "{two" }]) });
  const both = withUnread(first, NOW);
  makeBrowser({});

  assert.deepEqual(first.unread.map((one) => one.text), ["{one"]);
  assert.deepEqual(both.unread.map((one) => one.text), ["{one", "{two"]);
  assert.equal("unread" in withUnread(oneMark(), NOW), false);
});

/** The page of a roadmap. */
function openPage(roadmap) {
  globalThis.document = { documentElement: { dataset: { roadmap } } };
}

test("each roadmap has marks of its own, and takes over those that older pages kept for all, which stay", () => {
  const old = JSON.stringify({ schema: 1, topics: { a: LEARNED } });
  const texts = makeBrowser({ [MARKS]: old });
  openPage("one");
  keepMarks(oneMark(), NOW);
  openPage("two");
  keepMarks(learn(emptyProgress(), "c", {}, NOW), NOW);
  const [second, first] = ["two", "one"].map((roadmap) => { openPage(roadmap); return Object.keys(recallMarks(NOW).value.topics).sort(); });
  delete globalThis.document;

  assert.deepEqual([first, second], [["a", "b"], ["a", "c"]]);
  assert.equal(texts.get(MARKS), old);
});

/** Does `action` on the page of a roadmap that was known by other keys before. */
function onPageKnownAs(roadmap, formerKeys, action) {
  globalThis.document = { documentElement: { dataset: { roadmap, formerKeys } } };
  try { return action(); } finally { delete globalThis.document; }
}

test("a roadmap that is given an id takes over the marks that were kept under its title, whatever it is called later", () => {
  const old = JSON.stringify({ schema: 1, topics: { a: LEARNED } });
  const texts = makeBrowser({ [MARKS]: "{", [MARKS + ".title"]: old, [UNREAD]: "[]", [MARKS + ".title.unread"]: JSON.stringify([{ at: AT, text: "{one" }]) });
  const recalled = onPageKnownAs("id", "site title", () => keepMarks(oneMark(), NOW));
  const later = onPageKnownAs("id", "site new-title", () => recallMarks(NOW));
  const unread = onPageKnownAs("id", "site title", () => withUnread(oneMark(), NOW).unread);

  assert.deepEqual([recalled.isKept, Object.keys(later.value.topics).sort()], [true, ["a", "b"]]);
  assert.deepEqual(unread.map((one) => one.text), ["{one"]);
  assert.equal(texts.get(MARKS + ".title"), old);
});

test("marks that were kept under the title are kept under the id once they are seen, and not first with the next mark", () => {
  const [old, newer, aside] = [{ schema: 2, topics: {} }, { schema: 1, topics: { a: LEARNED } }, [{ at: AT, text: "{one" }]].map((value) => JSON.stringify(value));
  const texts = makeBrowser({ [MARKS + ".title"]: old, [MARKS + ".title.schema1"]: newer, [MARKS + ".title.unread"]: aside });
  onPageKnownAs("id", "title", () => recallMarks(NOW));
  const later = onPageKnownAs("id", "new-title", () => recallMarks(NOW));

  assert.deepEqual(Object.keys(later.value.topics), ["a"]);
  assert.deepEqual([texts.get(MARKS + ".id"), texts.get(MARKS + ".id.schema1")], [old, newer]);
  assert.deepEqual(onPageKnownAs("id", "new-title", () => withUnread(oneMark(), NOW)).unread.map((one) => one.text).includes("{one"), true);
});

test("what was set aside under the title stays beside what is set aside under the id, and is no news again", () => {
  const aside = JSON.stringify([{ at: AT, text: "{one" }]);
  const texts = makeBrowser({ [MARKS + ".title"]: "{one", [MARKS + ".title.unread"]: aside });
  const first = onPageKnownAs("id", "title", () => recallMarks(NOW));
  texts.set(MARKS + ".id", "{two");
  onPageKnownAs("id", "title", () => recallMarks(NOW));

  assert.equal(first.isNews, false);
  assert.deepEqual(JSON.parse(texts.get(MARKS + ".id.unread")).map((one) => one.text), ["{one", "{two"]);
});

test("marks of a newer page are never written over: those of this page stand beside them", () => {
  const text = JSON.stringify({ schema: 2, topics: { a: LEARNED, b: { learned: AT } } });
  const texts = makeBrowser({ [MARKS]: text });
  assert.equal(keepMarks(oneMark(), NOW).isKept, true);

  assert.equal(texts.get(MARKS), text);
  assert.deepEqual(Object.keys(recallMarks(NOW).value.topics).sort(), ["a", "b"]);
});
