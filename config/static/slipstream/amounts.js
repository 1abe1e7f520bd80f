/** @file How is what a challenge counts told, in the person's units? As config/pages/amounts.py does it. */

import { rounded } from "./units.js";

const KM_A_MILE = 1.609344;
const M_A_FOOT = 0.3048;

/**
 * `value` of the challenge's own units: 42195 of distance is "42.2 km".
 * @param {number} value
 * @param {string} metric
 * @param {"km" | "mi"} units
 */
export function amountOf(value, metric, units) {
  const shown = value / scaleOf(metric, units);
  if (metric === "count") return `${rounded(shown)} ${value === 1 ? "activity" : "activities"}`;
  if (metric === "elevation") return `${rounded(shown)} ${units === "km" ? "m" : "ft"}`;
  const digits = shown < 1000 && !Number.isInteger(shown) ? 1 : 0;
  return `${rounded(shown, digits)} ${metric === "time" ? "h" : units}`;
}

/**
 * @param {string} metric
 * @param {"km" | "mi"} units
 */
function scaleOf(metric, units) {
  if (metric === "distance") return units === "km" ? 1000 : 1000 * KM_A_MILE;
  if (metric === "elevation") return units === "km" ? 1 : M_A_FOOT;
  return metric === "time" ? 3600 : 1;
}
