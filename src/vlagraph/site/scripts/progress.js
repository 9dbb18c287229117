// The reader's marks: kept in this browser, exchanged as the progress.json of the command line (docs/study.md).
const MARKS = "vlagraph.progress";
const plain = (item) => item !== null && typeof item === "object" && !Array.isArray(item);
const isTime = (text) => typeof text === "string" && !Number.isNaN(Date.parse(text));
const utc = (text) => new Date(text).toISOString();
const sorted = (item) => Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

function emptyProgress() { return { schema: 1, topics: {}, papers: {} }; }

// Throws where the value is no progress file; what it does not know is kept.
function soundProgress(value) {
  const good = plain(value) && value.schema === 1
    && ["topics", "papers", "shown", "feedback"].every((part) => value[part] === undefined || plain(value[part]));
  if (!good) throw new TypeError("not a progress file");
  const copy = { ...value, topics: { ...value.topics }, papers: { ...value.papers } };
  for (const [id, mark] of Object.entries(copy.topics)) {
    if (!plain(mark) || !/^(un)?learned$/.test(mark.state) || !isTime(mark.at)) throw new TypeError("bad mark of " + id);
    copy.topics[id] = { ...mark, at: utc(mark.at) };
  }
  for (const [id, mark] of Object.entries(copy.papers)) {
    const fine = plain(mark) && (mark.state === undefined || (/^(un)?read$/.test(mark.state) && isTime(mark.at))) && (mark.starred === undefined || isTime(mark.starred_at || mark.at));
    if (!fine) throw new TypeError("bad mark of " + id);
    copy.papers[id] = { ...mark };
    if (mark.at) copy.papers[id].at = utc(mark.at);
    if (mark.starred !== undefined) copy.papers[id].starred_at = utc(mark.starred_at || mark.at);
  }
  return copy;
}

// The later mark wins; at the same time the positive one does.
function laterMark(a, b, positive) {
  if (!a || !b) return a || b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return a.state === positive ? a : b;
}

function joinPaper(a, b) {
  const joined = { ...b, ...a };
  const state = laterMark(a.state && a, b.state && b, "read");
  const star = (mark) => (mark.starred === undefined ? null : { state: String(mark.starred), at: mark.starred_at });
  const starred = laterMark(star(a), star(b), "true");
  if (state) Object.assign(joined, { state: state.state, at: state.at });
  if (starred) Object.assign(joined, { starred: starred.state === "true", starred_at: starred.at });
  return joined;
}

function joinLists(a, b) {
  const found = new Map();
  for (const entry of [...(a || []), ...(b || [])]) {
    const key = JSON.stringify([entry.paper, entry.topic || "", entry.from || ""]);
    const old = found.get(key);
    if (!old || entry.at > old.at || (entry.at === old.at && old.undone)) found.set(key, entry);
  }
  return [...found.values()];
}

function joinProgress(a, b) {
  const joined = { ...b, ...a, topics: { ...a.topics }, papers: { ...a.papers } };
  for (const [id, mark] of Object.entries(b.topics)) joined.topics[id] = laterMark(a.topics[id], mark, "learned");
  for (const [id, mark] of Object.entries(b.papers)) joined.papers[id] = a.papers[id] ? joinPaper(a.papers[id], mark) : mark;
  if (a.shown || b.shown) {
    joined.shown = { ...b.shown, ...a.shown };
    for (const id of Object.keys(b.shown || {})) if (a.shown && a.shown[id] > b.shown[id]) joined.shown[id] = b.shown[id];
  }
  if (a.feedback && b.feedback) {
    joined.feedback = { ...b.feedback, ...a.feedback };
    for (const kind of ["dismissed", "pinned", "moved"]) if (a.feedback[kind] || b.feedback[kind]) joined.feedback[kind] = joinLists(a.feedback[kind], b.feedback[kind]);
  }
  return joined;
}

// A new mark is never older than the one it replaces, whatever the clocks say.
function stamp(old) {
  const after = old && isTime(old) ? Date.parse(old) + 1 : 0;
  return new Date(Math.max(Date.now(), after)).toISOString();
}

const progress = {
  value: emptyProgress(),
  former: table(),
  load() {
    try { this.value = soundProgress(keep.get(MARKS, emptyProgress())); } catch (error) { this.value = emptyProgress(); }
    const built = $("marks"); // those of progress.json, where the page was built with them
    if (built) this.value = joinProgress(this.value, soundProgress(JSON.parse(built.textContent)));
  },
  done(topic) {
    const { topics } = this.value;
    const ids = [topic, ...(this.former[topic] || [])];
    const learned = ids.map((id) => topics[id]).filter((mark) => mark && mark.state === "learned").map((mark) => mark.at).sort().pop();
    if (!learned) return false;
    const back = ids.map((id) => topics[id]).filter((mark, index) => mark && mark.state === "unlearned" && (index === 0 || (mark.over || []).includes(topic)));
    return !back.some((mark) => mark.at > learned);
  },
  known() {
    const ids = new Set(Object.keys(this.value.topics));
    for (const [topic, former] of Object.entries(this.former)) if (former.some((id) => ids.has(id))) ids.add(topic);
    return new Set([...ids].filter((topic) => this.done(topic)));
  },
  mark(topic, learned) {
    const former = this.former[topic] || [];
    const last = [topic, ...former].map((id) => (this.value.topics[id] || {}).at).filter(Boolean).sort().pop();
    const mark = { ...this.value.topics[topic], state: learned ? "learned" : "unlearned", at: stamp(last) };
    if (!learned && former.length) mark.over = former; else delete mark.over;
    this.value.topics[topic] = mark;
    this.save();
  },
  paper(id) { return this.value.papers[id] || {}; },
  markPaper(id, read) {
    const old = this.paper(id);
    this.value.papers[id] = { ...old, state: read ? "read" : "unread", at: stamp(old.at) };
    this.save();
  },
  starPaper(id, starred) {
    const old = this.paper(id);
    this.value.papers[id] = { ...old, starred, starred_at: stamp(old.starred_at) };
    this.save();
  },
  save() { keep.set(MARKS, this.value); tell("progress"); },
  text() {
    const value = { ...this.value, topics: sorted(this.value.topics), papers: sorted(this.value.papers) };
    return JSON.stringify(value, null, 1) + "\n";
  },
  merge(other) {
    this.value = joinProgress(this.value, soundProgress(other));
    this.save();
    return Object.keys(other.topics || {}).length;
  },
};

async function loadProgressFile(file) {
  try {
    announce(t("import_done", { n: progress.merge(JSON.parse(await file.text())) }));
  } catch (error) {
    announce(t("import_bad"));
  }
}

progress.load();
addEventListener("storage", (event) => { if (event.key === MARKS) { progress.load(); tell("progress"); } });
