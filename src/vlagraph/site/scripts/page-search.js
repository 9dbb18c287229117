// What the search finds on every page but the map: topics, their areas, concepts and papers, goals, projects, the papers of the list.
import { startSearchBox } from "./search-box.js";
import { loadSearchData, paperAnswers, searchData, searchIsRead, up } from "./search-data.js";
import { findTopics, makeEntries, makePart } from "./search.js";
import { colourClass } from "./sizes.js";
import { entryOf, once, table } from "./tables.js";
import { inLanguage, otherTongue, t, tongue } from "./texts.js";

/** @typedef {{ label: Pair, note: Pair, href: string, className: string }} Place */

// All that can be found, by id; topics before goals.
const makeTargets = once(() => {
  const { topics = [], areas = [], goals = [], titles = table() } = searchData() || {}; // an older page may have had the file kept without one
  const areaParts = areas.map(([id, en, ko]) => makePart("area", [en, ko], [id, en, ko]));
  /** @type {Record<string, Place>} */
  const places = table();
  /** @type {Record<string, () => import("./search.js").SearchPart[]>} */
  const parts = table();
  for (const [id, en, ko, anchor] of goals) {
    const href = anchor ? "projects.html#" + anchor : "index.html#path=" + id;
    places[id] = { label: [en, ko], note: anchor ? WORDS.project : WORDS.goal, href, className: "" };
    parts[id] = () => [];
  }
  for (const [id, en, ko, area, , concepts, keys] of topics) {
    places[id] = { label: [en, ko], note: WORDS.topic, href: "topics/" + id + ".html", className: colourClass(area) };
    parts[id] = once(() => [...areaParts.slice(area, area + 1), ...concepts.map(([concept, ...names]) => makePart("concept", [names[0], names[1]], [concept, ...names])),
      ...keys.map((paper) => keyPaperPart(paper, entryOf(titles, paper) || ""))]);
  }
  const entries = makeEntries([
    ...topics.map(([id, en, ko, , others]) => /** @type {const} */ ([id, [en, ko, id], others])),
    ...goals.filter(([id]) => !topics.some(([topic]) => topic === id)).map(([id, en, ko, , others]) => /** @type {const} */ ([id, [en, ko, id], others])),
  ]);
  return { entries, places, parts };
});

/** @param {string} id @param {string} title */
function keyPaperPart(id, title) {
  const short = title.includes(":") ? title.split(":")[0] : "";
  return makePart("paper", [title || id, ""], [id, title, short, short.replace("π", "pi")].filter(Boolean));
}

/** @param {string} text @returns {import("./search-box.js").Answer[]} */
function findEverywhere(text) {
  if (!searchIsRead()) return text.trim() ? [{ id: "", label: t("search_loading"), note: "" }] : [];
  if (!searchData()) return text.trim() ? [{ id: "", label: t("search_failed"), note: "" }] : [];
  const { entries, places, parts } = makeTargets();
  const topics = findTopics(text, entries, (id) => parts[id]()).map(({ id, part }) => {
    const { label, className, href, ...place } = places[id];
    const note = part ? part.label : place.note;
    return {
      id, label: inLanguage(label), labelLanguage: otherTongue(label), note: inLanguage(note),
      noteLanguage: part?.kind === "paper" ? tongue(note[0]) : otherTongue(note), className, href: up() + href,
    };
  });
  return [...topics, ...paperAnswers(text)];
}

export const startPageSearch = () => startSearchBox({ find: findEverywhere, prepare: loadSearchData });
