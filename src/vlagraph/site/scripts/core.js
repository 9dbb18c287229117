// The ground: data, words in the reader's language, building elements without ever parsing text as HTML.
recallView();
const root = document.documentElement;
const read = (id) => { const node = document.getElementById(id); return node ? JSON.parse(node.textContent) : null; };
const DATA = read("data");
const table = (values) => Object.assign(Object.create(null), values); // "constructor" is a good name of a topic
const $ = (id) => document.getElementById(id);
const lang = () => (root.lang === "ko" ? 1 : 0);
const say = (pair) => (pair ? pair[lang()] || pair[0] : "");
const t = (key, values) => say(WORDS[key]).replace(/\{(\w+)\}/g, (all, name) => (values && name in values ? values[name] : all));
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const phone = () => matchMedia("(max-width: 760px)").matches;

function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

const listeners = {};
function on(event, action) { (listeners[event] = listeners[event] || []).push(action); }
function tell(event, detail) { for (const action of listeners[event] || []) action(detail); }

const keep = {
  get(key, fallback) {
    try { const text = localStorage.getItem(key); return text === null ? fallback : JSON.parse(text); } catch (error) { return fallback; }
  },
  set(key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch (error) { return false; }
  },
};

function announce(text) {
  const live = $("live");
  if (live) live.textContent = text;
}

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 2000);
}

function linked(text) {
  const parts = String(text).split(/(arXiv:(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})|https?:\/\/[^\s<>"']+[^\s<>"'.,;)])/);
  return parts.map((part) => {
    if (/^arXiv:/.test(part)) return el("a", { href: "https://arxiv.org/abs/" + part.slice(6), rel: "noreferrer" }, part);
    if (/^https?:\/\//.test(part)) return el("a", { href: part, rel: "noreferrer" }, part);
    return part;
  });
}
