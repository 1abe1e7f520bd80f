/** @file How is a moment told: how long ago, and exactly? As config/pages/times.py does it. */

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const WEEK = 7 * DAY;
const REFRESH_MS = 20_000;

/**
 * Just now, 5 min ago, 3 h ago, 2 d ago; from a week on the date.
 * @param {Date} moment
 * @param {Date} now
 * @param {string} zone
 */
export function ago(moment, now, zone) {
  const seconds = Math.trunc((now.getTime() - moment.getTime()) / 1000);
  if (seconds < MINUTE) return seconds > -MINUTE ? "just now" : date(moment, zone);
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h ago`;
  return seconds < WEEK ? `${Math.floor(seconds / DAY)} d ago` : date(moment, zone);
}

/**
 * 14 Nov 2026
 * @param {Date} moment
 * @param {string} zone
 */
export function date(moment, zone) {
  const local = wall(moment, zone);
  return `${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
}

/**
 * 09:05
 * @param {Date} moment
 * @param {string} zone
 */
export function clockTime(moment, zone) {
  return wall(moment, zone).toISOString().slice(11, 16);
}

/**
 * Sat 14 Nov 2026, 09:05
 * @param {Date} moment
 * @param {string} zone
 */
export function exact(moment, zone) {
  return `${DAYS[wall(moment, zone).getUTCDay()]} ${date(moment, zone)}, ${clockTime(moment, zone)}`;
}

/**
 * Today, Yesterday or Sat 14 Nov 2026
 * @param {Date} moment
 * @param {Date} now
 * @param {string} zone
 */
export function day(moment, now, zone) {
  const [then, today] = [wall(moment, zone), wall(now, zone)];
  const days = (today.setUTCHours(0, 0) - new Date(then).setUTCHours(0, 0)) / (DAY * 1000);
  if (days === 0) return "Today";
  return days === 1 ? "Yesterday" : `${DAYS[then.getUTCDay()]} ${date(moment, zone)}`;
}

/**
 * Writes a moment into a <time>; into one that is a clock, the time of day.
 * @param {Element | null} element
 * @param {string} text ISO 8601
 * @param {string} zone
 */
export function writeTime(element, text, zone) {
  const moment = new Date(text);
  if (!(element instanceof HTMLTimeElement)) return;
  element.dateTime = text;
  element.title = exact(moment, zone);
  element.textContent = "clock" in element.dataset ? clockTime(moment, zone) : ago(moment, new Date(), zone);
}

/**
 * Keeps every <time> of the page true.
 * @param {string} zone
 */
export function startTimes(zone) {
  setInterval(() => {
    const now = new Date();
    for (const element of document.querySelectorAll("time[datetime]:not([data-clock])")) {
      const told = ago(new Date(/** @type {HTMLTimeElement} */ (element).dateTime), now, zone);
      if (element.textContent !== told) element.textContent = told;
    }
  }, REFRESH_MS);
}

/**
 * A date whose UTC fields are the wall clock's in `zone`.
 * @param {Date} moment
 * @param {string} zone
 */
function wall(moment, zone) {
  /** @type {Record<string, number>} */
  const part = {};
  for (const { type, value } of formatOf(zone).formatToParts(moment)) part[type] = Number(value);
  const local = new Date(0);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = part;
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute);
  return local;
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone */
function formatOf(zone) {
  const known = formats.get(zone);
  if (known) return known;
  const numeric = /** @type {const} */ ("numeric");
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric };
  const made = new Intl.DateTimeFormat("en-US", { ...fields, hourCycle: "h23", timeZone: zoneKnown(zone) });
  formats.set(zone, made);
  return made;
}

/**
 * The server knows a few more names than some browsers; the time is told in UTC then.
 * @param {string} zone
 */
function zoneKnown(zone) {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
  } catch (fault) {
    if (fault instanceof RangeError) return "UTC";
    throw fault;
  }
}
