// Before the first paint: language, theme, view. Asking for what the reader chose before makes a local page wait for the browser,
// which is busy with opening it, for longer than its picture takes; there the first script after the paint asks.

const root = document.documentElement;
root.dataset.roadmap = document.querySelector('meta[name="roadmap"]')?.getAttribute("content") || "";
const only = root.dataset.onlyLang; // of a roadmap in one language
const asked = /(?:^#|&)lang=(en|ko)/.exec(location.hash);
let recalled = false;

// Choices of this roadmap; until there are some, those that older pages kept for all of them.
function readView() {
  const key = "vlagraph.view";
  try { return JSON.parse(localStorage.getItem(key + "." + root.dataset.roadmap) || localStorage.getItem(key) || "{}") || {}; } catch { return {}; }
}

window.recallView = () => {
  if (recalled) return false;
  recalled = true;
  const view = readView();
  const entry = history.state; // what the map keeps beside an address: the language that was chosen when it wrote it
  const isOlder = Boolean(entry) && typeof entry.chosen === "string" && entry.chosen !== (view.lang || "");
  if (!only && (!asked || isOlder) && (view.lang === "ko" || view.lang === "en")) root.lang = view.lang;
  if (view.theme === "dark" || view.theme === "light") root.dataset.theme = view.theme;
  return "theme" in root.dataset;
};

root.lang = only || (asked ? asked[1] : /^ko/.test(navigator.language) ? "ko" : "en");
if (location.protocol !== "file:") window.recallView();
const wanted = /(?:^#|&)view=(map|list)/.exec(location.hash);
root.dataset.view = wanted ? wanted[1] : matchMedia("(max-width: 47.5em)").matches ? "list" : "map";
if (/(?:^#|&)path=./.test(location.hash)) root.dataset.path = "";
root.classList.add("js");
