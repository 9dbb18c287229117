// Which key of the page a key press means, whatever the layout and the state of the keyboard.

const COMPOSING = 229; // the code of a key that an input method has taken: https://w3c.github.io/uievents/#determine-keydown-keyup-keyCode
/** @type {Record<string, string>} */
const BY_PLACE = { KeyK: "k", KeyL: "l", KeyM: "m", KeyP: "p", KeyS: "s", Slash: "/" };

/** Whether the press belongs to a syllable that is still being put together.
 * @param {KeyboardEvent} event
 */
export const isComposing = (event) => event.isComposing || event.keyCode === COMPOSING;

/** The name of the key: a Latin letter in lower case whatever Shift and Caps Lock say; where the layout writes others
 * (ㅡ for M), the letter that stands at its place; "" while a syllable is composed.
 * @param {KeyboardEvent} event
 * @returns {string}
 */
export function keyName(event) {
  if (isComposing(event)) return "";
  const { key } = event;
  if (key.length !== 1 || key <= "~") return key.length === 1 ? key.toLowerCase() : key;
  return BY_PLACE[event.code] || key;
}
