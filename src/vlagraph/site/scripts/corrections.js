// Where a visitor reports a mistake (site/corrections.py): the roadmap's own address, filled with what the mistake is about.
import { el } from "./dom.js";
import { DATA, nameOf, TOPICS } from "./graph.js";
import { inTongue, t } from "./texts.js";

/** @param {string} id @param {string} needed */
function addressFor(id, needed) {
  const title = needed ? t("wrong_title_need", { topic: nameOf(id), other: nameOf(needed) }) : t("wrong_title_topic", { topic: nameOf(id) });
  /** @type {[string, string][]} */
  const values = [["title", title], ["topic", id], ["requirement", needed]];
  return values.reduce((address, [name, value]) => address.replaceAll("{" + name + "}", encodeURIComponent(value)), DATA.corrections || "");
}

/** A link to report a mistake in a topic, or in one of its requirements; null where the roadmap names no address for that.
 * @param {string} id
 * @param {string} [needed]
 */
export function wrongLink(id, needed = "") {
  if (!DATA.corrections) return null;
  const label = needed ? t("wrong_need") : t("wrong_topic");
  const about = needed && el("span", { class: "unseen" }, " ", inTongue(TOPICS[needed].name));
  return el("a", { class: "wrong", href: addressFor(id, needed), rel: "noreferrer" }, label, about);
}
