/** @file How is an activity drawn as a card, from the API's JSON? */

import { markFace } from "./here.js";
import { page } from "./page.js";
import { copyOf, element, fieldOf, write } from "./patterns.js";
import { addressOf, drawFace } from "./people.js";
import { drawPhotos } from "./photos.js";
import { pathOf } from "./routes.js";
import { writeTime } from "./times.js";
import { figuresOf } from "./units.js";

const WHO = { public: "Everybody", friends: "Friends", private: "Only me" };
const PADDING = 16;

/**
 * A new card.
 * @param {Record<string, any>} activity
 */
export function cardOf(activity) {
  const card = copyOf("card");
  const { id, author } = activity;
  card.id = activity.shared ? `share-${activity.shared.id}` : `activity-${id}`;
  card.dataset.activity = id;
  card.dataset.author = author.id;
  card.firstElementChild?.setAttribute("aria-labelledby", `title-${card.id}`);
  card.querySelector(".card-title")?.setAttribute("id", `title-${card.id}`);
  if (activity.shared) drawShare(card, activity.shared);
  prepareLike(card, id);
  drawFace(fieldOf(card, "author-face") ?? card, author);
  markFace(card, author.id);
  for (const name of ["author", "author-face"]) fieldOf(card, name)?.setAttribute("href", addressOf(author.username));
  fieldOf(card, "title")?.setAttribute("href", `/social/activities/${id}/`);
  fieldOf(card, "comments")?.setAttribute("href", `/social/activities/${id}/#comments`);
  fill(card, activity);
  drawRoute(card, activity.route);
  return card;
}

/**
 * Writes what is known of the activity into its card; what `activity` does not hold stays as it is.
 * @param {HTMLElement} card
 * @param {Record<string, any>} activity
 */
export function fill(card, activity) {
  if (activity.author) write(card, "author", activity.author.name);
  if (activity.created_at && !card.dataset.share) card.dataset.created = activity.created_at;
  card.dataset.started = activity.started_at;
  write(card, "title", activity.title);
  write(card, "kind", activity.activity_type.replace(/^./, (/** @type {string} */ first) => first.toUpperCase()));
  write(card, "visibility", WHO[/** @type {keyof WHO} */ (activity.visibility)] ?? "");
  write(card, "description", activity.description);
  fieldOf(card, "description")?.toggleAttribute("hidden", !activity.description);
  writeTime(fieldOf(card, "started"), activity.started_at, page.timeZone);
  fieldOf(card, "late")?.toggleAttribute("hidden", !activity.is_late);
  writeFigures(card, activity);
  if (activity.photos) drawPhotos(card, activity.id, activity.photos);
  setCounts(card, activity);
  if (activity.has_liked !== undefined) setLiked(card, activity.has_liked);
}

/**
 * What an import would make; it is no activity yet.
 * @param {HTMLElement} part
 * @param {Record<string, any>} made
 */
export function fillPreview(part, made) {
  write(part, "title", made.title);
  write(part, "kind", made.activity_type.replace(/^./, (/** @type {string} */ first) => first.toUpperCase()));
  writeTime(fieldOf(part, "started"), made.started_at, page.timeZone);
  writeFigures(part, made);
  drawRoute(part, made.route);
}

/**
 * @param {Element} card
 * @param {{ like_count?: number | null, comment_count?: number | null }} counts null: not to be told live
 */
export function setCounts(card, { like_count, comment_count }) {
  if (typeof like_count === "number") write(card, "like-count", like_count ? String(like_count) : "");
  if (typeof comment_count === "number") write(card, "comment-count", String(comment_count));
}

/** @param {Element} card */
export function likeCount(card) {
  return Number(fieldOf(card, "like-count")?.textContent || 0);
}

/**
 * @param {Element} card
 * @param {boolean} hasLiked
 */
export function setLiked(card, hasLiked) {
  const button = card.querySelector("[data-like] button");
  button?.setAttribute("aria-pressed", String(hasLiked));
  button?.setAttribute("value", hasLiked ? "unlike" : "like");
}

/** @param {Element} card */
export function isLiked(card) {
  return card.querySelector("[data-like] button")?.getAttribute("aria-pressed") === "true";
}

/**
 * Every card of the activity on the page.
 * @param {number} id
 * @returns {HTMLElement[]}
 */
export function cardsOf(id) {
  const cards = document.querySelectorAll(`[data-activity="${Number(id)}"]`);
  return [...cards].map((card) => /** @type {HTMLElement} */ (card));
}

/**
 * Who shares it, and with which words.
 * @param {HTMLElement} card
 * @param {Record<string, any>} shared
 */
function drawShare(card, { id, by, note, created_at }) {
  card.dataset.share = id;
  card.dataset.created = created_at;
  fieldOf(card, "shared")?.removeAttribute("hidden");
  write(card, "sharer", by.name);
  fieldOf(card, "sharer")?.setAttribute("href", addressOf(by.username));
  writeTime(fieldOf(card, "shared-at"), created_at, page.timeZone);
  write(card, "share-note", note);
  fieldOf(card, "share-note")?.toggleAttribute("hidden", !note);
}

/**
 * @param {Element} card
 * @param {number} id
 */
function prepareLike(card, id) {
  const form = card.querySelector("form[data-like]");
  form?.setAttribute("action", `/social/activities/${id}/like/`);
  form?.querySelector("[name=next]")?.setAttribute("value", `${location.pathname}${location.search}#activity-${id}`);
}

/**
 * @param {Element} card
 * @param {Record<string, any>} activity
 */
function writeFigures(card, activity) {
  const { activity_type, distance_km, duration_minutes, elevation_m, average_heart_rate, calories } = activity;
  const shown = figuresOf(activity_type, distance_km, duration_minutes, elevation_m, page.units);
  if (card.matches("[data-whole], [data-preview]")) {
    if (average_heart_rate) shown.push({ label: "Heart rate", value: String(average_heart_rate), unit: "bpm" });
    if (calories) shown.push({ label: "Energy", value: calories.toLocaleString("en-US"), unit: "kcal" });
  }
  fieldOf(card, "figures")?.replaceChildren(...shown.map(figureElement));
}

/** @param {import("./units.js").Figure} figure */
function figureElement({ label, value, unit }) {
  const pair = element("div");
  const told = element("dd", unit ? `${value} ` : value);
  if (unit) told.append(element("span", unit));
  pair.append(element("dt", label), told);
  return pair;
}

/**
 * @param {Element} card
 * @param {string | null} polyline
 */
function drawRoute(card, polyline) {
  const drawing = card.querySelector("svg.route");
  const box = /** @type {SVGSVGElement | null} */ (drawing)?.viewBox.baseVal;
  if (!drawing || !box) return;
  const path = pathOf(polyline ?? "", box.width, box.height, PADDING);
  drawing.toggleAttribute("hidden", !path);
  drawing.querySelector("path")?.setAttribute("d", path);
}
