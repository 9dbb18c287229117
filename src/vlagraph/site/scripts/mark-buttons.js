// The states of topics on the plain pages: their buttons and words, and the sum on the order page.
import { all, byId, closest, el } from "./dom.js";
import { on } from "./events.js";
import { showState, switchState } from "./marking.js";
import { progress } from "./progress.js";
import { menuButton, startStateMenu } from "./state-menu.js";
import { t } from "./texts.js";

/** The name of the topic of a row, or of the page. @param {Element} place */
function nameIn(place) {
  const row = place.closest("[data-topic]");
  return ((row ? all("a", row)[0] : all("h1")[0])?.innerText || "").trim();
}

/** Gives each mark its word, and each button the menu of the states beside it. */
function addParts() {
  for (const button of all("[data-mark]")) {
    button.before(el("span", { class: "state", "data-of": button.dataset.mark }));
    button.after(menuButton(button.dataset.mark || "", () => nameIn(button)));
  }
  for (const item of all("li[data-topic]")) {
    if (!all(".state", item).length) item.append(el("span", { class: "state", "data-of": item.dataset.topic }));
  }
}

function showMarks() {
  for (const place of all("[data-of]")) {
    const state = progress.state(place.dataset.of || "");
    showState(place, state);
    place.closest("[data-topic]")?.classList.toggle("done", state === "learned");
  }
  for (const button of all("[data-mark]")) button.setAttribute("aria-pressed", String(progress.isLearned(button.dataset.mark || "")));
  for (const button of all(".more-states")) button.setAttribute("aria-label", t("states_of", { name: nameIn(button) }));
  showSum();
}

/** What the topics that are left take, from `lo` to `hi` hours, or that none of them says so.
 * @param {number} lo
 * @param {number} hi
 * @param {boolean} anyLeft
 */
function leftText(lo, hi, anyLeft) {
  if (anyLeft && !hi) return t("hours_left_unknown");
  return lo < hi ? t("hours_left", { lo, hi }) : t("hours_left_even", { lo });
}

function showSum() {
  const bar = byId("done-bar");
  if (!bar) return;
  const items = all("li[data-topic]");
  const settled = progress.settled();
  const open = items.filter((item) => !settled.has(item.dataset.topic || ""));
  /** @param {"lo" | "hi"} end */
  const sum = (end) => open.reduce((total, item) => total + Number(item.dataset[end]), 0);
  const done = items.filter((item) => progress.isLearned(item.dataset.topic || "")).length;
  const left = leftText(sum("lo"), sum("hi"), open.length > 0);
  bar.value = done;
  byId("done-text").textContent = t("done_count", { n: done, all: items.length }) + " · " + left;
}

export function startMarkButtons() {
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-mark]");
    if (button && button.dataset.mark) switchState(button.dataset.mark, "learned", nameIn(button));
  });
  startStateMenu();
  addParts();
  on("progress", showMarks);
  on("language", showMarks);
  showMarks();
}
