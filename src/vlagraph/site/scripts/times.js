// Times as a reader's marks carry them: UTC, milliseconds, "Z" (core/times.py).

const DATE = String.raw`(\d{4}-\d\d-\d\d)`;
const CLOCK = String.raw`([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,6}))?)?`;
const ZONE = String.raw`(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?`;
const [FIRST, LAST] = ["0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"]; // of the calendar, as Python has it
const TIME = new RegExp(`^${DATE}(?:[T ]${CLOCK}${ZONE})?$`);

/** @param {Date} moment */
const isInCalendar = (moment) => moment >= new Date(FIRST) && moment <= new Date(LAST);

/** Whether `text` is a day of the calendar as YYYY-MM-DD.
 * @param {unknown} text
 * @returns {boolean}
 */
export function isDay(text) {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const moment = new Date(text + "T00:00:00Z");
  return !Number.isNaN(moment.getTime()) && isInCalendar(moment) && moment.toISOString().startsWith(text);
}

/** The ISO 8601 time `text` in UTC; without a zone it is taken as UTC, wherever the reader is.
 * @param {unknown} text
 * @returns {string | null} null where it is no time
 */
export function toUtc(text) {
  const found = typeof text === "string" ? TIME.exec(text.trim()) : null;
  if (!found || !isDay(found[1])) return null;
  const [, day, hours = "00", minutes = "00", seconds = "00", fraction = "", zone = "Z"] = found;
  const offset = zone.replace(/^(.\d\d)(\d\d)$/, "$1:$2").replace(/^(.\d\d)$/, "$1:00");
  const moment = new Date(`${day}T${hours}:${minutes}:${seconds}.${(fraction + "000").slice(0, 3)}${offset}`);
  return isInCalendar(moment) ? moment.toISOString() : null;
}

/** Now, or a millisecond after `last` where that is later: the last decision must win, whatever the clocks say. The calendar ends with LAST.
 * @param {string | undefined} last
 * @param {number} now in milliseconds
 * @returns {string}
 */
export function justAfter(last, now) {
  return new Date(Math.min(Date.parse(LAST), Math.max(now, last ? Date.parse(last) + 1 : 0))).toISOString();
}
