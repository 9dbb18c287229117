// The parts of the map page that several scripts use.
import { all, byId } from "./dom.js";

export const pane = byId("pane");
/** Where vis-network paints. */
export const net = byId("net");
/** The SVG of the first paint. */
export const picture = byId("first");
export const panel = byId("panel");
export const mini = byId("mini");
/** The button of each area over its region. */
export const rail = new Map(all("#rail button").map((button) => [Number(button.dataset.area), button]));
