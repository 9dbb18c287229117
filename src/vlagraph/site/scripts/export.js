// Taking the map and the marks away: as a picture, as a file.
import { loadLines } from "./details.js";
import { byId, el } from "./dom.js";
import { context } from "./draw-cards.js";
import { refocus } from "./focus.js";
import { isTopic, successorsOf } from "./graph.js";
import { copyLink } from "./path.js";
import { loadProgressFile, saveProgressFile } from "./progress.js";
import { download, downloadBlob } from "./saving.js";
import { layOut, paintSheet, paintSvg, prepareSheet } from "./sheet.js";

const MOST_PIXELS = 48e6; // of a saved picture: browsers refuse canvases of much more
const SHARPEST = 2; // pixels of a unit of the map

async function savePng() {
  await loadLines();
  prepareSheet();
  const sheet = layOut();
  const scale = Math.min(SHARPEST, Math.sqrt(MOST_PIXELS / (sheet.width * sheet.height)));
  const canvas = el("canvas", { width: Math.round(sheet.width * scale), height: Math.round(sheet.height * scale) });
  const pen = context(canvas);
  pen.scale(scale, scale);
  paintSheet(pen, sheet, (x, y, action) => { pen.translate(x, y); action(); pen.translate(-x, -y); });
  canvas.toBlob((blob) => downloadBlob("vlagraph.png", blob), "image/png");
  refocus();
}

async function saveSvg() {
  await loadLines();
  const text = new XMLSerializer().serializeToString(paintSvg());
  download("vlagraph.svg", [text], "image/svg+xml");
  refocus();
}

/** Merges the chosen file in; choosing the same one again is a change too. */
function takeFile() {
  const input = byId("progress-file");
  const file = input.files && input.files[0];
  if (file) loadProgressFile(file, (id) => isTopic(id) || successorsOf(id).length > 0);
  input.value = "";
}

export function startExport() {
  byId("save-png").addEventListener("click", savePng);
  byId("save-svg").addEventListener("click", saveSvg);
  byId("print").addEventListener("click", () => loadLines().then(() => print()));
  byId("copy-link").addEventListener("click", copyLink);
  byId("save-progress").addEventListener("click", saveProgressFile);
  byId("load-progress").addEventListener("click", () => byId("progress-file").click());
  byId("progress-file").addEventListener("change", takeFile);
}
