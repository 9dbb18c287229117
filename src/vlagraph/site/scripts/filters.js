// The filters and the two views.
import { all, byId, isPhone, PHONE, root } from "./dom.js";
import { rail } from "./elements.js";
import { on } from "./events.js";
import { DATA, IDS, TOPICS } from "./graph.js";
import { showList } from "./list.js";
import { startMap } from "./map.js";
import { progress } from "./progress.js";
import { clearFilters, closeMap, filtersChanged, isFiltered, openMap, passes, setView, state } from "./state.js";
import { t } from "./texts.js";
import { fit, getNetwork, hasMoved } from "./viewport.js";

/** @param {Set<number>} set @param {number} value */
function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
  filtersChanged();
}

export function showFilters() {
  for (const chip of all("[data-tier]")) chip.setAttribute("aria-pressed", String(state.tiers.has(Number(chip.dataset.tier))));
  showAreas();
  root.classList.toggle("area-filter", state.areas.size > 0);
  byId("area").value = state.areas.size === 1 ? String([...state.areas][0]) : "";
  byId("stage").value = state.stage;
  byId("level").value = state.level;
  byId("hide-done").checked = state.hideLearned;
  byId("clear").hidden = !isFiltered();
  byId("count").textContent = isFiltered() ? t("topics_n", { n: IDS.filter(passes).length }) : "";
  showList();
}

function showAreas() {
  const learned = progress.learned();
  const counts = DATA.areas.map(() => ({ all: 0, learned: 0 }));
  for (const id of IDS) {
    const count = counts[TOPICS[id].area];
    count.all += 1;
    if (learned.has(id)) count.learned += 1;
  }
  for (const [area, button] of rail) {
    const count = counts[area];
    button.setAttribute("aria-pressed", String(state.areas.has(area)));
    all("[data-count]", button)[0].textContent = count.learned ? count.learned + "/" + count.all : String(count.all);
  }
}

const viewButtons = () => all("button[data-view]");

/** On a phone the map lies over the rest of the page: the keyboard and screen readers go around what it hides. */
function coverPage() {
  const covers = isPhone() && state.view === "map";
  for (const part of all(".top, .bar, .pathbar, .foot > p")) part.inert = covers;
}

/** On a phone the focus goes onto the map that covers the page, and from there back to the button that opens it; not when the reader is
 * on something that is still in sight.
 */
function followCover() {
  const focused = document.activeElement;
  const isInSight = focused && focused !== document.body && focused.getClientRects().length > 0 && !focused.closest("[inert]");
  if (!isPhone() || isInSight) return;
  (state.view === "map" ? byId("map-close") : byId("open-map")).focus({ preventScroll: true });
}

export function showView() {
  root.dataset.view = state.view;
  coverPage();
  for (const button of viewButtons()) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  if (state.view !== "map" || !root.dataset.ready) return;
  const network = getNetwork();
  if (!network) { startMap(); return; }
  network.setSize("100%", "100%");
  network.redraw();
  if (!hasMoved()) fit();
}

function followForm() {
  byId("area").addEventListener("change", () => {
    const { value } = byId("area");
    state.areas = new Set(value === "" ? [] : [Number(value)]);
    filtersChanged();
  });
  byId("stage").addEventListener("change", () => { state.stage = byId("stage").value; filtersChanged(); });
  byId("level").addEventListener("change", () => { state.level = byId("level").value; filtersChanged(); });
  byId("hide-done").addEventListener("change", () => { state.hideLearned = byId("hide-done").checked; filtersChanged(); });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", () => { clearFilters(); all("#filter-menu summary")[0].focus(); });
}

export function startFilters() {
  PHONE.addEventListener("change", coverPage);
  for (const chip of all("[data-tier]")) chip.addEventListener("click", () => toggle(state.tiers, Number(chip.dataset.tier)));
  for (const [area, button] of rail) button.addEventListener("click", () => toggle(state.areas, area));
  followForm();
  for (const button of viewButtons()) button.addEventListener("click", () => setView(button.dataset.view === "list" ? "list" : "map"));
  byId("open-map").addEventListener("click", openMap);
  byId("map-close").addEventListener("click", closeMap);
  let before = state.view;
  on("view", () => {
    showView();
    showList();
    if (state.view !== before) followCover();
    before = state.view;
  });
  on("filter", showFilters);
  on("path", showList);
  on("progress", showFilters);
  on("language", showFilters);
}
