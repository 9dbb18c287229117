// A pen that writes what it paints as SVG: it has the part of a canvas context that the map is painted with.

const SPACE = "http://www.w3.org/2000/svg";
const FONT = /^(\d+) ([\d.]+)px/;
const ANCHORS = { left: "start", center: "middle", right: "end" };

/** What an outline was made of. @type {WeakMap<Path2D, string>} */
const made = new WeakMap();

/** The outline of an SVG path, for either pen.
 * @param {string} d
 */
export function shape(d) {
  const path = new Path2D(d);
  made.set(path, d);
  return path;
}

/** @param {string} tag @param {Record<string, string | number>} attributes */
export function svgElement(tag, attributes) {
  const node = document.createElementNS(SPACE, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}

/** A number with two places at most: more are less than can be seen. @param {number} value */
const short = (value) => String(Math.round(value * 100) / 100);

export class SvgPen {
  fillStyle = "#000";
  strokeStyle = "#000";
  lineWidth = 1;
  lineCap = "butt";
  lineJoin = "miter";
  globalAlpha = 1;
  font = "400 12px sans-serif";
  /** @type {"left" | "center" | "right"} */
  textAlign = "left";
  textBaseline = "alphabetic";
  /** @type {readonly number[]} */
  dash = [];
  d = "";

  /** @param {Element} root what it writes into @param {(text: string, font: string) => number} measure the width of a text */
  constructor(root, measure) {
    this.node = root;
    this.measure = measure;
  }

  /** What `action` paints, in a group.
   * @param {Record<string, string>} attributes
   * @param {() => void} action
   */
  group(attributes, action) {
    const outer = this.node;
    this.node = outer.appendChild(svgElement("g", attributes));
    action();
    this.node = outer;
  }

  beginPath() { this.d = ""; }

  /** @param {readonly number[]} dash */
  setLineDash(dash) { this.dash = dash; }

  /** A whole circle: the map has no other arcs. @param {number} x @param {number} y @param {number} radius */
  arc(x, y, radius) {
    this.d += `M${short(x - radius)} ${short(y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
  }

  /** @param {[x: number, y: number, width: number, height: number, radii: number | number[]]} box */
  roundRect(...[x, y, width, height, radii]) {
    const [a, b, c, d] = typeof radii === "number" ? [radii, radii, radii, radii] : radii;
    /** @param {number} radius @param {number} dx @param {number} dy */
    const turn = (radius, dx, dy) => (radius ? `a${radius} ${radius} 0 0 1 ${dx} ${dy}` : "");
    this.d += `M${short(x + a)} ${short(y)}h${short(width - a - b)}${turn(b, b, b)}v${short(height - b - c)}${turn(c, -c, c)}`
      + `h${short(c + d - width)}${turn(d, -d, -d)}v${short(a + d - height)}${turn(a, a, -a)}z`;
  }

  /** @param {Path2D} [path] */
  fill(path) {
    this.write("path", { d: path ? made.get(path) || "" : this.d, fill: this.fillStyle });
  }

  /** @param {Path2D} [path] */
  stroke(path) {
    const line = { d: path ? made.get(path) || "" : this.d, fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth };
    this.write("path", this.dash.length ? { ...line, "stroke-dasharray": this.dash.join(" ") } : line);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.write("rect", { x: short(x), y: short(y), width: short(width), height: short(height), fill: this.fillStyle });
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    this.write("rect", { x: short(x), y: short(y), width: short(width), height: short(height), fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth });
  }

  /** @param {string} text @param {number} x @param {number} y @param {number} [room] a longer text is squeezed into it */
  fillText(text, x, y, room = Infinity) {
    const [, weight = "400", size = "12"] = FONT.exec(this.font) || [];
    const node = this.write("text", { x: short(x), y: short(y), fill: this.fillStyle, "font-size": size, "font-weight": weight, "text-anchor": ANCHORS[this.textAlign] });
    node.textContent = text;
    if (this.measure(text, this.font) <= room) return;
    node.setAttribute("textLength", short(room));
    node.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }

  /** @param {string} text */
  measureText(text) { return { width: this.measure(text, this.font) }; }

  /** @param {string} tag @param {Record<string, string | number>} attributes */
  write(tag, attributes) {
    const node = svgElement(tag, this.globalAlpha < 1 ? { ...attributes, opacity: short(this.globalAlpha) } : attributes);
    return this.node.appendChild(node);
  }
}

/** What `action` paints: with a pen that writes SVG in a group, that its parts can be told apart.
 * @param {Pen} pen
 * @param {Record<string, string>} attributes
 * @param {() => void} action
 */
export function inGroup(pen, attributes, action) {
  if (pen instanceof SvgPen) pen.group(attributes, action); else action();
}
