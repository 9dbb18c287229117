// The elements of the page: found by id, and made without ever parsing text as HTML.

export const root = document.documentElement;

/**
 * @template {keyof PageElements} K
 * @param {K} id
 * @returns {PageElements[K]}
 */
export function byId(id) {
  return /** @type {any} */ (document.getElementById(id));
}

/** The JSON in the element `id`; null where the page has none.
 * @param {string} id
 * @returns {any}
 */
export function readJson(id) {
  const node = document.getElementById(id);
  return node ? JSON.parse(node.textContent || "") : null;
}

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement[]}
 */
export function all(selector, within = document) {
  return [...within.querySelectorAll(/** @type {"div"} */ (selector))];
}

/** The nearest element around the target of `event` that fits.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
}

/** A property that begins with "on" is a listener; null, undefined and false leave out a property or a child.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} properties
 * @param {...any} children elements, texts, and lists of them
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const FOCUSABLE = "a[href], button, summary, [tabindex]";

/** The element of `place` that has the focus; null where none has.
 * @param {HTMLElement} place
 */
export const focusedIn = (place) => all(FOCUSABLE, place).find((node) => node === document.activeElement) || null;

/** Does `action`, which makes what is in `place` anew; who was there with the keyboard is afterwards on the same thing: that with the
 * same id or address, else that at the same place.
 * @param {HTMLElement} place
 * @param {() => void} action
 */
export function keepFocus(place, action) {
  const before = focusedIn(place);
  const at = before ? all(FOCUSABLE, place).indexOf(before) : 0;
  action();
  if (!before || before.isConnected) return;
  const now = all(FOCUSABLE, place);
  const address = before.getAttribute("href");
  const same = before.id ? now.find(({ id }) => id === before.id) : now.find((node) => address && node.getAttribute("href") === address);
  (same || now[Math.min(at, now.length - 1)])?.focus({ preventScroll: true });
}

const REFERENCE = /(arXiv:(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})|https?:\/\/(?:[^\s<>"'()]|\([^\s<>"'()]*\))*(?:[^\s<>"'().,;:!?\]]|\([^\s<>"'()]*\)))/;

/** `text` with its arXiv numbers and web addresses as links.
 * @param {string} text
 * @returns {Array<string | HTMLElement>}
 */
export function linked(text) {
  return text.split(REFERENCE).map((part) => {
    const address = part.startsWith("arXiv:") ? "https://arxiv.org/abs/" + part.slice(6) : part;
    return REFERENCE.test(part) ? el("a", { href: address, rel: "noreferrer" }, part) : part;
  });
}

export const prefersStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const PHONE = matchMedia("(max-width: 47.5em)");
export const isPhone = () => PHONE.matches;
