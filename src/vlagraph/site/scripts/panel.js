// The panel of one topic: what it is, what it needs and why, what it unlocks, what to read.
import { all, byId, closest, el, focusedIn, keepFocus, linked, root } from "./dom.js";
import { wrongLink } from "./corrections.js";
import { detailsOf, loadDetails, paperOf } from "./details.js";
import { net, panel } from "./elements.js";
import { on } from "./events.js";
import { areaPairOf, bothHoursText, DATA, isAssumed, missingFor, nameOf, tierLetter, TOPICS, topicsOf } from "./graph.js";
import { startMap } from "./map.js";
import { SIGNS, stateText, switchState } from "./marking.js";
import { progress } from "./progress.js";
import { revealTopic } from "./sight.js";
import { colourClass } from "./sizes.js";
import { pathSteps, select, state, togglePath } from "./state.js";
import { allInTongues, inLanguage, inTongue, t, tongue } from "./texts.js";
import { getNetwork } from "./viewport.js";

const LACKING_SHOWN = 6; // topics to learn before that are named: two or three lines

/** The topic whose panel names all that it lacks, once the reader has asked for them. @type {string | null} */
let allLackingOf = null;

/** @param {{ focus?: boolean }} [options] */
export function showPanel({ focus = false } = {}) {
  const id = state.topic;
  root.classList.toggle("with-panel", Boolean(id));
  panel.hidden = !id;
  if (!id) { emptyPanel(); return; }
  panel.className = "panel " + colourClass(TOPICS[id].area);
  panel.replaceChildren(...panelParts(id).filter((part) => part !== null));
  panel.scrollTop = 0;
  if (focus) byId("panel-title").focus({ preventScroll: true });
}

/** Who was in the panel when the address was gone back is afterwards where the panel was opened from. */
function emptyPanel() {
  const hadFocus = focusedIn(panel) !== null;
  panel.replaceChildren();
  if (hadFocus) focusBehindPanel();
}

/** Shows the panel anew where the reader is in it: at the same height, with the same parts unfolded and the focus where it was. */
function refreshPanel() {
  const { scrollTop } = panel;
  const unfolded = all("details", panel).map((part) => part.hasAttribute("open"));
  keepFocus(panel, showPanel);
  all("details", panel).forEach((part, at) => part.toggleAttribute("open", unfolded[at] || false));
  panel.scrollTop = scrollTop;
}

/** @param {string} id */
function panelParts(id) {
  const { needs, direct } = TOPICS[id];
  const more = detailsOf(id);
  return [
    panelHead(id),
    el("h2", { id: "panel-title", tabindex: "-1" }, inTongue(TOPICS[id].name)),
    facts(id),
    missingLine(id),
    more.s && el("p", { class: "lead" }, inTongue(more.s)),
    actions(id),
    section(t("needs"), needs.length ? el("ul", { class: "why" }, needs.map(([need, required], index) => needItem(id, need, more.y[index], required ? t("required") : t("recommended")))) : el("p", {}, t("needs_none"))),
    more.h.length ? section(t("helps"), el("ul", { class: "why" }, more.h.map(([other, ...why]) => needItem(id, other, why)))) : null,
    section(t("unlocks"), direct.length ? pills(direct) : el("p", {}, t("unlocks_none"))),
    more.c.length ? section(t("concepts"), concepts(more)) : null,
    more.k.length ? section(t("key_papers"), el("ol", { class: "reading" }, more.k.map((paper) => keyPaperItem(id, paper)))) : null,
    more.w && newPapers(id, more),
    more.rel.length ? section(t("related"), pills(more.rel)) : null,
    el("p", {}, el("a", { href: "topics/" + id + ".html" }, t("full_page"))),
    wrongLink(id),
  ];
}

/** @param {string} title @param {...any} content */
const section = (title, ...content) => el("section", {}, el("h3", {}, title), ...content);

/** @param {string} id */
function panelHead(id) {
  return el("div", { class: "panel-head" },
    el("p", { class: "crumb" }, el("span", { class: "dot", "aria-hidden": "true" }), inTongue(areaPairOf(id))),
    el("button", { type: "button", class: "quiet icon", "aria-label": t("close"), onclick: closePanel }, "×"));
}

/** @param {string} id */
function facts(id) {
  const { tier, level } = TOPICS[id];
  return el("p", { class: "facts" }, el("span", { class: "hours" }, bothHoursText(id)), " ", level > 0 && [el("span", {}, t("level_n", { n: level })), " "],
    tier !== null && el("span", { class: "tier t" + tier }, el("span", { class: "mark", "aria-hidden": "true" }, tierLetter(tier)), inTongue(DATA.tiers[tier].n)));
}

/** @param {string} id */
function missingLine(id) {
  const now = progress.state(id);
  if (now === "learned" || now === "skipped") return el("p", { class: "lack ok" }, stateText(now));
  const targets = pathSteps().includes(id) ? topicsOf(state.path) : [];
  const missing = missingFor(id, progress.settled(), targets);
  if (missing.length) return el("p", { class: "lack" }, t("lack", { n: missing.length }), ": ", missingLinks(id, missing));
  const open = isAssumed(id) && !targets.includes(id) ? t("presupposed") : t("ready");
  return el("p", { class: "lack ok" }, now ? stateText(now) : open);
}

/** Links to the first topics of `missing`, and a button that names all: tens of them would push the rest out of sight.
 * @param {string} id
 * @param {readonly string[]} missing
 */
function missingLinks(id, missing) {
  /** @param {readonly string[]} ids */
  const links = (ids) => ids.flatMap((other, index) => [index ? ", " : "", topicLink(other)]);
  const rest = missing.length - LACKING_SHOWN;
  if (rest < 2 || allLackingOf === id) return links(missing);
  const button = el("button", { type: "button", class: "quiet inline", "aria-expanded": "false", onclick: () => {
    allLackingOf = id;
    const others = links(missing.slice(LACKING_SHOWN));
    button.replaceWith(...others);
    all("a", panel).find((link) => link.dataset.go === missing[LACKING_SHOWN] && link.closest(".lack"))?.focus({ preventScroll: true });
  } }, t("lack_more", { n: rest }));
  return [...links(missing.slice(0, LACKING_SHOWN)), ", ", button];
}

/** @param {string} id */
function actions(id) {
  const now = progress.state(id);
  const onPath = state.path.includes(id);
  /** @param {TopicState} wanted @param {string} name @param {string} text */
  const stateButton = (wanted, name, text) => el("button", { type: "button", id: name, class: wanted === "learned" && !now ? "primary" : "", "aria-pressed": String(now === wanted), onclick: () => switchState(id, wanted, nameOf(id)) }, text);
  return el("p", { class: "acts" },
    stateButton("learned", "panel-mark", now === "learned" ? t("unmark") : t("mark")),
    stateButton("learning", "panel-learning", SIGNS.learning + " " + t("state_learning")),
    stateButton("skipped", "panel-skip", now === "skipped" ? t("unskip") : t("skip_topic")),
    el("button", { type: "button", id: "panel-path", "aria-pressed": String(onPath), onclick: () => togglePath(id) }, onPath ? t("path_remove") : t("path_here")));
}

/** @param {string} id */
export const topicLink = (id) => el("a", { href: "topics/" + id + ".html", "data-go": id }, inTongue(TOPICS[id].name));

/** @param {readonly string[]} ids */
const pills = (ids) => el("ul", { class: "pills" }, ids.map((id) => el("li", { class: colourClass(TOPICS[id].area) }, topicLink(id))));

/**
 * @param {string} topic
 * @param {string} id of what it needs, or of what helps with it
 * @param {NeedReason} why
 * @param {string} [kind]
 */
function needItem(topic, id, [en, ko, source, needed], kind) {
  const names = detailsOf(id).c.filter(([concept]) => needed.includes(concept)).map((part) => /** @type {Pair} */ ([part[1], part[2]]));
  return el("li", { class: colourClass(TOPICS[id].area) }, topicLink(id), " ", kind !== undefined && el("span", { class: "kind" }, kind),
    names.length > 0 && el("span", { class: "soft parts" }, allInTongues(names, " · ")),
    (en || ko) && el("p", {}, inTongue([en, ko])),
    source && el("p", { class: "source" }, t("source") + ": ", linked(source)),
    wrongLink(topic, id));
}

/** @param {TopicDetails} details */
function concepts({ c }) {
  return el("dl", { class: "concepts" }, c.map(([, en, ko, noteEn, noteKo]) => [el("dt", {}, inTongue([en, ko])), el("dd", {}, inTongue([noteEn, noteKo]))]));
}

/** @param {string} topic @param {string} paper */
function noteLink(topic, paper) {
  return el("a", { class: "note-link", href: "topics/" + topic + ".html#note-" + paper.replace("/", "_") }, t("your_note"));
}

/**
 * @param {string} id
 * @param {string} by the authors, and when
 * @param {...any} more
 */
function paperItem(id, by, ...more) {
  const paper = paperOf(id);
  const title = paper ? paper[0] : "arXiv:" + id;
  return el("li", {}, el("a", { class: "name", lang: tongue(title), href: "https://arxiv.org/abs/" + id, rel: "noreferrer" }, title),
    paper && el("span", { class: "by" }, by), ...more);
}

/** @param {string} id @param {number} length of the date */
function byline(id, length) {
  const [, authors = "", date = ""] = paperOf(id) || [];
  return [authors, date.slice(0, length)].filter(Boolean).join(" · ");
}

/** @param {string} topic @param {TopicDetails["k"][number]} paper */
function keyPaperItem(topic, [id, en, ko, noted]) {
  return paperItem(id, byline(id, "2026".length), (en || ko) && el("p", {}, inTongue([en, ko])), noted && noteLink(topic, id));
}

/** Why a paper is under a topic; without a score the words say, in both languages, whose decision it was.
 * @param {number | null} score
 * @param {string[]} words
 */
function evidence(score, words) {
  return score === null ? inLanguage([words[0], words[1]]) : t("matched", { words: words.join(", ") }) + " · " + t("score", { score: score.toFixed(3) });
}

/** @param {string} reason @param {string} paper */
function why(reason, paper) {
  const title = paperOf(paper)?.[0] || paper;
  const of = el("span", { class: "unseen" }, ": ", el("span", { lang: tongue(title) }, title));
  return el("details", { class: "reasons" }, el("summary", {}, el("span", { class: "soft" }, t("why"), of)), el("p", { class: "evidence" }, reason));
}

/** @param {string} topic @param {TopicDetails} details */
function newPapers(topic, details) {
  const { w, m } = details;
  const papers = w || [];
  const items = papers.map(([id, score, words, noted]) => paperItem(id, byline(id, "2026-11-22".length),
    why(evidence(score, words), id), noted && noteLink(topic, id)));
  const until = byId("fresh").dataset.recorded;
  return section(t("topic_papers"), until && items.length > 0 && el("p", { class: "soft" }, t("recorded_lead", { date: until })),
    items.length ? el("ul", { class: "reading" }, items) : el("p", { class: "soft" }, details.k.length ? t("topic_papers_none") : t("topic_papers_none_at_all")),
    m > papers.length && el("p", {}, el("a", { href: "papers.html#topic=" + topic }, t("all_papers") + " (" + m.toLocaleString("en") + ")")));
}

export function closePanel() {
  select(null);
  focusBehindPanel();
}

/** The focus goes to the topic in the list, or to the map. */
function focusBehindPanel() {
  if (state.view === "list") focusItem(state.cursor);
  else if (getNetwork()) net.focus();
  else startMap().then(() => net.focus());
}

/** @param {string | null} id */
function focusItem(id) {
  const link = /** @type {HTMLElement | null} */ (document.querySelector(`#listing li[data-topic="${CSS.escape(id || "")}"] a`));
  if (link) link.focus();
}

/** A link to a topic opens its panel, but not where the reader wants another window.
 * @param {MouseEvent} event
 */
function onLink(event) {
  const link = closest(event, "[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  select(link.dataset.go || null, { focus: true });
}

export function startPanel() {
  document.addEventListener("click", onLink);
  on("select", (options) => { allLackingOf = null; showPanel(options); });
  on("select", () => { if (state.topic && state.view === "map") revealTopic(state.topic); });
  on("select", () => { if (state.topic) loadDetails(); });
  for (const event of /** @type {const} */ (["details", "path", "progress", "language"])) on(event, refreshPanel);
}
