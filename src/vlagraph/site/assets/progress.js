// The reader's marks: kept in this browser, exchanged as the progress.json of the command line.
const MARKS = "vlagraph.progress";

function emptyProgress() { return { schema: 1, topics: {}, papers: {} }; }

const progress = {
  value: null,
  load() {
    const stored = keep.get(MARKS, null);
    this.value = this.valid(stored) ? stored : emptyProgress();
  },
  valid(value) {
    const plain = (item) => item !== null && typeof item === "object" && !Array.isArray(item);
    return plain(value) && value.schema === 1 && plain(value.topics || {}) && plain(value.papers || {})
      && Object.values(value.topics || {}).every(plain) && Object.values(value.papers || {}).every(plain);
  },
  done(topic) { const mark = this.value.topics[topic]; return Boolean(mark) && mark.state === "learned"; },
  known() { return new Set(Object.keys(this.value.topics).filter((topic) => this.done(topic))); },
  mark(topic, learned) {
    this.value.topics[topic] = { state: learned ? "learned" : "unlearned", at: now() };
    this.save();
  },
  save() { keep.set(MARKS, this.value); tell("progress"); },
  text() {
    const sorted = (item) => Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
    const ordered = { schema: 1, topics: sorted(this.value.topics), papers: sorted(this.value.papers || {}) };
    return JSON.stringify(ordered, null, 1) + "\n";
  },
  merge(other) {
    for (const part of ["topics", "papers"]) {
      this.value[part] = this.value[part] || {};
      for (const [id, mark] of Object.entries(other[part] || {})) {
        const mine = this.value[part][id];
        if (!mine || String(mark.at || "") >= String(mine.at || "")) this.value[part][id] = mark;
      }
    }
    this.save();
    return Object.keys(other.topics || {}).length;
  },
};

function now() { return new Date().toISOString().replace(/\.\d+Z$/, "Z"); }

async function loadProgressFile(file) {
  try {
    const value = JSON.parse(await file.text());
    if (!progress.valid(value)) throw new TypeError("not a progress file");
    announce(t("import_done", { n: progress.merge(value) }));
  } catch (error) {
    announce(t("import_bad"));
  }
}

progress.load();
addEventListener("storage", (event) => { if (event.key === MARKS) { progress.load(); tell("progress"); } });
