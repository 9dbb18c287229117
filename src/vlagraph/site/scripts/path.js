// The path bar: what is left to learn for the chosen targets, in order, with hours.
import { byId, el, focusedIn, keepFocus, root } from "./dom.js";
import { on } from "./events.js";
import { pathHoursText, targetName, TOPICS, topicsOf } from "./graph.js";
import { topicLink } from "./panel.js";
import { copyText } from "./saving.js";
import { colourClass } from "./sizes.js";
import { address, pathSteps, setPath, state } from "./state.js";
import { t } from "./texts.js";
import { announce } from "./toast.js";

const bar = byId("pathbar");

export function showPath() {
  if (!state.path.length && focusedIn(bar)) byId("main").focus({ preventScroll: true });
  bar.hidden = !state.path.length;
  root.classList.toggle("with-path", Boolean(state.path.length));
  if (bar.hidden) return;
  const steps = pathSteps();
  keepFocus(bar, () => bar.replaceChildren(heading(steps), el("ol", { class: "steps" }, steps.map(stepItem))));
}

/** @param {string[]} steps */
function heading(steps) {
  const sum = steps.length ? el("span", { class: "soft" }, t("path_steps", { n: steps.length }) + " · " + t("hours_first", { hours: pathHoursText(steps, topicsOf(state.path)) })) : el("span", {}, t("path_all_done"));
  return el("p", { class: "path-head" },
    el("strong", {}, t("path_to", { names: state.path.map(targetName).join(", ") })), " ", sum,
    el("span", { class: "push" }),
    el("button", { type: "button", class: "quiet", onclick: copyLink }, t("copy_link")),
    el("button", { type: "button", class: "quiet", id: "path-clear", onclick: () => setPath([]) }, t("clear")));
}

/** @param {string} id */
function stepItem(id) {
  return el("li", { class: colourClass(TOPICS[id].area) + (topicsOf(state.path).includes(id) ? " target" : "") }, topicLink(id));
}

export async function copyLink() {
  const link = location.href.split("#")[0] + address();
  announce(await copyText(link) ? t("copied") : t("not_copied", { text: link }));
}

export function startPath() {
  on("path", showPath);
  on("progress", showPath);
  on("language", showPath);
}
