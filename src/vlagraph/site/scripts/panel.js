// The panel of one topic: what it is, what it needs and why, what it opens, what to read.
const panel = $("panel");

function showPanel(options) {
  const id = state.topic;
  root.classList.toggle("with-panel", Boolean(id));
  panel.hidden = !id;
  if (!id) { panel.replaceChildren(); return; }
  panel.className = "panel a" + (TOPICS[id].a % 10);
  panel.replaceChildren(...panelParts(id));
  panel.scrollTop = 0;
  if (options && options.move && state.view === "map") reveal(id);
  if (options && options.focus) $("panel-title").focus({ preventScroll: true });
}

function panelParts(id) {
  const topic = TOPICS[id];
  const more = detailsOf(id);
  return [
    el("div", { class: "panel-head" },
      el("p", { class: "crumb" }, el("span", { class: "dot", "aria-hidden": "true" }), say(areaOf(id).n)),
      el("button", { type: "button", class: "quiet icon", "aria-label": t("close"), onclick: closePanel }, "×")),
    el("h2", { id: "panel-title", tabindex: "-1" }, nameOf(id)),
    facts(topic),
    lackLine(id),
    more.s && el("p", { class: "lead" }, say(more.s)),
    acts(id),
    section("needs", topic.r.length ? el("ul", { class: "why" }, topic.r.map((need, index) => needItem(need, more.y[index]))) : el("p", {}, t("needs_none"))),
    section("unlocks", topic.u.length ? pills(topic.u) : el("p", {}, t("unlocks_none"))),
    more.c.length && section("concepts", el("dl", { class: "concepts" }, more.c.map((part) => [el("dt", {}, say([part[1], part[2]])), el("dd", {}, say([part[3], part[4]]))]))),
    more.k.length && section("key_papers", el("ol", { class: "reading" }, more.k.map((paper) => paperItem(paper[0], say([paper[1], paper[2]]), null, noteLink(id, paper))))),
    more.w && section("new_papers", more.w.length ? el("ul", { class: "reading" }, more.w.map((paper) => newItem(paper, noteLink(id, paper)))) : el("p", { class: "soft" }, t("new_none")), more.m > more.w.length && el("p", {}, el("a", { href: "papers.html#topic=" + id }, t("all_papers") + " (" + more.m + ")"))),
    more.rel.length && section("related", pills(more.rel)),
    el("p", {}, el("a", { href: "topics/" + id + ".html" }, t("full_page"))),
  ].filter(Boolean);
}

function section(key, ...content) { return el("section", {}, el("h3", {}, t(key)), ...content); }

function facts(topic) {
  const tier = topic.t === null ? null : el("span", { class: "tier t" + topic.t }, el("span", { class: "mark", "aria-hidden": "true" }, tierLetter(topic.t)), say(DATA.tiers[topic.t].n));
  return el("p", { class: "facts" }, el("span", { class: "hours" }, t("hours", { lo: topic.h[0], hi: topic.h[1] })), " ", el("span", {}, t("level_n", { n: topic.l })), " ", tier);
}

function lackLine(id) {
  const known = progress.known();
  if (known.has(id)) return el("p", { class: "lack ok" }, "✓ " + t("done"));
  const lacking = missing(id, known);
  if (!lacking.length) return el("p", { class: "lack ok" }, t("ready"));
  return el("p", { class: "lack" }, t(lacking.length === 1 ? "lack_one" : "lack", { n: lacking.length }), ": ", lacking.map((other, index) => [index ? ", " : "", topicLink(other)]).flat());
}

function acts(id) {
  const done = progress.done(id);
  const onPath = state.path.includes(id);
  return el("p", { class: "acts" },
    el("button", { type: "button", id: "panel-mark", class: done ? "" : "primary", "aria-pressed": String(done), onclick: () => progress.mark(id, !done) }, t(done ? "unmark" : "mark")),
    el("button", { type: "button", id: "panel-path", "aria-pressed": String(onPath), onclick: () => togglePath(id) }, t(onPath ? "path_remove" : "path_here")));
}

function topicLink(id) {
  return el("a", { href: "topics/" + id + ".html", "data-go": id }, nameOf(id));
}

function pills(ids) {
  return el("ul", { class: "pills" }, ids.map((id) => el("li", { class: "a" + (TOPICS[id].a % 10) }, topicLink(id))));
}

function needItem([id, required], [en, ko, source, needed]) {
  const names = detailsOf(id).c.filter((part) => needed.includes(part[0])).map((part) => say([part[1], part[2]]));
  return el("li", { class: "a" + (TOPICS[id].a % 10) }, topicLink(id), " ", el("span", { class: "kind" }, t(required ? "required" : "recommended")),
    names.length > 0 && el("span", { class: "soft parts" }, names.join(" · ")),
    (en || ko) && el("p", {}, say([en, ko])),
    source && el("p", { class: "source" }, t("source") + ": ", ...linked(source)));
}

// Entries of papers with a note of the reader end in a 1.
function noteLink(topic, paper) {
  return paper[3] === 1 && el("a", { class: "note-link", href: "topics/" + topic + ".html#note-" + paper[0].replace("/", "_") }, t("your_note"));
}

function paperItem(id, why, extra, note) {
  const paper = paperOf(id);
  return el("li", {}, el("a", { class: "name", href: "https://arxiv.org/abs/" + id, rel: "noreferrer" }, paper ? paper[0] : "arXiv:" + id),
    paper && el("span", { class: "by" }, [paper[1], extra ? paper[2] : paper[2].slice(0, 4)].filter(Boolean).join(" · ")),
    why && el("p", {}, why), extra, note);
}

/** A paper that is attached to a topic; without a score the words say, in both languages, whose decision it was. */
function newItem([id, score, words], note) {
  const why = score === null ? say(words) : t("matched", { words: words.join(", ") }) + " · " + score.toFixed(2);
  return paperItem(id, "", el("p", { class: "evidence" }, why), note);
}

function closePanel() {
  const last = state.cursor;
  select(null);
  if (state.view === "map") { if (network) net.focus(); else startMap().then(() => net.focus()); } else focusItem(last);
}

function focusItem(id) {
  const link = document.querySelector(`#listing li[data-topic="${CSS.escape(id || "")}"] a`);
  if (link) link.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  select(link.dataset.go, { move: true, focus: true });
});
on("select", showPanel);
on("select", () => { if (state.topic) loadDetails(); });
on("details", () => { if (state.topic) showPanel({ focus: document.activeElement === $("panel-title") }); });
