// What a reader is learning now and what is skipped, beside what is learned (core/intents.py; tests/cases/topic_states.json holds
// for both). An intent counts while its topic is not learned and no mark of it was turned later.
import { lastChange, learnedAt, learnedTopics, restOf, unlearn } from "./marks.js";
import { entryOf, table } from "./tables.js";
import { justAfter, toUtc } from "./times.js";

const INTENT = /^(\S+) (learning|skipped)$/;

/** The time and the kind of the intent in the mark of `name`; null where there is none that can be understood.
 * @param {Progress} value
 * @param {string} name
 * @returns {{ at: string, kind: TopicIntent } | null}
 */
function intentIn(value, name) {
  const found = INTENT.exec(String(entryOf(value.topics, name)?.intent ?? ""));
  const at = found && toUtc(found[1]);
  return found && at ? { at, kind: /** @type {TopicIntent} */ (found[2]) } : null;
}

/** @param {Progress} value @param {string} topic @param {FormerIds} former */
const namesOf = (value, topic, former) => [topic, ...(former[topic] || [])].filter((name) => Object.hasOwn(value.topics, name));

/** The latest intent that counts for `topic`, under its own or a former id.
 * @param {Progress} value
 * @param {string} topic
 * @param {FormerIds} former
 * @returns {TopicIntent | null}
 */
function intentOf(value, topic, former) {
  const names = namesOf(value, topic, former);
  /** @param {string} name @param {string} at */
  const outdated = (name, at) => names.some((other) => value.topics[other].at > at && other !== name && value.topics[other].state === "unlearned"
    && (other === topic || (value.topics[other].over || []).includes(name)));
  const counting = names.flatMap((name) => {
    const intent = intentIn(value, name);
    const { state, at } = value.topics[name];
    return intent && state === "unlearned" && at <= intent.at && !outdated(name, intent.at) ? [intent] : [];
  });
  const last = counting.sort((a, b) => (a.at + a.kind < b.at + b.kind ? -1 : 1)).pop();
  return last ? last.kind : null;
}

/** @param {Progress} value @param {string} topic @param {FormerIds} former @returns {TopicState | null} */
export const stateOf = (value, topic, former) => (learnedAt(value, topic, former) === undefined ? intentOf(value, topic, former) : "learned");

/** The topics that have a state, with it.
 * @param {Progress} value
 * @param {FormerIds} former
 * @returns {Map<string, TopicState>}
 */
export function statesOf(value, former) {
  /** @type {Map<string, TopicState>} */
  const states = new Map([...learnedTopics(value, former)].map((id) => [id, "learned"]));
  for (const id of new Set([...Object.keys(value.topics), ...Object.keys(former)])) {
    const intent = states.has(id) ? null : intentOf(value, id, former);
    if (intent) states.set(id, intent);
  }
  return states;
}

/** `value` with `topic` being learned, or skipped, or neither; it is not learned any more.
 * @param {Progress} value
 * @param {string} topic
 * @param {TopicIntent | null} kind
 * @param {{ former: FormerIds, now: number }} where the former ids of topics, and the time in milliseconds
 * @returns {Progress}
 */
export function intend(value, topic, kind, { former, now }) {
  const before = learnedAt(value, topic, former) === undefined ? value : unlearn(value, topic, former, now);
  const at = justAfter(lastChange(before, topic, former), now);
  const over = [...(former[topic] || [])].sort();
  const rest = restOf(entryOf(before.topics, topic) || {}, ["over", "intent"]);
  const mark = { ...rest, state: /** @type {const} */ ("unlearned"), at, ...(over.length && { over }), ...(kind && { intent: at + " " + kind }) };
  return { ...before, topics: table({ ...before.topics, [topic]: mark }) };
}
