// Before the first paint: language, theme, view. Asking for what the reader chose before makes a local page wait for the browser,
// which is busy with opening it, for longer than its picture takes; there the first script after the paint asks.

const root = document.documentElement;
const keys = (document.querySelector('meta[name="roadmap"]')?.getAttribute("content") || "").split(" ");
root.dataset.roadmap = keys[0];
root.dataset.formerKeys = keys.slice(1).join(" ");
const only = root.dataset.onlyLang; // of a roadmap in one language
const asked = /(?:^#|&)lang=(en|ko)/.exec(location.hash);
let recalled = false;

// Choices of this roadmap; until there are some, those that it kept under another key, then those that older pages kept for all.
function readView() {
  const names = [...keys.map((key) => "vlagraph.view." + key), "vlagraph.view"];
  try { return JSON.parse(names.map((name) => localStorage.getItem(name)).find(Boolean) || "{}") || {}; } catch { return {}; }
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
