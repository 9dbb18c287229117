// Files and texts that the reader takes away, each with an answer: saved, copied, or neither.
import { el } from "./dom.js";
import { t } from "./texts.js";
import { announce } from "./toast.js";

const KEPT = 2000; // milliseconds for which a browser may still read what it saves

/**
 * @param {string} name
 * @param {string[]} texts
 * @param {string} type
 */
export function download(name, texts, type) {
  downloadBlob(name, new Blob(texts, { type }));
}

/** Saves `blob` as a file, and says so; without one it says that there is none.
 * @param {string} name
 * @param {Blob | null} blob
 */
export function downloadBlob(name, blob) {
  if (!blob) { announce(t("not_saved", { name })); return; }
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
  announce(t("saved", { name }));
}

/** Copies `text`: a page from disk or over plain http may not ask for the clipboard, and the old command works there.
 * @param {string} text
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

/** @param {string} text */
function copyByHand(text) {
  const before = document.activeElement;
  const area = el("textarea", { class: "unseen", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  let isCopied = false;
  try { isCopied = document.execCommand("copy"); } catch { /* a browser without the command */ }
  area.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return isCopied;
}
