/** @file How does a list of activities stay true? New ones wait behind a banner, and nothing moves while one reads. */

/** @import { Client } from "../realtime/client.js" */

import { ask, quietly } from "./api.js";
import { cardOf, cardsOf, fill } from "./cards.js";
import { page } from "./page.js";
import { toast } from "./toasts.js";
import { distance } from "./units.js";

/** @typedef {Record<string, any>} Activity */

const SETTLE_MS = 400;
const DID = {
  run: "a run",
  ride: "a ride",
  swim: "a swim",
  walk: "a walk",
  hike: "a hike",
  strength: "strength training",
  yoga: "yoga",
};

/** @type {Map<number, Activity>} told of, and not shown before the reader asks */
const waiting = new Map();
const list = /** @type {HTMLElement | null} */ (document.querySelector("[data-feed]"));
const banner = document.getElementById("new-posts");
const kind = list?.dataset.feed;
const isOwn = kind === "person" && Number(list?.dataset.of) === page.me.id;
let timer = 0;

/** @param {Client} client */
export function startFeed(client) {
  client.on("friend_activity", tell);
  if (!list) return;
  client.on("feed_update", ({ action, activity_id, activity }) => take(action, activity_id, activity));
  client.on("count_update", ({ activity_id, ...counts }) => change(activity_id, counts));
  for (const type of ["friend_accepted", "friend_removed"]) client.on(type, renewSoon);
  banner?.addEventListener("click", showWaiting);
}

/** Reads the first page of the list again and makes what is shown agree with it. False: there is nothing to read. */
export async function renewFeed() {
  if (!list || kind === "older") return true;
  if (kind === "person" && !isOwn) return false;
  if (kind === "first" && !page.features.feed) return true;
  agree(await ask("GET", isOwn ? "activities" : "feed"));
  return true;
}

function renewSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => quietly(renewFeed()), SETTLE_MS);
}

/**
 * @param {string} action
 * @param {number} id
 * @param {Activity | undefined} activity
 */
function take(action, id, activity) {
  if (action === "deleted") waiting.delete(id);
  if (action === "edited" && activity) change(id, activity);
  if (action === "liked" || action === "unliked") change(id, { has_liked: action === "liked" });
  if (action === "new" && !activity) renewSoon();
  if (action === "new" && activity && belongs(activity) && cardsOf(id).length === 0) waiting.set(id, activity);
  showBanner();
}

/** @param {Activity} activity */
function belongs(activity) {
  if (kind === "first") return activity.author.id !== page.me.id;
  return kind === "person" && activity.author.id === Number(list?.dataset.of);
}

/**
 * @param {number} id
 * @param {Activity} values
 */
function change(id, values) {
  const activity = waiting.get(id);
  if (activity) Object.assign(activity, values);
}

function showBanner() {
  if (!banner) return;
  const { size } = waiting;
  if (size) banner.textContent = size === 1 ? "1 new post" : `${size} new posts`;
  banner.toggleAttribute("hidden", size === 0);
}

function showWaiting() {
  const newest = [...waiting.values()].sort((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at));
  waiting.clear();
  showBanner();
  for (const activity of newest) place(activity).classList.add("fresh");
  list?.querySelector("a")?.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

/**
 * Puts a card where its age wants it.
 * @param {Activity} activity
 */
function place(activity) {
  const card = cardOf(activity);
  const older = cards().find((other) => !isNewer(other, activity));
  if (older) older.before(card);
  else list?.append(card);
  return card;
}

/**
 * The page that was read says what there is, down to its last row; what is further down stays.
 * @param {{ results: Activity[], next: string | null }} read
 */
function agree({ results, next }) {
  const known = new Map(results.map((activity) => [activity.id, activity]));
  const end = next === null ? null : results[results.length - 1];
  for (const card of cards()) {
    if (!known.has(Number(card.dataset.activity)) && (!end || isNewer(card, end))) card.remove();
  }
  const newest = cards()[0];
  waiting.clear();
  for (const activity of results) {
    const [card] = cardsOf(activity.id);
    if (card) fill(card, activity);
    else if (newest && !isNewer(newest, activity)) waiting.set(activity.id, activity);
    else place(activity);
  }
  showBanner();
}

/**
 * @param {HTMLElement} card
 * @param {Activity} activity
 */
function isNewer(card, activity) {
  const [ours, theirs] = [dateOf(card.dataset), dateOf({ created: activity.created_at, started: activity.started_at })];
  return ours === theirs ? Number(card.dataset.activity) > activity.id : ours > theirs;
}

/**
 * The feed is in the order of arrival, a person's page in the order of the days.
 * @param {{ created?: string, started?: string }} of
 */
function dateOf({ created, started }) {
  return Date.parse((kind === "person" ? started : created) ?? "");
}

/** @returns {HTMLElement[]} */
function cards() {
  return [.../** @type {HTMLElement} */ (list).children].map((card) => /** @type {HTMLElement} */ (card));
}

/** @param {Record<string, any>} event */
function tell({ user, activity_id, activity_type, title, distance_km }) {
  if (kind === "first") return;
  const far = distance(activity_type, distance_km, page.units);
  const what = DID[/** @type {keyof typeof DID} */ (activity_type)] ?? "an activity";
  const figure = far ? ` · ${far.value} ${far.unit}` : "";
  toast(`${user.name} finished ${what}: ${title}${figure}`, { href: `/social/activities/${activity_id}/` });
}
