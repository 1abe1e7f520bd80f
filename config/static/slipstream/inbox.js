/** @file How does the inbox stay true: the list, the badge, and what is read here or elsewhere? */

/** @import { Client } from "../realtime/client.js" */

import { Refused, ask, quietly } from "./api.js";
import { setBadge } from "./badges.js";
import { tellOutside } from "./notices.js";
import { isLookedAt, page } from "./page.js";
import { copyOf, fieldOf, write } from "./patterns.js";
import { addressOf, drawFace } from "./people.js";
import { writeTime } from "./times.js";
import { toast } from "./toasts.js";

/** @typedef {Record<string, any>} Notice */

const OF_ACTIVITIES = new Set(["like", "comment", "reply", "mention", "share"]);
const OF_PEOPLE = new Set(["friend_accepted", "follow"]);
const PLACES = {
  friend_request: "/social/friends/",
  achievement: "/social/stats/#badges",
  moderation: "/social/decisions/",
  report: "/social/reports/",
};
let newest = 0; // the last line that was told in a toast
const list = /** @type {HTMLElement | null} */ (document.querySelector("[data-notices]"));

/** @param {Client} client */
export function startInbox(client) {
  client.on("notification", ({ notification }) => arrive(notification));
  client.on("notification_batch", () => quietly(renewInbox()));
  client.on("notification_read", ({ ids }) => markRead((id) => ids.includes(id)));
  client.on("notification_removed", ({ ids }) => ids.forEach((/** @type {number} */ id) => noticeOf(id)?.remove()));
  client.on("unread_count", ({ notifications }) => setUnread(notifications));
  document.addEventListener("submit", onSubmit);
  list?.addEventListener("click", onOpen);
}

/** Reads the inbox afresh. */
export async function renewInbox() {
  setUnread((await ask("GET", "notifications/unread-count")).unread);
  if (list?.dataset.notices !== "first") return;
  const { results } = await ask("GET", "notifications?limit=30");
  list.replaceChildren(...results.map(draw));
}

/** @param {Notice} notice */
function arrive(notice) {
  const { id, title, message, is_read } = notice;
  if (!is_read) tellOutside({ title, body: message, tag: `notification-${id}`, url: placeOf(notice) });
  if (!list) return tell(notice);
  list.querySelector(`[data-group="${CSS.escape(notice.group)}"]`)?.remove();
  if (list.dataset.notices === "first") list.prepend(draw(notice));
}

/**
 * A badge is told by its own event, with what it is for.
 * @param {Notice} notice
 */
function tell(notice) {
  const { id, type, title, related_id, actor } = notice;
  if (type === "achievement" || id <= newest) return; // a line that has shrunk is no news
  newest = id;
  const [about, href] = [type === "challenge" && actor ? `challenge:${related_id}:${actor.id}` : undefined, placeOf(notice)];
  if (!isLookedAt(href)) toast(title, { href, about });
}

/**
 * @param {Notice} notice
 */
function draw(notice) {
  const drawn = copyOf("notice");
  drawn.dataset.notice = notice.id;
  drawn.dataset.group = notice.group;
  drawn.classList.toggle("unread", !notice.is_read);
  if (notice.actor) drawFace(drawn, notice.actor);
  write(drawn, "title", notice.title);
  write(drawn, "message", notice.message);
  fieldOf(drawn, "message")?.toggleAttribute("hidden", !notice.message);
  fieldOf(drawn, "place")?.setAttribute("href", placeOf(notice));
  writeTime(fieldOf(drawn, "created"), notice.created_at, page.timeZone);
  drawn.querySelector("[name=id]")?.setAttribute("value", notice.id);
  fieldOf(drawn, "why")?.setAttribute("href", `/social/notifications/preferences/?why=${notice.id}`);
  return drawn;
}

/**
 * The address of what it is about. As notifications/inbox/links.py says.
 * @param {Notice} notice
 */
export function placeOf({ type, related_id, actor }) {
  if (OF_ACTIVITIES.has(type) && related_id !== null) return `/social/activities/${related_id}/`;
  if (type === "challenge" && related_id !== null) return `/social/challenges/${related_id}/`;
  if (type === "message" && related_id !== null) return `/social/messages/${related_id}/`;
  if (type === "webhook" && related_id !== null) return `/social/settings/webhooks/${related_id}/`;
  if (OF_PEOPLE.has(type) && actor) return addressOf(actor.username);
  return PLACES[/** @type {keyof typeof PLACES} */ (type)] ?? "/social/notifications/";
}

/** @param {number} count */
function setUnread(count) {
  setBadge("unread", count);
  document.querySelector("[data-read-all]")?.toggleAttribute("hidden", count === 0);
}

/** @param {(id: number) => boolean} isMeant */
function markRead(isMeant) {
  for (const notice of list?.children ?? []) {
    if (isMeant(Number(/** @type {HTMLElement} */ (notice).dataset.notice))) notice.classList.remove("unread");
  }
}

/** @param {number} id */
function noticeOf(id) {
  return list?.querySelector(`[data-notice="${Number(id)}"]`);
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  const form = /** @type {HTMLElement} */ (event.target);
  const isAll = form.matches("[data-read-all]");
  if (!isAll && !form.matches("[data-read]")) return;
  event.preventDefault();
  const notice = /** @type {HTMLElement | null} */ (form.closest("[data-notice]"));
  void read(isAll ? "notifications/read-all" : `notifications/${notice?.dataset.notice}/read`, notice);
}

/**
 * Shown at once, and taken back when it fails.
 * @param {string} path
 * @param {HTMLElement | null} notice null: all
 */
async function read(path, notice) {
  const before = [...(list?.querySelectorAll(".unread") ?? [])].filter((one) => !notice || one === notice);
  for (const one of before) one.classList.remove("unread");
  try {
    setUnread((await ask("POST", path)).unread);
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    for (const one of before) one.classList.add("unread");
    toast(fault.message, { isFault: true });
  }
}

/**
 * Who follows a notification has read it. The page is left meanwhile.
 * @param {MouseEvent} event
 */
function onOpen(event) {
  const notice = /** @type {HTMLElement} */ (event.target).closest(".notice.unread");
  const isLink = /** @type {HTMLElement} */ (event.target).closest("[data-field=place]");
  if (!notice || !isLink) return;
  const { notice: id } = /** @type {HTMLElement} */ (notice).dataset;
  quietly(ask("POST", `notifications/${id}/read`, { keepalive: true }));
}
