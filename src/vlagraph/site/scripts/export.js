// Taking the picture and the marks away.
function wholePicture(scale) {
  const [width, height] = DATA.size;
  const canvas = el("canvas", { width: width * scale, height: height * scale });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = shade.colour.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.scale(scale, scale);
  drawBands(ctx);
  drawEdges(ctx);
  for (const id of IDS) drawCard(ctx, id, PLACE.get(id).x, PLACE.get(id).y, 1);
  ctx.font = "600 12px " + shade.font;
  ctx.textAlign = "left";
  for (const [area, top, bottom] of DATA.bands) {
    ctx.fillStyle = shade.colour.areas[area % 10];
    ctx.fillText(say(DATA.areas[area].n), 12, (top + bottom) / 2 + 4, 104);
  }
  return canvas;
}

async function savePng() {
  await loadLines();
  prepare();
  const [width, height] = DATA.size;
  const scale = Math.min(2, Math.sqrt(48e6 / (width * height)));
  wholePicture(scale).toBlob((blob) => download("vlagraph.png", blob), "image/png");
}

function saveSvg() {
  prepare();
  const copy = first.cloneNode(true);
  copy.removeAttribute("class");
  for (const node of copy.querySelectorAll("[id^=glow-]")) node.remove();
  for (const node of copy.querySelectorAll(lang() ? ".en" : ".ko")) node.remove();
  for (const link of copy.querySelectorAll("a")) {
    const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
    group.setAttribute("class", link.getAttribute("class"));
    group.append(...link.childNodes);
    link.replaceWith(group);
  }
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = svgStyle();
  copy.prepend(style);
  download("vlagraph.svg", new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
}

function svgStyle() {
  const { colour } = shade;
  const rules = ["text{font:400 12.5px sans-serif;fill:" + colour.ink + "}", ".edge{fill:none;stroke:" + colour.edge + ";stroke-width:1.5}",
    ".recommended.edge{stroke-dasharray:5 4;stroke-width:1}", ".head{fill:" + colour.edge + "}", ".tier-mark{fill:" + colour.soft + "}",
    ".tier-letter{font-weight:700;font-size:12px;text-anchor:middle;fill:" + colour.paper + "}", ".ready .ground{stroke:" + colour.ink + "!important;stroke-width:1.75}"];
  colour.areas.forEach((area, index) => rules.push(
    `.a${index} .ground{fill:${colour.tints[index]};stroke:${area};stroke-opacity:.6}`, `.a${index}.stripe{fill:${area}}`, `.a${index}.block{fill:${area};fill-opacity:.55}`, `.a${index}.band{fill:${colour.bands[index]}}`, `.a${index}.band-name{fill:${area};font-weight:600;font-size:12px}`));
  return rules.join("");
}

$("save-png").addEventListener("click", savePng);
$("save-svg").addEventListener("click", saveSvg);
$("print").addEventListener("click", () => print());
$("copy-link").addEventListener("click", copyLink);
$("save-progress").addEventListener("click", () => download("progress.json", new Blob([progress.text()], { type: "application/json" })));
$("load-progress").addEventListener("click", () => $("progress-file").click());
$("progress-file").addEventListener("change", (event) => { if (event.target.files[0]) loadProgressFile(event.target.files[0]); event.target.value = ""; });
