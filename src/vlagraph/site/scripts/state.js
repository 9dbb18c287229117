// What the reader looks at; the address bar holds all of it but what hangs on the reader's own marks, so that every view is a link.
import { isPhone, root } from "./dom.js";
import { emit, on } from "./events.js";
import { DATA, IDS, isTarget, isTopic, nameOf, pathTo, successorsOf, TOPICS, topicsOf } from "./graph.js";
import { chosenLanguage, setLanguage } from "./header.js";
import { isObject } from "./json.js";
import { sayMisread } from "./moved.js";
import { progress } from "./progress.js";

/**
 * @typedef {object} State
 * @property {string | null} topic the topic of the panel
 * @property {string | null} hover the topic under the pointer
 * @property {string | null} cursor the topic of the keyboard
 * @property {string[]} path the targets of the path
 * @property {Set<number>} areas numbers; none for all
 * @property {Set<number>} tiers numbers; none for all
 * @property {string} stage a number, or "" for all
 * @property {string} level a number, or "" for all
 * @property {boolean} hideLearned
 * @property {boolean} better whether the map shows what is recommended too
 * @property {"map" | "list"} view
 */

/** @type {State} */
export const state = {
  topic: null, hover: null, cursor: null, path: [], areas: new Set(), tiers: new Set(), stage: "", level: "", hideLearned: false, better: false, view: "map",
};
const LANGUAGE = /((?:^#|&)lang=)(en|ko)/;
let written = location.hash;

/** Whether the filters let a topic through.
 * @param {string} id
 */
export function passes(id) {
  const topic = TOPICS[id];
  return (!state.areas.size || state.areas.has(topic.area))
    && (!state.tiers.size || (topic.tier !== null && state.tiers.has(topic.tier)))
    && (state.stage === "" || topic.stages.includes(Number(state.stage)))
    && (state.level === "" || topic.level === Number(state.level))
    && !(state.hideLearned && progress.isLearned(id));
}

export const isFiltered = () => Boolean(state.areas.size || state.tiers.size || state.stage || state.level || state.hideLearned);

export function clearFilters() {
  Object.assign(state, { areas: new Set(), tiers: new Set(), stage: "", level: "", hideLearned: false });
  filtersChanged();
}

/** What is left of the path: a topic that it is to lead to, by itself or by a goal, stays although it is skipped, for it was asked for. */
export const pathSteps = () => pathTo(state.path, progress.settled(topicsOf(state.path)));

/** The topic that the keyboard is on, at first the first one; undefined where there is none.
 * @returns {string | undefined}
 */
export const keyboardTopic = () => state.cursor || IDS[0];

/** The fragment that shows what is shown. */
export function address() {
  /** @param {Set<number>} numbers @param {Named[]} items */
  const named = (numbers, items) => [...numbers].map((number) => items[number].id).join(",");
  const parts = {
    topic: state.topic,
    path: state.path.join(","),
    area: named(state.areas, DATA.areas),
    tier: named(state.tiers, DATA.tiers),
    stage: state.stage && DATA.stages[Number(state.stage)].id,
    level: state.level,
    better: state.better ? "1" : "",
    view: state.view === usualView() ? "" : state.view,
    lang: root.lang,
  };
  return "#" + Object.entries(parts).filter(([, value]) => value).map(([key, value]) => key + "=" + value).join("&");
}

/** Takes over what the address asks for; what it does not understand is left out, and said. */
function readAddress() {
  const asked = new URLSearchParams(askedText());
  /** @type {import("./moved.js").Misread} */
  const misread = { moved: [], unknown: [] };
  /** @param {string} key */
  const list = (key) => (asked.get(key) || "").split(",").filter(Boolean);
  /** @param {string} key @param {Named[]} items */
  const numbers = (key, items) => list(key).flatMap((id) => known(items.findIndex((item) => item.id === id), id, misread));
  state.topic = list("topic").slice(0, 1).flatMap((id) => topicCalled(id, misread))[0] || null;
  state.path = [...new Set(list("path").flatMap((id) => (isTarget(id) ? [id] : topicCalled(id, misread))))];
  state.areas = new Set(numbers("area", DATA.areas));
  state.tiers = new Set(numbers("tier", DATA.tiers));
  state.stage = numbers("stage", DATA.stages).map(String)[0] || "";
  state.level = list("level").flatMap((level) => known(["1", "2", "3", "4", "5"].indexOf(level), level, misread)).map((at) => String(at + 1))[0] || "";
  state.better = asked.get("better") === "1";
  state.view = askedView(asked.get("view"));
  if (state.topic) state.cursor = state.topic;
  sayMisread(misread);
}

/** What the address asks for; a name alone is that of a topic, or a place of the page. */
function askedText() {
  const text = location.hash.slice(1);
  const bare = decode(text);
  const named = isTopic(bare) || successorsOf(bare).length > 0 || !document.getElementById(bare);
  return bare && !/[=&]/.test(bare) && named ? "topic=" + encodeURIComponent(bare) : text;
}

/** A place in a list; nothing where `id` has none there.
 * @param {number} at
 * @param {string} id
 * @param {import("./moved.js").Misread} misread
 */
function known(at, id, misread) {
  if (at >= 0) return [at];
  misread.unknown.push(id);
  return [];
}

/** The topic that is called `id` now, or was called so before.
 * @param {string} id
 * @param {import("./moved.js").Misread} misread
 * @returns {string[]} no more than one
 */
function topicCalled(id, misread) {
  if (isTopic(id)) return [id];
  const successors = successorsOf(id);
  if (successors.length) misread.moved.push([id, successors.map(nameOf)]); else misread.unknown.push(id);
  return successors.slice(0, 1);
}

/** @param {string | null} asked @returns {"map" | "list"} */
const askedView = (asked) => (asked === "list" || asked === "map" ? asked : usualView());

/** What an address without a view shows. @returns {"map" | "list"} */
const usualView = () => (isPhone() ? "list" : "map");

/** @param {string} text */
function decode(text) {
  try { return decodeURIComponent(text); } catch { return ""; }
}

/** What stands beside an address: also the language that is chosen now, so that a later choice is known (boot.js).
 * @param {unknown} entry
 */
const entryWith = (entry) => ({ ...(isObject(entry) ? entry : {}), chosen: chosenLanguage() });

/** Takes over the language of an address, unless the reader has chosen one since the page wrote it. */
function readLanguage() {
  const asked = LANGUAGE.exec(location.hash)?.[2];
  const isOlder = isObject(history.state) && typeof history.state.chosen === "string" && history.state.chosen !== chosenLanguage();
  if (asked && asked !== root.lang && !isOlder) setLanguage(asked);
}

/** @param {{ step: boolean, opens?: boolean }} how a step can be gone back; one that opens the map is gone back to close it */
function writeAddress({ step, opens = false }) {
  const wanted = address();
  if (wanted === written) return;
  written = wanted;
  const entry = entryWith(step ? { opens } : history.state);
  try { history[step ? "pushState" : "replaceState"](entry, "", wanted); } catch { location.hash = wanted; }
}

/**
 * @param {string | null} id
 * @param {{ focus?: boolean }} [options] bring its panel into focus
 */
export function select(id, options) {
  if (state.topic === id) return;
  state.topic = id;
  state.hover = null;
  if (id) state.cursor = id;
  writeAddress({ step: true });
  emit("select", options);
  emit("focus");
}

/** @param {string | null} id */
export function hover(id) {
  if (state.hover === id) return;
  state.hover = id;
  emit("focus");
}

/** @param {string[]} targets */
export function setPath(targets) {
  state.path = targets;
  writeAddress({ step: true });
  emit("path");
  emit("focus");
}

/** @param {string} id */
export function togglePath(id) {
  setPath(state.path.includes(id) ? state.path.filter((other) => other !== id) : [...state.path, id]);
}

export function filtersChanged() {
  writeAddress({ step: false });
  emit("filter");
  emit("focus");
}

/** @param {boolean} better */
export function setBetter(better) {
  state.better = better;
  writeAddress({ step: false });
  emit("better");
}

/** @param {"map" | "list"} view */
export function setView(view) {
  state.view = view;
  writeAddress({ step: false });
  emit("view");
}

/** Opens the map over the list, as a step that Back takes back. */
export function openMap() {
  state.view = "map";
  writeAddress({ step: true, opens: true });
  emit("view");
}

/** Closes the map over the list: by going back where it was opened by the last step. */
export function closeMap() {
  if (isObject(history.state) && history.state.opens) history.back(); else setView("list");
}

function followAddress() {
  if (location.hash === written) return;
  written = location.hash;
  readAddress();
  readLanguage();
  keepLanguage();
  emit("select");
  emit("path");
  emit("filter");
  emit("better");
  emit("view");
  emit("focus");
}

/** Has an address that names a language name that of the page, and keeps beside it what was chosen by now. */
function keepLanguage() {
  if (!LANGUAGE.test(location.hash)) return;
  written = location.hash.replace(LANGUAGE, "$1" + root.lang);
  try { history.replaceState(entryWith(history.state), "", written); } catch { /* then the address says it as before */ }
}

export function startState() {
  readAddress();
  keepLanguage();
  addEventListener("popstate", followAddress);
  addEventListener("hashchange", followAddress);
  on("language", () => writeAddress({ step: false }));
}
