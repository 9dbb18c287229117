// Taking the picture and the marks away.
import { loadLines } from "./details.js";
import { all, byId, el } from "./dom.js";
import { context, drawCard } from "./draw-cards.js";
import { drawEdges, drawRegionNames, drawRegions } from "./draw-edges.js";
import { picture } from "./elements.js";
import { DATA, IDS } from "./graph.js";
import { painting, preparePainting } from "./painting.js";
import { copyLink } from "./path.js";
import { loadProgressFile, saveProgressFile } from "./progress.js";
import { SVG } from "./picture.js";
import { download, downloadBlob } from "./saving.js";
import { inLanguage, language } from "./texts.js";

const MOST_PIXELS = 48e6; // of a saved picture: browsers refuse canvases of much more
const SHARPEST = 2; // pixels of a unit of the map

/** @param {number} scale */
function paintAll(scale) {
  const [width, height] = DATA.size;
  const canvas = el("canvas", { width: width * scale, height: height * scale });
  const ctx = context(canvas);
  ctx.fillStyle = painting.colours.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.scale(scale, scale);
  drawRegions(ctx);
  drawEdges(ctx, 1);
  for (const id of IDS) drawCard(ctx, id, 1);
  drawRegionNames(ctx, (area) => inLanguage(DATA.areas[area].n));
  return canvas;
}

async function savePng() {
  await loadLines();
  preparePainting();
  const [width, height] = DATA.size;
  const scale = Math.min(SHARPEST, Math.sqrt(MOST_PIXELS / (width * height)));
  paintAll(scale).toBlob((blob) => downloadBlob("vlagraph.png", blob), "image/png");
}

function saveSvg() {
  const copy = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  copy.removeAttribute("class");
  for (const node of all("[id^=glow-]", copy)) node.remove();
  for (const node of all(language() ? ".en" : ".ko", copy)) node.remove();
  all("a", copy).forEach(unlink);
  const style = document.createElementNS(SVG, "style");
  style.textContent = svgStyle();
  copy.prepend(style);
  download("vlagraph.svg", [new XMLSerializer().serializeToString(copy)], "image/svg+xml");
}

/** A saved picture has no links: the pages are not beside it.
 * @param {HTMLElement} link
 */
function unlink(link) {
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", link.getAttribute("class") || "");
  group.append(...link.childNodes);
  link.replaceWith(group);
}

function svgStyle() {
  const { ink, edge, soft, paper, areas, tints, bands, tiers } = painting.colours;
  const rules = [
    `text{font:400 12.5px sans-serif;fill:${ink}}`, `.edge{fill:none;stroke:${edge};stroke-width:1.5}`,
    `.head{fill:${edge}}`, `svg{background:${paper}}`, `.number{text-anchor:end;fill:${soft}}`,
    ".tier-letter{font-weight:700;font-size:12px;text-anchor:middle}",
    ...tiers.map((tier, index) => `.t${index}{fill:${tier}}`),
    `.ready .ground{stroke:${ink}!important;stroke-width:1.75}`,
    ...areas.map((area, index) => [
      `.a${index} .ground{fill:${tints[index]};stroke:${area};stroke-opacity:.6}`, `.a${index}.stripe{fill:${area}}`,
      `.a${index}.block{fill:${area};fill-opacity:.55}`, `.a${index}.band{fill:${bands[index]}}`,
      `.a${index}.band-name{fill:${area};font-weight:600;font-size:12px}`,
    ].join("")),
  ];
  return rules.join("");
}

/** Merges the chosen file in; choosing the same one again is a change too. */
function takeFile() {
  const input = byId("progress-file");
  const file = input.files && input.files[0];
  if (file) loadProgressFile(file);
  input.value = "";
}

export function startExport() {
  byId("save-png").addEventListener("click", savePng);
  byId("save-svg").addEventListener("click", saveSvg);
  byId("print").addEventListener("click", () => print());
  byId("copy-link").addEventListener("click", copyLink);
  byId("save-progress").addEventListener("click", saveProgressFile);
  byId("load-progress").addEventListener("click", () => byId("progress-file").click());
  byId("progress-file").addEventListener("change", takeFile);
}
