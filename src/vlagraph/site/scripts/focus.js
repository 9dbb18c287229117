// Lighting what the reader points at or has chosen, and fading the rest.
import { prefersStill } from "./dom.js";
import { IDS, LARGE } from "./graph.js";
import { isPlain, light, painting, wantedAlpha } from "./painting.js";
import { lightPicture } from "./picture.js";
import { getNetwork, redraw } from "./viewport.js";

const FADE = 160; // milliseconds: longer lags behind the pointer
let frame = 0;

export function refocus() {
  light();
  if (!getNetwork()) { lightPicture(); return; }
  cancelAnimationFrame(frame);
  const wanted = isPlain() && LARGE ? new Map() : new Map(IDS.map((id) => [id, wantedAlpha(id)]));
  if (prefersStill() || LARGE) {
    painting.alpha = wanted;
    redraw();
  } else {
    fadeTo(wanted);
  }
}

/** @param {Map<string, number>} wanted */
function fadeTo(wanted) {
  const from = painting.alpha;
  const start = performance.now();
  /** @param {number} time */
  const step = (time) => {
    const part = Math.min(1, (time - start) / FADE);
    const eased = 1 - (1 - part) ** 2;
    painting.alpha = new Map([...wanted].map(([id, to]) => { const a = from.get(id) ?? 1; return [id, a + (to - a) * eased]; }));
    redraw();
    if (part < 1) frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
}
