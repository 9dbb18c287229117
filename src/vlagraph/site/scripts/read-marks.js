// Reading the marks of progress.json: a file whole or not at all, as the command line does (store/marks/), and what a browser kept mark by
// mark, so that one that is broken costs none of the others.
import { isObject } from "./json.js";
import { joinOpinions, OPINION_KINDS, restOf } from "./marks.js";
import { table } from "./tables.js";
import { isDay, toUtc } from "./times.js";

/** The version of progress.json that this page reads and writes. */
export const SCHEMA = 1;
const TOPIC = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const PAPER = /^([0-9]{4}\.[0-9]{4,5}|[a-z]+(-[a-z]+)?(\.[A-Z]{2})?\/[0-9]{7})$/;

/** What to do with a part: gives the value that `read` returns as a list of one; of a part that `read` refuses, no value or the error.
 * @typedef {<T>(read: () => T) => T[]} Take
 */

/** What is wrong with a text that is no progress file: `where` names the part of it. */
export class Refused extends TypeError {
  /** @param {string} where */
  constructor(where) {
    super("not a progress file: " + where);
    this.where = where;
  }
}

/** @param {string} where @returns {never} */
function refuse(where) {
  throw new Refused(where);
}

/** @param {unknown} value @param {string} where */
const timeOf = (value, where) => toUtc(value) || refuse(where);

/** @param {any} entry @param {string} id @returns {TopicMark} */
function readTopic(entry, id) {
  if (!isObject(entry) || (entry.state !== "learned" && entry.state !== "unlearned")) return refuse(id);
  const { over = [], ...rest } = entry;
  if (!Array.isArray(over) || over.some((name) => typeof name !== "string")) return refuse(id);
  const mark = { ...rest, state: entry.state, at: timeOf(entry.at, id) };
  return over.length ? { ...mark, over: [...new Set(over)].sort() } : mark;
}

/** @param {any} entry @param {string} id */
function readStar(entry, id) {
  if (typeof entry.starred !== "boolean") return refuse(id);
  return { starred: entry.starred, starred_at: timeOf("starred_at" in entry ? entry.starred_at : entry.at, id) };
}

/** @param {any} entry @param {string} id */
function readState(entry, id) {
  if (entry.state !== "read" && entry.state !== "unread") return refuse(id);
  return { state: entry.state, at: timeOf(entry.at, id) };
}

/** A star and a state are a mark each; `at` is the time of both where a star has none of its own.
 * @param {any} entry
 * @param {string} id
 * @param {Take} take
 * @returns {PaperMark}
 */
function readPaper(entry, id, take) {
  if (!isObject(entry)) return refuse(id);
  const [hasStar, hasState] = ["starred" in entry, "state" in entry];
  const known = [...(hasStar ? ["starred", "starred_at"] : []), ...(hasStar || hasState ? ["state", "at"] : [])];
  const star = hasStar ? take(() => readStar(entry, id)) : [];
  const state = hasState ? take(() => readState(entry, id)) : [];
  return { ...restOf(entry, known), ...star[0], ...state[0] };
}

/** @param {any} entry @returns {Opinion} */
function readOpinion(entry) {
  if (!isObject(entry) || !PAPER.test(entry.paper)) return refuse("feedback");
  const { topic = "", from = "", undone = false, ...rest } = entry;
  if (typeof topic !== "string" || typeof from !== "string" || typeof undone !== "boolean") return refuse("feedback");
  const named = { ...(topic && { topic }), ...(from && { from }), ...(undone && { undone: /** @type {const} */ (true) }) };
  return { ...rest, paper: entry.paper, at: timeOf(entry.at, "feedback"), ...named };
}

/** The entries of a section, each as `read` gives it.
 * @template T
 * @param {[name: string, section: any]} named
 * @param {RegExp} ids
 * @param {Take} take
 * @param {(entry: any, id: string, take: Take) => T} read
 * @returns {Record<string, T>}
 */
function readEntries([name, section], ids, take, read) {
  const [entries = {}] = take(() => (isObject(section) ? section : refuse(name)));
  /** @param {[string, any]} entry @returns {[string, T]} */
  const readOne = ([id, entry]) => (ids.test(id) ? [id, read(entry, id, take)] : refuse(id));
  return table(Object.fromEntries(Object.entries(entries).flatMap((entry) => take(() => readOne(entry)))));
}

/** @param {any} value @param {Take} take */
function readFeedback(value, take) {
  const [lists = {}] = take(() => (isObject(value) ? value : refuse("feedback")));
  const read = OPINION_KINDS.map((kind) => {
    const { [kind]: listed = [] } = lists;
    const [list = []] = take(() => (Array.isArray(listed) ? listed : refuse(kind)));
    return [kind, joinOpinions(list.flatMap((/** @type {any} */ entry) => take(() => readOpinion(entry))), [])];
  });
  return { ...lists, ...Object.fromEntries(read) };
}

/**
 * @param {any} value
 * @param {Take} take
 * @returns {Progress}
 * @throws {TypeError} it is no object, or `take` lets what is refused through
 */
function readProgress(value, take) {
  if (!isObject(value)) return refuse("object");
  const [known = {}] = take(() => (value.schema === SCHEMA ? value : refuse("schema")));
  const { topics = {}, papers = {}, shown = {}, feedback = {} } = value;
  return {
    ...known, // what this version does not know stays; of another version it would mean something else
    schema: SCHEMA,
    topics: readEntries(["topics", topics], TOPIC, take, readTopic),
    papers: readEntries(["papers", papers], PAPER, take, readPaper),
    shown: readEntries(["shown", shown], PAPER, take, (day, id) => (isDay(day) ? day : refuse(id))),
    feedback: readFeedback(feedback, take),
  };
}

/** A progress file in the form in which it is kept; what this version does not know stays.
 * @param {any} value
 * @returns {Progress}
 * @throws {TypeError} it is none
 */
export const checkProgress = (value) => readProgress(value, (read) => [read()]);

/** The marks in `value` that can be understood, each by itself, also in one of another version.
 * @param {any} value
 * @returns {{ value: Progress, whole: boolean }} `whole` where nothing was left out
 * @throws {TypeError} it is no object
 */
export function readWhatCanBe(value) {
  let whole = true;
  /** @type {Take} */
  const take = (read) => {
    try { return [read()]; } catch { whole = false; return []; }
  };
  return { value: readProgress(value, take), whole };
}
