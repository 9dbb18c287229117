// A small card beside a link to a topic, for who points at it or reaches it by keyboard: name, state, hours, what it is. What it says is
// read when it is first asked for. Escape puts it away, and the pointer may move onto it (WCAG 2.2, 1.4.13).
import { byId, el } from "./dom.js";
import { on } from "./events.js";
import { stateText } from "./marking.js";
import { readScript } from "./part-files.js";
import { progress } from "./progress.js";
import { colourClass } from "./sizes.js";
import { once, table, untilAnswered } from "./tables.js";
import { inTongue, rangeText, t } from "./texts.js";
import { missing } from "./walks.js";

const WAIT = 250; // milliseconds at a link before its card comes, so that none comes under a passing pointer
const GAP = 6; // pixels between a link and its card
const TOPIC_PAGE = /\/topics\/([a-z0-9-]+)\.html$/;

let timer = 0;
/** @type {{ link: Element, card: HTMLElement } | null} */
let open = null;

const loadTopics = untilAnswered(() => readScript("topics").then(() => window.vlagraphTopics));

const graphOf = once(() => {
  const rows = window.vlagraphTopics || [];
  const places = table(Object.fromEntries(rows.map(([id], at) => [id, at])));
  /** @type {Graph} */
  const graph = {
    needs: (id) => rows[places[id]][4].filter((need) => need in places).map((need) => [need, 1]),
    rank: (id) => places[id],
    assumed: new Set(rows.filter((row) => row[10]).map(([id]) => id)),
  };
  return { rows, places, graph };
});

/** The topic that `link` leads to.
 * @param {Element | null} link
 * @returns {string} empty where it leads elsewhere
 */
function topicOfLink(link) {
  const address = link?.getAttribute("href");
  if (!address || /^[a-z]+:/.test(address)) return "";
  return TOPIC_PAGE.exec(new URL(address, location.href).pathname)?.[1] || "";
}

/** @param {TopicCardRow} row */
function stateLine([id]) {
  const now = progress.state(id);
  if (now) return el("p", { class: now === "learned" ? "ok" : "soft" }, stateText(now));
  const lacking = missing(graphOf().graph, id, progress.settled()).length;
  if (lacking) return el("p", { class: "soft" }, t("lack", { n: lacking }));
  return graphOf().graph.assumed.has(id) ? el("p", { class: "soft" }, t("presupposed")) : el("p", { class: "ok" }, t("ready"));
}

/** @param {TopicCardRow} row */
function makeCard(row) {
  const [first, all] = [rangeText(row[6]), rangeText(row[7])];
  return el("div", { class: "topic-card " + colourClass(row[3]), id: "topic-card", role: "tooltip", onpointerleave: hideCard },
    el("p", { class: "name" }, inTongue([row[1], row[2]])),
    stateLine(row),
    el("p", { class: "soft" }, first === all ? all : t("hours_both", { first, all })),
    row[8] && el("p", { class: "summary" }, inTongue([row[8], row[9]])));
}

/** @param {Element} link */
async function showCard(link) {
  if (!(await loadTopics())) return;
  const { rows, places } = graphOf();
  const at = places[topicOfLink(link)];
  if (at === undefined || !link.isConnected || !timer) return;
  hideCard();
  const card = makeCard(rows[at]);
  byId("main").append(card);
  link.setAttribute("aria-describedby", card.id);
  open = { link, card };
  placeCard(link.getBoundingClientRect(), card);
}

/** Below the link where there is room, else above it, and within the window.
 * @param {DOMRect} room of the link
 * @param {HTMLElement} card
 */
function placeCard(room, card) {
  const left = Math.max(GAP, Math.min(room.left, document.documentElement.clientWidth - card.offsetWidth - GAP));
  const below = room.bottom + GAP + card.offsetHeight <= innerHeight;
  const top = below ? room.bottom + GAP : room.top - GAP - card.offsetHeight;
  card.style.left = Math.round(left + scrollX) + "px";
  card.style.top = Math.round(Math.max(top, GAP) + scrollY) + "px";
}

function hideCard() {
  clearTimeout(timer);
  timer = 0;
  open?.link.removeAttribute("aria-describedby");
  open?.card.remove();
  open = null;
}

/** @param {Event} event */
function comeNear(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (open && target && (open.card.contains(target) || open.link.contains(target))) { clearTimeout(timer); return; }
  const link = target?.closest("main a") || null;
  clearTimeout(timer);
  timer = topicOfLink(link) && link ? setTimeout(showCard, WAIT, link) : setTimeout(hideCard, WAIT);
}

export function startTopicCards() {
  document.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") comeNear(event); });
  document.addEventListener("focusin", (event) => { if (event.target instanceof Element && event.target.matches(":focus-visible")) comeNear(event); });
  document.addEventListener("focusout", hideCard);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideCard(); });
  on("language", hideCard);
  on("progress", () => { if (byId("topic-card")) hideCard(); });
}
