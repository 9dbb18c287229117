// Saying where an address of old leads now.
import { t } from "./texts.js";
import { announce } from "./toast.js";

/**
 * @param {string} was the id in the address
 * @param {readonly string[]} now the names of the topics that it became, first the one that is shown
 */
export function sayMoved(was, now) {
  const [first, ...others] = now;
  announce(others.length ? t("moved_split", { was, name: first, others: others.join(", ") }) : t("moved", { was, name: first }));
}
