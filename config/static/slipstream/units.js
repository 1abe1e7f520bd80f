/** @file Which figures of an activity are shown, in the person's units? As config/pages/figures.py does it. */

/** @typedef {{ label: string, value: string, unit: string }} Figure */

const KM_A_MILE = 1.609344;
const M_A_FOOT = 0.3048;
const M_A_YARD = 0.9144;
const ON_FOOT = new Set(["run", "walk", "hike"]);

/**
 * Distance, time, pace or speed, and climb: those that say something.
 * @param {string} kind
 * @param {number} km
 * @param {number} minutes
 * @param {number | null} climbM
 * @param {"km" | "mi"} units
 * @returns {Figure[]}
 */
export function figuresOf(kind, km, minutes, climbM, units) {
  return [distance(kind, km, units), time(minutes), pace(kind, km, minutes, units), climb(kind, climbM, units)].filter(
    (figure) => figure !== null,
  );
}

/**
 * The number with `digits` decimals, halves up, thousands apart: 1234.5 as 1,235.
 * @param {number} value
 * @param {number} [digits]
 */
export function rounded(value, digits = 0) {
  const size = 10 ** digits;
  const whole = Math.floor(value * size + 0.5);
  const front = String(Math.floor(whole / size)).replace(/\B(?=(\d{3})+$)/g, ",");
  return digits === 0 ? front : `${front}.${String(whole % size).padStart(digits, "0")}`;
}

/**
 * 48:20, or 1:02:05 from an hour on.
 * @param {number} seconds
 */
export function clock(seconds) {
  const all = Math.floor(seconds + 0.5);
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** @param {number} number */
function two(number) {
  return String(number).padStart(2, "0");
}

/**
 * @param {string} label
 * @param {string} value
 * @param {string} unit
 * @returns {Figure}
 */
function figure(label, value, unit) {
  return { label, value, unit };
}

/**
 * @param {string} kind
 * @param {number} km
 * @param {"km" | "mi"} units
 */
export function distance(kind, km, units) {
  if (km <= 0) return null;
  if (kind === "swim" && units === "km") return figure("Distance", rounded(km * 1000), "m");
  if (kind === "swim") return figure("Distance", rounded((km * 1000) / M_A_YARD), "yd");
  const far = units === "km" ? km : km / KM_A_MILE;
  return figure("Distance", rounded(far, far < 100 ? 2 : 1), units);
}

/** @param {number} minutes */
function time(minutes) {
  return minutes > 0 ? figure("Time", clock(minutes * 60), "") : null;
}

/**
 * @param {string} kind
 * @param {number} km
 * @param {number} minutes
 * @param {"km" | "mi"} units
 */
function pace(kind, km, minutes, units) {
  if (km <= 0 || minutes <= 0) return null;
  const far = units === "km" ? km : km / KM_A_MILE;
  if (kind === "ride") return figure("Speed", rounded(far / (minutes / 60), 1), units === "km" ? "km/h" : "mph");
  if (kind === "swim") {
    const lengths = units === "km" ? km * 10 : (km * 10) / M_A_YARD;
    return figure("Pace", clock((minutes * 60) / lengths), units === "km" ? "/100 m" : "/100 yd");
  }
  return ON_FOOT.has(kind) ? figure("Pace", clock((minutes * 60) / far), `/${units}`) : null;
}

/**
 * @param {string} kind
 * @param {number | null} climbM
 * @param {"km" | "mi"} units
 */
function climb(kind, climbM, units) {
  if (kind === "swim" || climbM === null || climbM < 0.5) return null;
  return figure("Climb", rounded(units === "km" ? climbM : climbM / M_A_FOOT), units === "km" ? "m" : "ft");
}
