// The cases that Python passes too (tests/core/test_shared_cases.py).
import assert from "node:assert/strict";
import test from "node:test";

import { bareWords, fold } from "../../src/vlagraph/site/scripts/fold.js";
import { statesOf } from "../../src/vlagraph/site/scripts/intents.js";
import { emptyProgress, learnedTopics, mergeProgress, progressText, unlearn } from "../../src/vlagraph/site/scripts/marks.js";
import { findTopics, makeEntries, makePart } from "../../src/vlagraph/site/scripts/search.js";
import { paperIdIn } from "../../src/vlagraph/site/scripts/paper-ids.js";
import { checkProgress, readWhatCanBe } from "../../src/vlagraph/site/scripts/read-marks.js";
import { isReady, missing, stepHours, stepsTo } from "../../src/vlagraph/site/scripts/walks.js";
import { plain, readCases } from "./support.js";

/** What a browser makes of a kept value, and of one that is no object. */
function whatCanBe(file) {
  try { return readWhatCanBe(file); } catch { return { whole: false }; }
}

const NOW = Date.parse("2026-11-22T12:00:00Z");

for (const { name, first, second, merged } of readCases("progress_merge").merges) {
  test(`merge: ${name}`, () => {
    const [one, two] = [checkProgress(first), checkProgress(second)];

    assert.deepEqual(readWhatCanBe(first), { value: one, whole: true });
    assert.deepEqual(plain(mergeProgress(one, two)), merged);
    assert.equal(progressText(mergeProgress(one, two)), progressText(mergeProgress(two, one)));
    assert.equal(progressText(mergeProgress(one, one)), progressText(one));
  });
}

for (const { name, file } of readCases("progress_merge").refused) {
  test(`no progress file: ${name}`, () => assert.throws(() => checkProgress(file), TypeError));
  test(`marks in a browser, in part: ${name}`, () => assert.equal(whatCanBe(file).whole, false));
}

for (const { name, former, marks, learned, unlearn: id, then } of readCases("former_ids")) {
  test(`former ids: ${name}`, () => {
    const value = { ...emptyProgress(), topics: marks };
    const isTopic = (topic) => Object.hasOwn(former, topic);

    assert.deepEqual([...learnedTopics(value, former)].filter(isTopic).sort(), learned);
    if (id) assert.deepEqual([...learnedTopics(unlearn(value, id, former, NOW), former)].filter(isTopic).sort(), then);
  });
}

for (const { name, former, marks, states } of readCases("topic_states")) {
  test(`states: ${name}`, () => {
    const found = statesOf({ ...emptyProgress(), topics: marks }, former);

    assert.deepEqual(Object.fromEntries([...found].filter(([id]) => Object.hasOwn(former, id))), states);
  });
}

/** The graph of the topics of a case. */
function graphOf(topics) {
  const ids = Object.keys(topics);
  return {
    needs: (id) => [...topics[id].required.map((need) => [need, 1]), ...topics[id].recommended.map((need) => [need, 0])],
    rank: (id) => ids.indexOf(id),
    assumed: new Set(ids.filter((id) => topics[id].assumed)),
  };
}

for (const { name, topics, topic, learned, missing: wanted } of readCases("missing")) {
  test(`missing: ${name}`, () => {
    assert.deepEqual(missing(graphOf(topics), topic, new Set(learned)).sort(), wanted);
  });
}

for (const { name, topics, targets, learned, ready } of readCases("ready")) {
  test(`ready: ${name}`, () => {
    const [graph, done] = [graphOf(topics), new Set(learned)];
    const asked = targets.length ? stepsTo(graph, targets, done) : Object.keys(topics).filter((id) => !done.has(id));

    assert.deepEqual(asked.filter((id) => isReady(graph, id, done, targets)).sort(), ready);
  });
}

for (const { name, topics, targets, hours } of readCases("path_hours")) {
  test(`hours of a path: ${name}`, () => {
    const ids = Object.keys(topics);
    const graph = {
      needs: (id) => Object.entries(topics[id].requires).map(([need, [kind, places]]) => [need, Number(kind === "required"), 1, places.length ? places : undefined]),
      rank: (id) => ids.indexOf(id),
      assumed: new Set(),
      hours: (id) => (topics[id].first_pass[1] ? topics[id].first_pass : topics[id].hours),
      concepts: (id) => [topics[id].concepts, topics[id].core],
    };

    assert.deepEqual(stepHours(graph, stepsTo(graph, targets, new Set()), targets), hours);
  });
}

for (const [text, folded] of readCases("fold")) {
  test(`fold: ${JSON.stringify(text)}`, () => assert.equal(fold(text), folded));
}

for (const [text, bare] of readCases("bare_words")) {
  test(`bare words: ${JSON.stringify(text)}`, () => assert.equal(bareWords(text), bare));
}

const SEARCH = readCases("search");
const PAPER_NAMES = (title) => [title, title.split(":")[0], title.split(":")[0].replace("π", "pi")];
const PARTS = new Map(SEARCH.topics.map(({ id, concepts, papers }) => [id, [
  makePart("area", ["Area", "Area"], ["area", "Area"]),
  ...concepts.map((names) => makePart("concept", [names[1], ""], names)),
  ...papers.map(([paper, title]) => makePart("paper", [title, ""], [paper, ...PAPER_NAMES(title)])),
]]));

for (const [query, wanted] of SEARCH.queries) {
  test(`search: ${query}`, () => {
    const entries = makeEntries(SEARCH.topics.map(({ id, names }) => [id, [...names.slice(0, 2), id], names.slice(2)]));

    const found = findTopics(query, entries, (id) => PARTS.get(id));

    assert.deepEqual(found.map(({ id, part }) => [id, part ? part.kind : "name"]), wanted);
  });
}

for (const [text, id] of readCases("paper_ids")) {
  test(`the id in ${JSON.stringify(text)}`, () => assert.equal(paperIdIn(text), id));
}
