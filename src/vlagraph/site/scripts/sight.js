// What a choice names is brought into sight: the topic with what it needs, the path, what the filters leave.
import { on } from "./events.js";
import { IDS, needsOf } from "./graph.js";
import { NUMBERED } from "./sizes.js";
import { isFiltered, passes, pathSteps, state } from "./state.js";
import { revealAll } from "./viewport.js";

/** What the address names; nothing where it names nothing. */
export function revealNamed() {
  if (state.topic) revealTopic(state.topic);
  else if (state.path.length) revealAll(pathSteps().reverse(), NUMBERED);
  else if (isFiltered()) revealAll(IDS.filter(passes), NUMBERED);
}

/** A topic and, where there is room, what it needs.
 * @param {string} id
 */
export const revealTopic = (id) => revealAll([id, ...needsOf(id)]);

export function startSight() {
  on("path", () => { if (!state.topic) revealNamed(); });
  on("filter", () => { if (!state.topic && !state.path.length) revealNamed(); });
}
