// What the reader looks at; the address bar holds all of it, so that every view is a link.
const state = { topic: null, hover: null, cursor: null, path: [], areas: new Set(), tiers: new Set(), stage: "", level: "", hideDone: false, view: "map" };

function passes(id) {
  const topic = TOPICS[id];
  return (!state.areas.size || state.areas.has(topic.a))
    && (!state.tiers.size || state.tiers.has(topic.t))
    && (state.stage === "" || topic.g === Number(state.stage))
    && (state.level === "" || topic.l === Number(state.level))
    && !(state.hideDone && progress.done(id));
}

const filtered = () => state.areas.size || state.tiers.size || state.stage !== "" || state.level !== "" || state.hideDone;

function address() {
  const parts = [];
  const add = (key, value) => { if (value) parts.push(key + "=" + value); };
  add("topic", state.topic);
  add("path", state.path.join(","));
  add("area", [...state.areas].map((index) => DATA.areas[index].id).join(","));
  add("tier", [...state.tiers].map((index) => DATA.tiers[index].id).join(","));
  add("stage", state.stage === "" ? "" : DATA.stages[Number(state.stage)].id);
  add("level", state.level);
  add("view", state.view === "list" ? "list" : "");
  add("lang", root.lang);
  return "#" + parts.join("&");
}

function readAddress() {
  const bare = decode(location.hash.slice(1));
  const given = new URLSearchParams(TOPICS[bare] ? "topic=" + bare : location.hash.slice(1));
  const listed = (key) => (given.get(key) || "").split(",").filter(Boolean);
  const index = (items, id) => items.findIndex((item) => item.id === id);
  const known = (id) => Object.hasOwn(TOPICS, id);
  state.topic = known(given.get("topic")) ? given.get("topic") : null;
  state.path = listed("path").filter(known);
  state.areas = new Set(listed("area").map((id) => index(DATA.areas, id)).filter((at) => at >= 0));
  state.tiers = new Set(listed("tier").map((id) => index(DATA.tiers, id)).filter((at) => at >= 0));
  const stage = index(DATA.stages, given.get("stage"));
  state.stage = stage >= 0 ? String(stage) : "";
  state.level = /^[1-5]$/.test(given.get("level") || "") ? given.get("level") : "";
  state.view = given.get("view") === "list" ? "list" : given.get("view") === "map" || !phone() ? "map" : "list";
  if (/^(en|ko)$/.test(given.get("lang") || "") && given.get("lang") !== root.lang) setLanguage(given.get("lang"));
  if (state.topic) state.cursor = state.topic;
}

function decode(text) {
  try { return decodeURIComponent(text); } catch (error) { return ""; }
}

let written = location.hash;
function writeAddress(step) {
  const wanted = address();
  if (wanted === written) return;
  written = wanted;
  try { history[step ? "pushState" : "replaceState"](null, "", wanted); } catch (error) { location.hash = wanted; }
}

function select(id, options) {
  if (state.topic === id) return;
  state.topic = id;
  state.hover = null;
  if (id) state.cursor = id;
  writeAddress(true);
  tell("select", options || {});
  tell("focus");
}

function hover(id) {
  if (state.hover === id) return;
  state.hover = id;
  tell("focus");
}

function setPath(targets) {
  state.path = targets;
  writeAddress(true);
  tell("path");
  tell("focus");
}

function togglePath(id) {
  setPath(state.path.includes(id) ? state.path.filter((other) => other !== id) : [...state.path, id]);
}

function changed() {
  writeAddress(false);
  tell("filter");
  tell("focus");
}

function followAddress() {
  if (location.hash === written) return;
  written = location.hash;
  readAddress();
  for (const event of ["select", "path", "filter", "view", "focus"]) tell(event, {});
}
addEventListener("popstate", followAddress);
addEventListener("hashchange", followAddress);
on("language", () => writeAddress(false));
