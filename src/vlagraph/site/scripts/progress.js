// The reader's marks: kept in this browser, exchanged as the progress.json of the command line (docs/study.md).
import { byId, readJson } from "./dom.js";
import { emit } from "./events.js";
import { intend, stateOf, statesOf } from "./intents.js";
import { isMarks, isNewer, keepMarks, recallMarks, withUnread } from "./kept-marks.js";
import { emptyProgress, learn, learnedAt, learnedTopics, mergeProgress, progressText, unlearn } from "./marks.js";
import { readable } from "./moved.js";
import { showNotice } from "./notice.js";
import { checkProgress, Refused } from "./read-marks.js";
import { download } from "./saving.js";
import { entryOf, table } from "./tables.js";
import { t } from "./texts.js";
import { justAfter } from "./times.js";
import { announce } from "./toast.js";

export const progress = {
  value: emptyProgress(),
  /** @type {FormerIds} */
  former: table(),
  /** @type {ReadonlySet<string>} papers that are read by the word of their note, which no button changes */
  noted: new Set(),

  /** Takes in what the browser keeps, beside the marks that this page has. */
  load() {
    this.noted = new Set(readJson("noted-read") || []);
    const { value, isNews } = recallMarks(Date.now());
    this.value = mergeProgress(this.value, value);
    if (isNews) showNotice("unread", WORDS.marks_unread, saveButton());
    const built = byId("marks"); // those of progress.json, where the page was built with them
    if (built) this.value = mergeProgress(this.value, checkProgress(JSON.parse(built.textContent || "")));
  },

  /** @param {string} topic */
  isLearned(topic) {
    return learnedAt(this.value, topic, this.former) !== undefined;
  },

  learned() {
    return learnedTopics(this.value, this.former);
  },

  /** @param {string} topic */
  state(topic) {
    return stateOf(this.value, topic, this.former);
  },

  /** The topics that have a state, with it. */
  states() {
    return statesOf(this.value, this.former);
  },

  /** What is not in the way of others: learned or skipped; of `targets`, which are asked for, only what is learned.
   * @param {readonly string[]} [targets]
   */
  settled(targets = []) {
    const found = [...this.states()].filter(([id, state]) => state === "learned" || (state === "skipped" && !targets.includes(id)));
    return new Set(found.map(([id]) => id));
  },

  /** Gives a topic a state, or takes it back where the topic has it.
   * @param {string} topic
   * @param {TopicState} wanted
   */
  switchState(topic, wanted) {
    const [has, where] = [this.state(topic) === wanted, { former: this.former, now: Date.now() }];
    if (wanted !== "learned") this.save(intend(this.value, topic, has ? null : wanted, where));
    else this.save((has ? unlearn : learn)(this.value, topic, this.former, where.now));
  },

  /** @param {string} id @returns {PaperMark} */
  paper(id) {
    const mark = entryOf(this.value.papers, id) || {};
    return this.noted.has(id) ? { ...mark, state: "read" } : mark;
  },

  /** @param {string} id @param {boolean} read */
  markPaper(id, read) {
    if (!read && this.noted.has(id)) {
      showNotice("noted-read", WORDS.noted_read);
      return;
    }
    const old = this.paper(id);
    this.changePaper(id, { ...old, state: read ? "read" : "unread", at: justAfter(old.at, Date.now()) });
  },

  /** @param {string} id @param {boolean} starred */
  starPaper(id, starred) {
    const old = entryOf(this.value.papers, id) || {};
    this.changePaper(id, { ...old, starred, starred_at: justAfter(old.starred_at, Date.now()) });
  },

  /** @param {string} id @param {PaperMark} mark */
  changePaper(id, mark) {
    this.save({ ...this.value, papers: table({ ...this.value.papers, [id]: mark }) });
  },

  /** @param {Progress} value */
  save(value) {
    const { value: merged, isKept } = keepMarks(value, Date.now());
    this.value = merged;
    if (!isKept) showNotice("not-kept", WORDS.marks_not_kept, saveButton());
    emit("progress");
  },
};

const MOST_NAMED = 5; // topics of a file that this roadmap does not have: as many as a notice has room for

/** Why a text cannot be loaded.
 * @param {string} text
 * @param {unknown} error
 */
function refusalOf(text, error) {
  if (isNewer(text)) return t("import_newer");
  const isPart = error instanceof Refused && error.where !== "object" && error.where !== "schema";
  return isPart ? t("import_bad_part", { part: readable(error.where) }) : t("import_bad");
}

/** @param {readonly string[]} ids */
const namedShortly = (ids) => ids.slice(0, MOST_NAMED).map(readable).join(", ") + (ids.length > MOST_NAMED ? " …" : "");

/** Merges a progress file in, or says that it is none.
 * @param {File} file
 * @param {(id: string) => boolean} isTopic whether the roadmap has a topic that is called so, or was
 */
export async function loadProgressFile(file, isTopic) {
  let read;
  let text = "";
  try {
    text = await file.text();
    read = checkProgress(JSON.parse(text));
  } catch (error) {
    announce(refusalOf(text, error));
    return;
  }
  progress.save(mergeProgress(progress.value, read));
  const ids = Object.keys(read.topics);
  const others = ids.filter((id) => !isTopic(id)).sort();
  const done = t("import_done", { topics: ids.length - others.length, papers: Object.keys(read.papers).length });
  announce(others.length ? done + " " + t("import_kept", { names: namedShortly(others) }) : done);
}

/** Gives the reader all marks as a file, with what could not be understood of those in this browser. */
export function saveProgressFile() {
  download("progress.json", [progressText(withUnread(progress.value, Date.now()))], "application/json");
}

const saveButton = () => ({ words: WORDS.export, action: saveProgressFile });

/** Takes the marks of this browser and of the page, and follows those of other windows.
 * @param {FormerIds} former
 */
export function startProgress(former) {
  progress.former = table(former);
  progress.load();
  const follow = () => { progress.load(); emit("progress"); };
  addEventListener("storage", (event) => { if (isMarks(event.key)) follow(); });
  addEventListener("pageshow", (event) => { if (event.persisted) follow(); }); // a page gone back to has missed what came since
}
