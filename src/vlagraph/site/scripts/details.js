// What the first picture does not need waits deflated in the page: the details of topics, the names cut into lines, vis-network.
import { pane } from "./elements.js";
import { byId, el, root } from "./dom.js";
import { emit } from "./events.js";
import { NODES, TOPICS } from "./graph.js";
import { inBoth } from "./notice.js";
import { once, table } from "./tables.js";

/** Nothing, until it is unpacked; a map of thousands leaves it to the topic pages.
 * @type {Details}
 */
let details = { topics: table(), papers: table() };
let read = false;
let tooOld = false;

/** The text packed in the template `id`.
 * @param {"details" | "lines" | "vis"} id
 * @throws {ReferenceError} in a browser that cannot inflate
 */
async function unpack(id) {
  const packed = atob(byId(id)?.content.textContent || "");
  const bytes = Uint8Array.from(packed, (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

export const detailsAreRead = () => read;
export const isTooOld = () => tooOld;

/** @param {string} id @returns {TopicDetails} */
export function detailsOf(id) {
  return details.topics[id] || { s: null, c: [], y: TOPICS[id].needs.map(() => ["", "", "", []]), h: [], k: [], w: null, m: 0, rel: [] };
}

/** @param {string} id @returns {PaperFacts | undefined} */
export const paperOf = (id) => details.papers[id];

export const loadDetails = once(async () => {
  if (!byId("details")) return;
  try {
    details = JSON.parse(await unpack("details"));
  } catch {
    showTooOld();
    return;
  }
  read = true;
  emit("details");
});

export const loadLines = once(async () => {
  /** @type {[string[], string[]][]} */
  const lines = JSON.parse(await unpack("lines"));
  lines.forEach((rows, index) => { NODES[index].lines = rows; });
});

/** Puts vis-network into the page. */
export const loadVis = once(async () => {
  const [text] = await Promise.all([unpack("vis"), loadLines()]);
  const script = document.createElement("script");
  script.textContent = text;
  document.head.append(script);
});

/** Without vis-network the picture stays, with its links, the search and the list. */
export function showTooOld() {
  if (tooOld) return;
  tooOld = true;
  root.classList.add("too-old");
  pane.prepend(el("p", { id: "too-old", role: "status" }, inBoth(WORDS.too_old)));
}
