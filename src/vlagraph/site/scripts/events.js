// What one part of the page tells the others.

/** @typedef {"better" | "details" | "filter" | "focus" | "found" | "language" | "path" | "progress" | "select" | "theme" | "view"} PageEvent */
/** @typedef {(options: { focus?: boolean }) => void} Listener */

/** @type {Map<PageEvent, Listener[]>} */
const listeners = new Map();

/**
 * @param {PageEvent} event
 * @param {Listener} action
 */
export function on(event, action) {
  listeners.set(event, [...(listeners.get(event) || []), action]);
}

/**
 * @param {PageEvent} event
 * @param {{ focus?: boolean }} [options] for "select": bring the panel into focus
 */
export function emit(event, options = {}) {
  for (const action of listeners.get(event) || []) action(options);
}
