// The map on paper: the sheet that is also saved, always in light colours.
import { lightColours } from "./colours.js";
import { byId, root } from "./dom.js";
import { refocus } from "./focus.js";
import { HUGE, NODES } from "./graph.js";
import { withColours } from "./painting.js";
import { paintSvg } from "./sheet.js";

/** Puts the sheet on the page; the first picture is printed of a map of thousands, and until the names are cut into lines. */
function showSheet() {
  const place = byId("sheet");
  if (place.childElementCount || HUGE || !NODES.length || !NODES[0].lines) return;
  withColours(lightColours(), () => place.replaceChildren(paintSvg()));
  root.classList.add("with-sheet");
}

function hideSheet() {
  byId("sheet").replaceChildren();
  root.classList.remove("with-sheet");
  refocus();
}

/** Browsers that have no events of printing tell of the medium. */
export function startPrint() {
  addEventListener("beforeprint", showSheet);
  addEventListener("afterprint", hideSheet);
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? showSheet() : hideSheet()));
}
