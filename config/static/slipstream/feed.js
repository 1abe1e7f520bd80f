/** @file How does a list of activities stay true? New ones wait behind a banner, and nothing moves while one reads. */

/** @import { Client } from "../realtime/client.js" */

import { ask, quietly } from "./api.js";
import { cardOf, cardsOf, fill, isLiked } from "./cards.js";
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

/** @type {Map<string, Activity>} by the row's key: told of, and not shown before the reader asks */
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
  client.on("feed_update", take);
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

/** @param {Record<string, any>} event */
function take({ action, activity_id: id, activity, share_id }) {
  if (action === "deleted") waitingOf(id).forEach((row) => waiting.delete(keyOf(row)));
  if (action === "edited" && activity) change(id, activity);
  if (action === "liked" || action === "unliked") change(id, { has_liked: action === "liked" });
  if (action === "unshared") removeRow(`share-${share_id}`);
  if ((action === "new" || action === "shared") && !activity) renewSoon();
  if ((action === "new" || action === "shared") && activity && belongs(activity)) wait(activity);
  showBanner();
}

/** @param {Activity} activity */
function wait(activity) {
  if (!rowOf(keyOf(activity))) waiting.set(keyOf(activity), activity);
}

/**
 * A row of the feed: the activity itself, or that somebody shares it. It is also the id of its card.
 * @param {Activity} activity
 */
function keyOf({ id, shared }) {
  return shared ? `share-${shared.id}` : `activity-${id}`;
}

/** @param {string} key */
function rowOf(key) {
  return cards().find((card) => card.id === key);
}

/** @param {string} key */
function removeRow(key) {
  waiting.delete(key);
  rowOf(key)?.remove();
}

/** @param {number} id */
function waitingOf(id) {
  return [...waiting.values()].filter((row) => row.id === id);
}

/** @param {Activity} activity */
function belongs(activity) {
  if (kind === "first") return activity.author.id !== page.me.id;
  return kind === "person" && !activity.shared && activity.author.id === Number(list?.dataset.of);
}

/**
 * @param {number} id
 * @param {Activity} values
 */
function change(id, values) {
  const { shared: _, ...kept } = values;
  for (const activity of waitingOf(id)) Object.assign(activity, kept);
}

function showBanner() {
  if (!banner) return;
  const { size } = waiting;
  if (size) banner.textContent = size === 1 ? "1 new post" : `${size} new posts`;
  banner.toggleAttribute("hidden", size === 0);
}

function showWaiting() {
  const newest = [...waiting.values()].sort((one, other) => Date.parse(momentOf(one)) - Date.parse(momentOf(other)));
  waiting.clear();
  showBanner();
  for (const activity of newest) {
    place(activity).classList.add("fresh");
    if (activity.like_count === undefined) quietly(readWhole(activity.id));
  }
  list?.querySelector("a")?.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

/**
 * What is told of a share lacks the counts, which are the reader's own. A like pressed meanwhile is newer, and stands.
 * @param {number} id
 */
async function readWhole(id) {
  const before = cardsOf(id).map(isLiked).join();
  const activity = await ask("GET", `activities/${id}`);
  if (cardsOf(id).map(isLiked).join() !== before) return;
  for (const card of cardsOf(id)) fill(card, activity);
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
  const known = new Set(results.map(keyOf));
  const end = next === null ? null : results[results.length - 1];
  for (const card of cards()) {
    if (!known.has(card.id) && (!end || isNewer(card, end))) card.remove();
  }
  const newest = cards()[0];
  waiting.clear();
  for (const activity of results) {
    const card = rowOf(keyOf(activity));
    if (card) fill(card, activity);
    else if (newest && !isNewer(newest, activity)) wait(activity);
    else place(activity);
  }
  showBanner();
}

/**
 * @param {HTMLElement} card
 * @param {Activity} activity
 */
function isNewer(card, activity) {
  const [ours, theirs] = [dateOf(card.dataset), dateOf({ created: momentOf(activity), started: activity.started_at })];
  return ours === theirs ? Number(card.dataset.activity) > activity.id : ours > theirs;
}

/** @param {Activity} activity */
function momentOf({ created_at, shared }) {
  return shared ? shared.created_at : created_at;
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
  return [...(list?.children ?? [])].map((card) => /** @type {HTMLElement} */ (card));
}

/** @param {Record<string, any>} event */
function tell({ user, activity_id, activity_type, title, distance_km }) {
  if (kind === "first") return;
  const far = distance(activity_type, distance_km, page.units);
  const what = DID[/** @type {keyof typeof DID} */ (activity_type)] ?? "an activity";
  const figure = far ? ` · ${far.value} ${far.unit}` : "";
  toast(`${user.name} finished ${what}: ${title}${figure}`, { href: `/social/activities/${activity_id}/` });
}
