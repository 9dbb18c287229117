// Data in parts beside the pages, read when they are first asked for. Pages from disk may load scripts alone, so that each part is one.
import { el } from "./dom.js";
import { untilAnswered } from "./tables.js";

/** Reads the parts in a folder of assets/, each once; one that cannot be read is asked for again when it is wanted again.
 * @template T
 * @param {string} folder
 * @param {(name: string) => T | undefined} answer what the part has brought
 * @returns {(name: string | number) => Promise<T | undefined>}
 */
export function partReader(folder, answer) {
  /** @type {Map<string, () => Promise<T | undefined>>} */
  const reads = new Map();
  return (name) => {
    const key = String(name);
    const read = reads.get(key) || untilAnswered(() => readScript(folder + "/" + key).then(() => answer(key)));
    reads.set(key, read);
    return read();
  };
}

/** Makes the addresses of scripts, where the browser has Trusted Types: the page may load none that this refuses. */
const addresses = /** @type {any} */ (window).trustedTypes?.createPolicy("vlagraph", {
  /** @param {string} address */
  createScriptURL(address) {
    if (!/^(?:\.\.\/)*assets\/[\w./-]+\.js(?:\?[0-9a-f]+)?$/.test(address)) throw new TypeError("not of this site: " + address);
    return address;
  },
});

/** Of those of an older build, which the browser may have kept, none is read: their lists have other places.
 * @param {string} name of a script in assets/, without its ending
 */
export const readScript = (name) => new Promise((resolve) => {
  const { up: above = "", build = "" } = document.body.dataset;
  const address = above + "assets/" + name + ".js" + (build && "?" + build);
  const script = el("script", { onload: resolve, onerror: () => { script.remove(); resolve(null); } });
  script.src = addresses ? addresses.createScriptURL(address) : address;
  document.head.append(script);
});
