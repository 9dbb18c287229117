// The picture first: the rest of the page and its script wait as plain text until it has been painted, and vis-network until the
// reader can use the page.
import { addKoreanNames } from "./korean-names.js";

const FRAME = 20; // milliseconds for a frame in the chosen theme, before the script takes its time
const PATIENCE = 1500; // milliseconds after which the page starts in a browser that reports no paint
let begun = false;

function begin() {
  if (begun) return;
  begun = true;
  if (window.recallView()) setTimeout(start, FRAME); else start();
}

function start() {
  document.querySelectorAll("[data-later]").forEach(insertStored);
  addKoreanNames();
  const script = document.createElement("script");
  script.textContent = document.getElementById("ours")?.textContent || "";
  document.head.append(script);
}

/** Puts the page's own markup, which waits as text in `store`, in its place.
 * @param {Element} store
 */
function insertStored(store) {
  const place = store.parentElement?.hasAttribute("data-room") ? store.parentElement : store;
  place.outerHTML = store.textContent || "";
}

function beginAfterPaint() {
  try {
    new PerformanceObserver((list) => {
      if (list.getEntriesByName("first-contentful-paint").length) begin();
    }).observe({ type: "paint", buffered: true });
  } catch { /* a browser that reports no paint: the timer starts the page */ }
  setTimeout(begin, PATIENCE);
}

if (document.documentElement.dataset.view === "list") begin(); else beginAfterPaint();
