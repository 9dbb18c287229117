// What the search finds on the map: topics, their areas, concepts and papers, goals; and the papers of the list.
import { detailsAreRead, detailsOf, loadDetails, paperOf } from "./details.js";
import { areaPairOf, DATA, IDS, isTopic, LARGE, targetPair, TOPICS } from "./graph.js";
import { root } from "./dom.js";
import { findTopics, makeEntries, makePart } from "./search.js";
import { startSearchBox } from "./search-box.js";
import { loadSearchData, paperAnswers } from "./search-data.js";
import { colourClass } from "./sizes.js";
import { hover, select, setPath } from "./state.js";
import { once } from "./tables.js";
import { inLanguage, otherTongue, tongue } from "./texts.js";

/** @type {Map<string, import("./search.js").SearchPart[]>} */
const knownParts = new Map();

const entries = once(() => makeEntries([
  ...IDS.map((id) => /** @type {const} */ ([id, [...TOPICS[id].name, id], [...TOPICS[id].aliases, ...TOPICS[id].former]])),
  ...DATA.goals.filter(({ id }) => !isTopic(id)).map(({ id, n, al }) => /** @type {const} */ ([id, [...n, id], al || []])),
]));

const areaParts = once(() => DATA.areas.map(({ id, n }) => [makePart("area", n, [id, ...n])]));

// Areas are looked through too; concepts and papers where that is quick.
/** @param {string} id */
function partsOf(id) {
  if (!isTopic(id)) return [];
  const area = areaParts()[TOPICS[id].area];
  if (LARGE || !detailsAreRead()) return area;
  const parts = knownParts.get(id) ?? [...area, ...detailsOf(id).c.map(conceptPart), ...detailsOf(id).k.map(([paper]) => paperPart(paper))];
  knownParts.set(id, parts);
  return parts;
}

/** @param {TopicDetails["c"][number]} concept */
const conceptPart = ([id, en, ko, , , aliases]) => makePart("concept", [en, ko], [id, en, ko, ...(aliases || [])]);

/** The short name of a paper stands before the colon of its title, as in core/parts.py.
 * @param {string} id
 */
function paperPart(id) {
  const title = paperOf(id)?.[0] || "";
  const short = title.includes(":") ? title.split(":")[0] : "";
  return makePart("paper", [title || id, ""], [id, title, short, short.replace("π", "pi")].filter(Boolean));
}

/** @param {string} text */
export const find = (text) => findTopics(text, entries(), partsOf);

/** @param {import("./search.js").Hit} hit @returns {import("./search-box.js").Answer} */
function answerOf({ id, part }) {
  const [label, note] = [targetPair(id), part ? part.label : isTopic(id) ? areaPairOf(id) : WORDS.goal];
  return {
    id, label: inLanguage(label), labelLanguage: otherTongue(label),
    note: inLanguage(note), noteLanguage: part?.kind === "paper" ? tongue(note[0]) : otherTongue(note),
    className: isTopic(id) ? colourClass(TOPICS[id].area) : "",
    take: () => { if (isTopic(id)) select(id, { focus: true }); else setPath([id]); },
  };
}

export function startMapSearch() {
  startSearchBox({
    find: (text) => [...find(text).map(answerOf), ...paperAnswers(text)],
    prepare: () => { loadDetails(); if (!("framed" in root.dataset)) loadSearchData(); },
    point: (id) => hover(isTopic(id) ? id : null),
  });
}
