// What every page has: language, theme, freshness.
const view = keep.get("vlagraph.view", {}) || {};
const DAY = 86400000;

function remember(key, value) { view[key] = value; keep.set("vlagraph.view", view); }

function setLanguage(code) {
  if (root.dataset.onlyLang) return;
  root.lang = code;
  remember("lang", code);
  speak();
  tell("language");
}

function speak() {
  const code = root.lang;
  $("lang").textContent = say(WORDS.lang);
  $("lang").lang = code === "ko" ? "en" : "ko";
  for (const node of document.querySelectorAll("[data-label-en]")) node.setAttribute("aria-label", node.getAttribute("data-label-" + code));
  for (const node of document.querySelectorAll("[data-placeholder-en]")) node.placeholder = node.getAttribute("data-placeholder-" + code);
  for (const node of document.querySelectorAll("option[data-en]")) node.textContent = node.getAttribute("data-" + code);
  freshness();
  if (phone()) showHere();
}

// On a phone the links to the pages are a strip wider than the window: the one of this page comes into sight.
function showHere() {
  const here = document.querySelector(".top nav [aria-current]");
  if (here && here.previousElementSibling) here.parentNode.scrollLeft = here.offsetLeft - (innerWidth - here.offsetWidth) / 2;
}

function freshness() {
  const node = $("fresh");
  const stamp = node.dataset.fetched;
  if (!stamp) { node.textContent = t("fresh_never"); return; }
  const days = Math.max(0, Math.floor((Date.now() - Date.parse(stamp)) / DAY));
  if (Number.isNaN(days)) return;
  node.classList.toggle("old", days >= 14);
  node.textContent = days === 0 ? t("fresh_today") : t(days >= 14 ? "fresh_old" : "fresh_days", { n: days });
}

function dark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

$("lang").addEventListener("click", () => setLanguage(root.lang === "ko" ? "en" : "ko"));
$("theme").addEventListener("click", () => {
  const automatic = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const wanted = dark() ? "light" : "dark";
  if (wanted === automatic) delete root.dataset.theme; else root.dataset.theme = wanted;
  remember("theme", root.dataset.theme || "auto");
  tell("theme");
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => tell("theme"));
speak();
