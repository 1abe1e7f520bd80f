/** @file How is a person drawn and named? As config/templatetags/people.py does it. */

/** @import { Person } from "./page.js" */

import { fieldOf, write } from "./patterns.js";

const TONES = 8;
const SVG = "http://www.w3.org/2000/svg";

/**
 * The first letters of the first and the last word, as capitals.
 * @param {string} name
 */
export function initials(name) {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const chosen = [...words.slice(0, 1), ...words.slice(1).slice(-1)];
  return chosen.map((word) => [...word][0]).join("").toUpperCase();
}

/** @param {string} username */
export function addressOf(username) {
  return `/social/people/${encodeURIComponent(username)}/`;
}

/**
 * The address of the picture on the first disc in `root`, if there is one.
 * @param {Element} root
 */
export function pictureIn(root) {
  return root.querySelector(".avatar image")?.getAttribute("href") ?? null;
}

/**
 * Draws the person on the first disc in `root`: the picture over the initials.
 * @param {Element} root
 * @param {Person} person
 */
export function drawFace(root, person) {
  const disc = root.querySelector(".avatar");
  if (!disc) return;
  disc.setAttribute("class", `avatar tone-${person.id % TONES}`);
  const letters = disc.querySelector("text");
  if (letters) letters.textContent = initials(person.name);
  disc.querySelector("image")?.remove();
  if (!person.avatar) return;
  const picture = document.createElementNS(SVG, "image");
  for (const side of ["width", "height"]) picture.setAttribute(side, "40");
  picture.setAttribute("href", person.avatar);
  disc.append(picture);
}

/**
 * Fills a row or a face of a list of people.
 * @param {HTMLElement} row
 * @param {Person} person
 */
export function fillPerson(row, person) {
  row.dataset.row = String(person.id);
  drawFace(row, person);
  write(row, "name", person.name);
  write(row, "username", `@${person.username}`);
  fieldOf(row, "link")?.setAttribute("href", addressOf(person.username));
  return row;
}
