/** @file How does an encoded polyline look as an SVG path? As activities/tracking/routes/drawing.py draws it. */

const UNITS_A_DEGREE = 1e5;
const OFFSET = 63;
const MORE = 0x20;
const METRES_A_DEGREE = 6_371_008.8 * (Math.PI / 180);

/**
 * The `d` of a path that fills a box, north up, true to shape, centred. "" for no places.
 * @param {string} polyline
 * @param {number} width
 * @param {number} height
 * @param {number} padding
 */
export function pathOf(polyline, width, height, padding) {
  const flat = flattened(placesOf(polyline));
  if (flat.length === 0) return "";
  const [west, east] = extent(flat.map(([x]) => x));
  const [south, north] = extent(flat.map(([, y]) => y));
  const fits = [fit(width - 2 * padding, east - west), fit(height - 2 * padding, north - south)];
  const smallest = Math.min(...fits);
  const scale = Number.isFinite(smallest) ? smallest : 0;
  const dots = flat.map(([x, y]) => {
    const across = width / 2 + (x - (west + east) / 2) * scale;
    const down = height / 2 - (y - (south + north) / 2) * scale;
    return `${across.toFixed(1)} ${down.toFixed(1)}`;
  });
  return `M${dots[0]}L${(dots.length > 1 ? dots.slice(1) : dots).join(" ")}`;
}

/**
 * Latitudes and longitudes, in degrees. A text that is no polyline has none.
 * @param {string} polyline
 * @returns {[number, number][]}
 */
export function placesOf(polyline) {
  /** @type {[number, number][]} */
  const places = [];
  let [latitude, longitude] = [0, 0];
  for (const [north, east] of pairs(stepsOf(polyline))) {
    latitude += north;
    longitude += east;
    places.push([latitude / UNITS_A_DEGREE, longitude / UNITS_A_DEGREE]);
  }
  return places;
}

/**
 * @param {number[]} steps
 * @returns {[number, number][]}
 */
function pairs(steps) {
  return Array.from({ length: Math.floor(steps.length / 2) }, (_, index) => {
    const [north = 0, east = 0] = steps.slice(2 * index, 2 * index + 2);
    return [north, east];
  });
}

/** @param {string} text */
function stepsOf(text) {
  const steps = [];
  let [bits, shift] = [0, 0];
  for (const character of text) {
    const five = character.charCodeAt(0) - OFFSET;
    if (five < 0 || five >= 2 * MORE) return [];
    bits |= (five & 0x1f) << shift;
    shift += 5;
    if (five < MORE) {
      steps.push(bits & 1 ? ~(bits >> 1) : bits >> 1);
      [bits, shift] = [0, 0];
    }
  }
  return steps;
}

/**
 * Metres east and north; longitudes never jump at the date line.
 * @param {[number, number][]} places
 * @returns {[number, number][]}
 */
function flattened(places) {
  const [south, north] = extent(places.map(([latitude]) => latitude));
  const metresEast = METRES_A_DEGREE * Math.cos(((south + north) / 2) * (Math.PI / 180));
  let before = places[0]?.[1] ?? 0;
  return places.map(([latitude, longitude]) => {
    before = longitude + 360 * Math.round((before - longitude) / 360);
    return [before * metresEast, latitude * METRES_A_DEGREE];
  });
}

/**
 * @param {number[]} values
 * @returns {[number, number]}
 */
function extent(values) {
  return [Math.min(...values), Math.max(...values)];
}

/**
 * @param {number} room
 * @param {number} metres
 */
function fit(room, metres) {
  return metres > 0 ? room / metres : Infinity;
}
