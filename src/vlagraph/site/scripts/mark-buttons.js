// Learned buttons on the plain pages, and the sum on the order page.
import { all, byId, closest } from "./dom.js";
import { on } from "./events.js";
import { progress } from "./progress.js";
import { t } from "./texts.js";

function showMarks() {
  for (const button of all("[data-mark]")) {
    const learned = progress.isLearned(button.dataset.mark || "");
    button.setAttribute("aria-pressed", String(learned));
    button.closest("[data-topic]")?.classList.toggle("done", learned);
  }
  showSum();
}

function showSum() {
  const bar = byId("done-bar");
  if (!bar) return;
  const items = all("li[data-topic]");
  const open = items.filter((item) => !progress.isLearned(item.dataset.topic || ""));
  /** @param {"lo" | "hi"} end */
  const sum = (end) => open.reduce((total, item) => total + Number(item.dataset[end]), 0);
  const done = items.length - open.length;
  bar.value = done;
  byId("done-text").textContent = t("done_count", { n: done, all: items.length }) + " · " + t("hours_left", { lo: sum("lo"), hi: sum("hi") });
}

export function startMarkButtons() {
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-mark]");
    if (button && button.dataset.mark) progress.toggle(button.dataset.mark);
  });
  on("progress", showMarks);
  on("language", showMarks);
  showMarks();
}
