// The two marks of a paper, and the buttons that set them.
import { all, el } from "./dom.js";
import { progress } from "./progress.js";
import { t } from "./texts.js";

/** The buttons that star a paper and mark it as read.
 * @param {string} id
 * @param {string} title
 */
export const markButtons = (id, title) => [
  switchButton("star", t("star"), { title, action: () => progress.starPaper(id, progress.paper(id).starred !== true) }),
  switchButton("read", t("read"), { title, action: () => progress.markPaper(id, progress.paper(id).state !== "read") }),
];

/**
 * @param {string} name
 * @param {string} label
 * @param {{ title: string, action: () => void }} what the paper, and what the button does to it
 */
function switchButton(name, label, { title, action }) {
  const properties = { type: "button", class: "small switched", "data-act": name, "aria-label": label + ": " + title, onclick: action };
  return el("button", properties, label);
}

/** Shows the marks of a paper on its row.
 * @param {string} id
 * @param {HTMLElement} item
 */
export function showPaperMarks(id, item) {
  const mark = progress.paper(id);
  const states = { star: mark.starred === true, read: mark.state === "read" };
  item.classList.toggle("done", states.read);
  for (const button of all("[data-act]", item)) {
    button.setAttribute("aria-pressed", String(button.dataset.act === "star" ? states.star : states.read));
  }
}
