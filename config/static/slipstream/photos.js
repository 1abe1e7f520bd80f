/** @file How are an activity's photos drawn from the API's JSON: a strip on a card, a grid on its own page? */

import { copyOf, element, fieldOf } from "./patterns.js";

/** @typedef {{ id: string, width: number, height: number, small: string, large: string }} Photo */

const ON_A_CARD = 4;

/**
 * Draws the photos wherever `card` shows some.
 * @param {Element} card
 * @param {number} id of the activity
 * @param {Photo[]} photos
 */
export function drawPhotos(card, id, photos) {
  const strip = fieldOf(card, "strip");
  strip?.replaceChildren(...photos.slice(0, ON_A_CARD).map((photo, place) => stripOne(photo, place, id)));
  strip?.toggleAttribute("hidden", photos.length === 0);
  const part = /** @type {HTMLElement | null} */ (card.querySelector("[data-photos]"));
  if (!part || isSame(part, photos)) return;
  part.querySelector("ul")?.replaceChildren(...photos.map((photo, place) => gridOne(photo, place, id, part)));
  part.toggleAttribute("hidden", photos.length === 0 && !("mine" in part.dataset));
}

/**
 * What is there already is not loaded again.
 * @param {Element} part
 * @param {Photo[]} photos
 */
function isSame(part, photos) {
  const shown = [...part.querySelectorAll("[data-photo]")].map((one) => /** @type {HTMLElement} */ (one).dataset.photo);
  return shown.join() === photos.map((photo) => photo.id).join();
}

/**
 * @param {Photo} photo
 * @param {number} place
 * @param {number} id
 */
function stripOne(photo, place, id) {
  const [link, image] = [element("a"), element("img")];
  link.setAttribute("href", `/social/activities/${id}/#photos`);
  image.setAttribute("src", photo.small);
  image.setAttribute("alt", `Photo ${place + 1}`);
  link.append(image);
  return link;
}

/**
 * @param {Photo} photo
 * @param {number} place
 * @param {number} id
 * @param {HTMLElement} part
 */
function gridOne(photo, place, id, part) {
  const one = copyOf("photo");
  one.dataset.photo = photo.id;
  const image = /** @type {HTMLImageElement} */ (one.querySelector("img"));
  image.alt = `Photo ${place + 1}`;
  image.width = photo.width;
  image.height = photo.height;
  image.src = photo.small;
  one.querySelector("a")?.setAttribute("href", photo.large);
  const remove = one.querySelector("form");
  remove?.setAttribute("action", `/social/activities/${id}/photos/${photo.id}/`);
  if (!("mine" in part.dataset)) remove?.remove();
  return one;
}
