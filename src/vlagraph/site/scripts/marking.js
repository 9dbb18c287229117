// Giving a topic a state, and taking it back: every act is answered in sight and for those who hear the page.
import { progress } from "./progress.js";
import { t } from "./texts.js";
import { announce } from "./toast.js";

/** The sign of each state, so that none is told by its colour alone. @type {Record<TopicState, string>} */
export const SIGNS = { learned: "✓", learning: "◐", skipped: "–" };

/** @type {readonly TopicState[]} */
export const STATES = ["learned", "learning", "skipped"];

/** @param {TopicState} state */
export function stateWord(state) {
  if (state === "learned") return t("done");
  return state === "learning" ? t("state_learning") : t("state_skipped");
}

/** A state with its sign; nothing where there is none. @param {TopicState | null} state */
export const stateText = (state) => (state ? SIGNS[state] + " " + stateWord(state) : "");

/** Writes a state into the element that stands for it. @param {HTMLElement} place @param {TopicState | null} state */
export function showState(place, state) {
  place.textContent = stateText(state);
  place.hidden = !state;
  if (state) place.dataset.state = state; else delete place.dataset.state;
}

/** Gives a topic a state, or takes it back where the topic has it, and says so.
 * @param {string} id
 * @param {TopicState} wanted
 * @param {string} name of the topic, for the answer
 */
export function switchState(id, wanted, name) {
  const before = progress.state(id);
  progress.switchState(id, wanted);
  announce(answerTo(progress.state(id), before, name));
}

/** @param {TopicState | null} now @param {TopicState | null} before @param {string} name */
function answerTo(now, before, name) {
  if (now === "learned") return t("now_learned", { name });
  if (now === "learning") return t("now_learning", { name });
  if (now === "skipped") return t("now_skipped", { name });
  return before === "learned" ? t("now_not_learned", { name }) : t("now_unmarked", { name });
}
