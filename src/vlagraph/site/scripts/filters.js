// Filters, the two views, and the list with the same powers as the map.
let items = [];
let awake = false;

// The list gets its buttons when it is first looked at, or when nothing else is to do.
function wakeList() {
  if (awake) return;
  awake = true;
  items = [...document.querySelectorAll("#listing li[data-topic]")];
  items.forEach(equip);
}

function toggle(set, value) { if (set.has(value)) set.delete(value); else set.add(value); changed(); }

for (const chip of document.querySelectorAll("[data-tier]")) chip.addEventListener("click", () => toggle(state.tiers, Number(chip.dataset.tier)));
for (const [area, button] of rail) button.addEventListener("click", () => toggle(state.areas, area));
$("area").addEventListener("change", (event) => { state.areas = new Set(event.target.value === "" ? [] : [Number(event.target.value)]); changed(); });
$("stage").addEventListener("change", (event) => { state.stage = event.target.value; changed(); });
$("level").addEventListener("change", (event) => { state.level = event.target.value; changed(); });
$("hide-done").addEventListener("change", (event) => { state.hideDone = event.target.checked; changed(); });
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("clear").addEventListener("click", () => {
  Object.assign(state, { areas: new Set(), tiers: new Set(), stage: "", level: "", hideDone: false });
  changed();
});

function showFilters() {
  for (const chip of document.querySelectorAll("[data-tier]")) chip.setAttribute("aria-pressed", String(state.tiers.has(Number(chip.dataset.tier))));
  const known = progress.known();
  const counts = DATA.areas.map(() => [0, 0]);
  for (const id of IDS) { counts[TOPICS[id].a][0] += 1; counts[TOPICS[id].a][1] += known.has(id) ? 1 : 0; }
  for (const [area, button] of rail) {
    button.setAttribute("aria-pressed", String(state.areas.has(area)));
    const [all, done] = counts[area];
    button.querySelector("[data-count]").textContent = done ? done + "/" + all : String(all);
  }
  root.classList.toggle("area-filter", state.areas.size > 0);
  $("area").value = state.areas.size === 1 ? String([...state.areas][0]) : "";
  $("stage").value = state.stage;
  $("level").value = state.level;
  $("hide-done").checked = state.hideDone;
  $("clear").hidden = !filtered();
  const count = IDS.filter(passes).length;
  $("count").textContent = filtered() ? t("topics_n", { n: count }) : "";
  showList();
}

function showList() {
  if (state.view === "list") wakeList();
  if (!awake) return;
  if (IDS.length > LISTED) {
    if (state.view !== "list") return;
    buildList();
  }
  const known = progress.known();
  const steps = new Map(stepsTo(state.path, known).map((id, index) => [id, index + 1]));
  for (const item of items) {
    const id = item.dataset.topic;
    const done = known.has(id);
    item.hidden = !passes(id) || (state.path.length > 0 && !steps.has(id));
    item.classList.toggle("done", done);
    item.classList.toggle("ready", !done && ready(id, known));
    const [mark, path] = item.querySelectorAll("button");
    mark.setAttribute("aria-pressed", String(done));
    mark.textContent = done ? "✓" : "";
    mark.setAttribute("aria-label", t(done ? "unmark" : "mark") + ": " + nameOf(id));
    path.setAttribute("aria-pressed", String(state.path.includes(id)));
    path.textContent = t("path");
    path.setAttribute("aria-label", t("path_add") + ": " + nameOf(id));
  }
  for (const group of document.querySelectorAll("#listing .group")) group.hidden = ![...group.querySelectorAll("li")].some((item) => !item.hidden);
}

// A large graph's list is built when it is first looked at, in part: the filters narrow it down.
const LISTED = 600;
function buildList() {
  const wanted = IDS.filter(passes).slice(0, LISTED);
  const rows = wanted.map((id) => el("li", { "data-topic": id, class: "a" + (TOPICS[id].a % 10) }, el("a", { href: "topics/" + id + ".html" }, nameOf(id)), " ", el("span", { class: "meta" }, t("hours", { lo: TOPICS[id].h[0], hi: TOPICS[id].h[1] }))));
  $("groups").replaceChildren(el("section", { class: "group" }, el("ol", {}, rows)));
  items = rows;
  rows.forEach(equip);
}

function equip(item) {
  const id = item.dataset.topic;
  item.querySelector("a").dataset.go = id;
  item.prepend(el("button", { type: "button", class: "tick", onclick: () => progress.mark(id, !progress.done(id)) }));
  item.append(el("button", { type: "button", class: "quiet small", onclick: () => togglePath(id) }));
}

function showView() {
  root.dataset.view = state.view;
  for (const button of document.querySelectorAll("[data-view]")) if (button.tagName === "BUTTON") button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  if (state.view !== "map" || !root.dataset.ready) return;
  if (!network) { startMap(); return; }
  network.setSize("100%", "100%");
  network.redraw();
  if (!moved) fit();
}

function setView(name) {
  state.view = name;
  writeAddress(false);
  tell("view");
}
for (const button of document.querySelectorAll("button[data-view]")) button.addEventListener("click", () => setView(button.dataset.view));
$("open-map").addEventListener("click", () => setView("map"));
$("map-close").addEventListener("click", () => setView("list"));
on("view", () => { showView(); showList(); });
on("filter", showFilters);
on("path", showList);
on("progress", () => { showFilters(); if (state.topic) showPanel(); });
on("language", () => { showFilters(); if (state.topic) showPanel(); });
