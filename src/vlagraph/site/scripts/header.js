// The head of every page: language, theme, and how fresh the papers are.
import { all, byId, isPhone, root } from "./dom.js";
import { emit } from "./events.js";
import { isObject, parseOrNull } from "./json.js";
import { keptText, keyOf } from "./roadmap-keys.js";
import { storage } from "./storage.js";
import { inLanguage, t } from "./texts.js";
import { announce } from "./toast.js";

const CHOICES = "vlagraph.view";
const DAY = 86400000; // in milliseconds
const OLD_DAYS = 14; // arXiv lists hundreds of papers in two weeks: the page then says it in amber

/** What the reader chose here, where the browser keeps nothing. @type {Record<string, unknown>} */
let unkept = {};

let seenChoice = ""; // the language that was chosen when this page last went by it

/** What the reader chose last, here or in another window. @returns {Record<string, unknown>} */
function choices() {
  const kept = parseOrNull(keptText(CHOICES) || "");
  return { ...(isObject(kept) ? kept : {}), ...unkept };
}

/** The language that the reader chose last; empty where none was chosen. */
export function chosenLanguage() {
  const { lang } = choices();
  return lang === "en" || lang === "ko" ? lang : "";
}

/** Keeps a choice beside those that other windows have kept since.
 * @param {string} key
 * @param {string} value
 */
function remember(key, value) {
  const wanted = { ...choices(), [key]: value };
  const isKept = storage.set(keyOf(CHOICES), wanted);
  unkept = isKept ? {} : { ...unkept, [key]: value };
  if (!isKept) announce(t("choice_not_kept"));
}

/** Does nothing where the pages have one language.
 * @param {string} code
 */
export function setLanguage(code) {
  if (root.dataset.onlyLang) return;
  root.lang = code;
  remember("lang", code);
  showLanguage(code);
}

/** @param {string} code */
function showLanguage(code) {
  root.lang = code;
  seenChoice = chosenLanguage();
  translate();
  emit("language");
}

function translate() {
  const code = root.lang;
  byId("lang").textContent = inLanguage(WORDS.lang);
  byId("lang").lang = code === "ko" ? "en" : "ko";
  for (const node of all("[data-label-en]")) node.setAttribute("aria-label", node.getAttribute("data-label-" + code) || "");
  for (const node of all("[data-placeholder-en]")) node.setAttribute("placeholder", node.getAttribute("data-placeholder-" + code) || "");
  for (const node of all("option[data-en]")) node.textContent = node.getAttribute("data-" + code);
  document.title = all("title")[0].getAttribute("data-" + code) || document.title;
  showFreshness();
  if (isPhone()) showCurrentLink();
}

// On a phone the links to the pages are a strip wider than the window: the one of this page comes into sight.
function showCurrentLink() {
  const link = all(".top nav [aria-current]")[0];
  if (!link || !link.previousElementSibling || !link.parentElement) return;
  link.parentElement.scrollLeft = link.offsetLeft - (innerWidth - link.offsetWidth) / 2;
}

function showFreshness() {
  const node = byId("fresh");
  if (node.dataset.recorded) return; // the page says in both languages what its papers are
  const fetched = node.dataset.fetched;
  if (!fetched) { node.textContent = t("fresh_never"); return; }
  const days = Math.max(0, Math.floor((Date.now() - Date.parse(fetched)) / DAY));
  if (Number.isNaN(days)) return;
  node.classList.toggle("old", days >= OLD_DAYS);
  if (!("snapshot" in node.dataset)) node.textContent = days === 0 ? t("fresh_today") : t("fresh_days", { n: days });
  const hint = byId("fresh-hint");
  if (hint) hint.hidden = days < OLD_DAYS;
}

const systemTheme = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

function switchTheme() {
  const wanted = (root.dataset.theme || systemTheme()) === "dark" ? "light" : "dark";
  if (wanted === systemTheme()) delete root.dataset.theme; else root.dataset.theme = wanted;
  remember("theme", root.dataset.theme || "auto");
  emit("theme");
}

/** Takes over what was chosen on another page while this one lay behind it. */
function catchUp() {
  const { theme } = choices();
  const [lang, before] = [chosenLanguage(), root.dataset.theme];
  const isNews = lang && lang !== seenChoice && !root.dataset.onlyLang;
  if (theme === "dark" || theme === "light") root.dataset.theme = theme; else if (theme === "auto") delete root.dataset.theme;
  if (root.dataset.theme !== before) emit("theme");
  if (isNews) showLanguage(lang);
}

/** The link over the head of the page leads there without an address of its own, which would take the place of what is chosen.
 * @param {Event} event
 */
function skip(event) {
  event.preventDefault();
  byId("main").focus();
}

export function startHeader() {
  window.recallView();
  seenChoice = chosenLanguage();
  addEventListener("pageshow", (event) => { if (event.persisted) catchUp(); });
  byId("lang").addEventListener("click", () => setLanguage(root.lang === "ko" ? "en" : "ko"));
  byId("theme").addEventListener("click", switchTheme);
  all(".skip")[0]?.addEventListener("click", skip);
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(query).addEventListener("change", () => emit("theme"));
  translate();
}
