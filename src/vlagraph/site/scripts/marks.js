// The marks of progress.json: merged, changed, and what they say of a topic (core/marks.py; the cases of tests/cases hold for
// both). Every mark is a register whose last writer wins, so that merges agree in whatever order.
import { joinJson, joinTables, sorted } from "./json.js";
import { entryOf, table } from "./tables.js";
import { justAfter } from "./times.js";

export const OPINION_KINDS = /** @type {const} */ (["dismissed", "moved", "pinned"]);

/** @returns {Progress} */
export function emptyProgress() {
  return { schema: 1, topics: table(), papers: table(), shown: table(), feedback: { dismissed: [], moved: [], pinned: [] } };
}

/** The text of progress.json, as the command line writes it.
 * @param {Progress} value
 * @returns {string}
 */
export const progressText = (value) => JSON.stringify(sorted(value), null, 1) + "\n";

/** The later of two switches, the one that is on where they are as late.
 * @template {{ on: boolean, at: string }} T
 * @param {T} a
 * @param {T} b
 * @returns {T}
 */
function later(a, b) {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return a.on ? a : b;
}

/** The fields of `entry` but those in `known`.
 * @param {Record<string, any>} entry
 * @param {readonly string[]} known
 */
export const restOf = (entry, known) => Object.fromEntries(Object.entries(entry).filter(([key]) => !known.includes(key)));

/** @param {TopicMark} a @param {TopicMark} b @returns {TopicMark} */
function joinTopic(a, b) {
  const known = ["state", "at", "over"];
  const rest = joinTables(restOf(a, known), restOf(b, known), joinJson);
  const { state, at, over } = later({ ...a, on: a.state === "learned" }, { ...b, on: b.state === "learned" });
  const same = a.state === b.state && a.at === b.at;
  const both = same ? [...new Set([...(a.over || []), ...(b.over || [])])].sort() : over || [];
  return { ...rest, state, at, ...(both.length && { over: both }) };
}

/** A switch of a paper, null where it was never turned.
 * @param {boolean | undefined} on
 * @param {string | undefined} at
 */
const register = (on, at) => (on === undefined || at === undefined ? null : { on, at });

/** @param {PaperMark} mark */
const readRegister = (mark) => register(mark.state && mark.state === "read", mark.state && mark.at);
/** @param {PaperMark} mark */
const starRegister = (mark) => register(mark.starred, mark.starred_at);

/**
 * @param {{ on: boolean, at: string } | null} a
 * @param {{ on: boolean, at: string } | null} b
 */
const laterOf = (a, b) => (a && b ? later(a, b) : a || b);

/** @param {PaperMark} a @param {PaperMark} b @returns {PaperMark} */
function joinPaper(a, b) {
  const read = laterOf(readRegister(a), readRegister(b));
  const star = laterOf(starRegister(a), starRegister(b));
  const known = [...(read ? ["state", "at"] : []), ...(star ? ["starred", "starred_at"] : [])];
  return {
    ...joinTables(restOf(a, known), restOf(b, known), joinJson),
    ...(read && { state: read.on ? "read" : "unread", at: read.at }),
    ...(star && { starred: star.on, starred_at: star.at }),
  };
}

/** @param {Opinion} opinion */
const nameOfOpinion = (opinion) => [opinion.paper, opinion.topic || "", opinion.from || ""].join(" ");

/** @param {Opinion} a @param {Opinion} b @returns {Opinion} */
function joinOpinion(a, b) {
  const { paper, topic, from, at, undone } = later({ ...a, on: !a.undone }, { ...b, on: !b.undone });
  const known = ["paper", "topic", "from", "at", "undone"];
  const rest = joinTables(restOf(a, known), restOf(b, known), joinJson);
  return { ...rest, paper, at, ...(topic && { topic }), ...(from && { from }), ...(undone && { undone }) };
}

/** Opinions of both lists, one of each paper, topic and former topic.
 * @param {readonly Opinion[]} a
 * @param {readonly Opinion[]} b
 */
export function joinOpinions(a, b) {
  /** @type {Map<string, Opinion>} */
  const found = new Map();
  for (const opinion of [...a, ...b]) {
    const old = found.get(nameOfOpinion(opinion));
    found.set(nameOfOpinion(opinion), old ? joinOpinion(old, opinion) : opinion);
  }
  return [...found.keys()].sort().map((name) => /** @type {Opinion} */ (found.get(name)));
}

/** Every mark of both.
 * @param {Progress} a
 * @param {Progress} b
 * @returns {Progress}
 */
export function mergeProgress(a, b) {
  const known = ["schema", "topics", "papers", "shown", "feedback"];
  const opinions = OPINION_KINDS.map((kind) => [kind, joinOpinions(a.feedback[kind], b.feedback[kind])]);
  return {
    ...joinTables(restOf(a, known), restOf(b, known), joinJson),
    schema: 1,
    topics: joinTables(a.topics, b.topics, joinTopic),
    papers: joinTables(a.papers, b.papers, joinPaper),
    shown: joinTables(a.shown, b.shown, (one, two) => (one < two ? one : two)),
    feedback: { ...joinTables(restOf(a.feedback, OPINION_KINDS), restOf(b.feedback, OPINION_KINDS), joinJson), ...Object.fromEntries(opinions) },
  };
}

/** The latest learned mark that counts for `topic`: under its own or a former id, and not taken back by a later one that
 * stands under its own id or names that id in `over`.
 * @param {Progress} value
 * @param {string} topic
 * @param {FormerIds} former
 * @returns {string | undefined} its time; undefined where the topic is not learned
 */
export function learnedAt({ topics }, topic, former) {
  const names = [topic, ...(former[topic] || [])].filter((name) => Object.hasOwn(topics, name));
  const back = names.filter((name) => topics[name].state === "unlearned");
  /** @param {string} name */
  const stands = (name) => topics[name].state === "learned" && !back.some((other) => topics[other].at > topics[name].at
    && (other === topic || (topics[other].over || []).includes(name)));
  return names.filter(stands).map((name) => topics[name].at).sort().pop();
}

/** The learned topics, those of marks under former ids included.
 * @param {Progress} value
 * @param {FormerIds} former
 * @returns {Set<string>}
 */
export function learnedTopics(value, former) {
  const ids = [...Object.keys(value.topics), ...Object.keys(former)];
  return new Set(ids.filter((topic) => learnedAt(value, topic, former) !== undefined));
}

/** When one of the marks that bear on `topic` was last changed.
 * @param {Progress} value
 * @param {string} topic
 * @param {FormerIds} former
 */
export function lastChange({ topics }, topic, former) {
  return [topic, ...(former[topic] || [])].flatMap((name) => (Object.hasOwn(topics, name) ? topics[name].at : [])).sort().pop();
}

/** `value` with `topic` learned.
 * @param {Progress} value
 * @param {string} topic
 * @param {FormerIds} former
 * @param {number} now in milliseconds
 * @returns {Progress}
 */
export function learn(value, topic, former, now) {
  const at = justAfter(lastChange(value, topic, former), now);
  const rest = restOf(entryOf(value.topics, topic) || {}, ["over"]);
  return { ...value, topics: table({ ...value.topics, [topic]: { ...rest, state: "learned", at } }) };
}

/** `value` with `topic` not learned any more. Another topic that stems from the same former id keeps its mark, now under
 * its own id.
 * @param {Progress} value
 * @param {string} topic
 * @param {FormerIds} former
 * @param {number} now in milliseconds
 * @returns {Progress}
 */
export function unlearn(value, topic, former, now) {
  const names = former[topic] || [];
  const topics = table(value.topics);
  for (const [other, others] of Object.entries(former)) {
    const at = other !== topic && others.some((name) => names.includes(name)) && learnedAt(value, other, former);
    if (at) topics[other] = { ...restOf(entryOf(topics, other) || {}, ["over"]), state: "learned", at };
  }
  const at = justAfter(lastChange(value, topic, former), now);
  const rest = restOf(entryOf(value.topics, topic) || {}, ["over"]);
  topics[topic] = { ...rest, state: "unlearned", at, ...(names.length && { over: [...names].sort() }) };
  return { ...value, topics };
}
