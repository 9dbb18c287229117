// The first minute: how far the reader is, and the one topic to go on with.
import { all, byId } from "./dom.js";
import { on } from "./events.js";
import { IDS, isOpen, nameOf, topicsOf } from "./graph.js";
import { progress } from "./progress.js";
import { pathSteps, setBetter, state } from "./state.js";
import { t } from "./texts.js";

/** The next topic: of the path, else the first in the learning order that can be started. */
function nextTopic() {
  const settled = progress.settled();
  const steps = state.path.length ? pathSteps() : IDS.filter((id) => !settled.has(id));
  const targets = topicsOf(state.path);
  return steps.find((id) => isOpen(id, settled, targets));
}

export function showGuide() {
  const learned = progress.learned();
  const count = IDS.filter((id) => learned.has(id)).length;
  byId("guide-sum").textContent = t("guide_sum", { all: IDS.length, n: count });
  const next = nextTopic();
  const link = byId("guide-next");
  link.hidden = next === undefined;
  if (next === undefined) return;
  link.textContent = count ? t("guide_next", { name: nameOf(next) }) : t("guide_start", { name: nameOf(next) });
  link.href = "topics/" + next + ".html";
  link.dataset.go = next;
}

function showBetter() {
  for (const button of all("[data-better]")) button.setAttribute("aria-pressed", String(state.better));
}

export function startGuide() {
  for (const button of all("[data-better]")) button.addEventListener("click", () => setBetter(!state.better));
  on("progress", showGuide);
  on("path", showGuide);
  on("language", showGuide);
  on("better", showBetter);
  showBetter();
}
