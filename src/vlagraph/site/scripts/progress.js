// The reader's marks: kept in this browser, exchanged as the progress.json of the command line (docs/study.md).
import { announce, byId } from "./dom.js";
import { emit } from "./events.js";
import { checkProgress, emptyProgress, learn, learnedAt, learnedTopics, mergeProgress, progressText, unlearn } from "./marks.js";
import { storage } from "./storage.js";
import { entryOf, table } from "./tables.js";
import { t } from "./texts.js";
import { justAfter } from "./times.js";

const MARKS = "vlagraph.progress";

export const progress = {
  value: emptyProgress(),
  /** @type {FormerIds} */
  former: table(),

  load() {
    try { this.value = checkProgress(storage.get(MARKS, emptyProgress())); } catch { this.value = emptyProgress(); }
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
  toggle(topic) {
    const change = this.isLearned(topic) ? unlearn : learn;
    this.save(change(this.value, topic, this.former, Date.now()));
  },

  /** @param {string} id @returns {PaperMark} */
  paper(id) {
    return entryOf(this.value.papers, id) || {};
  },

  /** @param {string} id @param {boolean} read */
  markPaper(id, read) {
    const old = this.paper(id);
    this.changePaper(id, { ...old, state: read ? "read" : "unread", at: justAfter(old.at, Date.now()) });
  },

  /** @param {string} id @param {boolean} starred */
  starPaper(id, starred) {
    const old = this.paper(id);
    this.changePaper(id, { ...old, starred, starred_at: justAfter(old.starred_at, Date.now()) });
  },

  /** @param {string} id @param {PaperMark} mark */
  changePaper(id, mark) {
    this.save({ ...this.value, papers: table({ ...this.value.papers, [id]: mark }) });
  },

  /** @param {Progress} value */
  save(value) {
    this.value = value;
    storage.set(MARKS, value);
    emit("progress");
  },

  text() {
    return progressText(this.value);
  },

  /** Merges a progress file in and says how many topics it marks.
   * @param {any} other
   * @returns {number}
   * @throws {TypeError} it is none
   */
  merge(other) {
    const checked = checkProgress(other);
    this.save(mergeProgress(this.value, checked));
    return Object.keys(checked.topics).length;
  },
};

/** @param {File} file */
export async function loadProgressFile(file) {
  try {
    announce(t("import_done", { n: progress.merge(JSON.parse(await file.text())) }));
  } catch {
    announce(t("import_bad"));
  }
}

/** Takes the marks of this browser and of the page, and follows those of other windows.
 * @param {FormerIds} former
 */
export function startProgress(former) {
  progress.former = table(former);
  progress.load();
  addEventListener("storage", (event) => {
    if (event.key !== MARKS) return;
    progress.load();
    emit("progress");
  });
}
