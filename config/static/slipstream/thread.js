/** @file How does the thread under an activity stay true while people say, change, delete and hide things? */

/** @import { Client } from "../realtime/client.js" */

import { ask, quietly } from "./api.js";
import { page } from "./page.js";
import { copyOf, fieldOf, write } from "./patterns.js";
import { addressOf, drawFace } from "./people.js";
import { writeWords } from "./mentions.js";
import { writeTime } from "./times.js";

/** @typedef {Record<string, any>} Comment */

export const thread = /** @type {HTMLElement | null} */ (document.querySelector("[data-thread]"));
export const activityId = Number(thread?.dataset.thread);
const isOwner = Number(thread?.dataset.owner) === page.me.id;
const talks = thread?.querySelector(".talks");

/** @param {Client} client */
export function startThread(client) {
  if (!thread) return;
  client.subscribe(`activity:${activityId}`);
  client.on("activity_commented", ({ activity_id, comment }) => isHere(activity_id) && put(comment));
  client.on("comment_updated", ({ activity_id, comment }) => isHere(activity_id) && put(comment));
  client.on("comment_deleted", ({ activity_id, comment_id }) => isHere(activity_id) && quietly(take(comment_id)));
}

/** Reads the newest comments afresh; earlier ones that are shown stay. */
export async function renewThread() {
  if (!thread || "older" in thread.dataset) return;
  const [{ results, next }, hidden] = await Promise.all([
    ask("GET", `activities/${activityId}/comments?limit=50`),
    ask("GET", `activities/${activityId}/comments?limit=50&hidden=true`),
  ]);
  const all = [...results, ...hidden.results].sort((one, other) => one.id - other.id);
  const known = new Set(all.map(({ id }) => id));
  const oldest = next === null ? 0 : (results.at(-1)?.id ?? 0);
  for (const row of rows()) {
    const id = Number(row.dataset.comment);
    if (id >= oldest && !known.has(id)) removeRow(row);
  }
  for (const comment of all) put(comment);
}

/**
 * Puts a comment into its place, or writes it anew where it is. Again changes nothing.
 * @param {Comment} comment
 */
export function put(comment) {
  const there = rowOf(comment.id);
  if (there) return draw(there, comment);
  const row = draw(pendingOf(comment) ?? copyOf("comment"), comment);
  row.classList.remove("pending");
  const place = rowOf(comment.parent)?.querySelector(".replies") ?? talks;
  const later = [...(place?.children ?? [])].find((one) => isLater(/** @type {HTMLElement} */ (one), comment.id));
  place?.insertBefore(row, later ?? null);
  return row;
}

/**
 * A comment that is not stored yet: then comes `settle`, or it is removed.
 * @param {string} clientId
 * @param {string} content
 * @param {number | null} parent
 */
export function putPending(clientId, content, parent) {
  const now = new Date().toISOString();
  const row = copyOf("comment");
  draw(row, { id: clientId, author: page.me, content, mentions: [], is_hidden: false, created_at: now, edited_at: null });
  row.classList.add("pending");
  (rowOf(parent)?.querySelector(".replies") ?? talks)?.append(row);
  row.scrollIntoView({ block: "nearest" });
  return row;
}

/**
 * The stored comment takes the place of the pending one; the stream may have done that already.
 * @param {HTMLElement} row
 * @param {Comment} comment
 */
export function settle(row, comment) {
  if (row.classList.contains("pending")) row.remove();
  put(comment);
}

/**
 * Takes a comment away, or dims it where the reader still sees it: its author, and the activity's owner.
 * @param {number} id
 */
export async function take(id) {
  const row = rowOf(id);
  if (!row) return;
  const isMine = Number(row.dataset.by) === page.me.id;
  if (!isMine && !isOwner) return removeRow(row);
  const { results } = await ask("GET", `activities/${activityId}/comments?limit=100&hidden=true`);
  const hidden = results.find((/** @type {Comment} */ comment) => comment.id === id);
  if (hidden) draw(row, hidden);
  else removeRow(row);
}

/** @param {unknown} id */
export function rowOf(id) {
  if (id === null || id === undefined) return null;
  return /** @type {HTMLElement | null} */ (thread?.querySelector(`[data-comment="${CSS.escape(String(id))}"]`) ?? null);
}

/**
 * What the reader has just said, while the answer is still on its way.
 * @param {Comment} comment
 */
function pendingOf({ author, content }) {
  if (author.id !== page.me.id) return undefined;
  const waiting = [...(talks?.querySelectorAll(".pending") ?? [])].map((row) => /** @type {HTMLElement} */ (row));
  return waiting.find((row) => fieldOf(row, "words")?.textContent === content);
}

/**
 * Replies to it go on by themselves.
 * @param {HTMLElement} row
 */
export function removeRow(row) {
  const replies = row.querySelector(":scope > .replies")?.children ?? [];
  row.after(...replies);
  row.remove();
}

/**
 * @param {HTMLElement} row
 * @param {Comment} comment
 */
function draw(row, { id, author, content, mentions, is_hidden, created_at, edited_at }) {
  const isMine = author.id === page.me.id;
  row.id = `comment-${id}`;
  row.dataset.comment = id;
  row.dataset.by = author.id;
  row.classList.toggle("dim", is_hidden);
  drawFace(row, author);
  for (const name of ["face", "author"]) fieldOf(row, name)?.setAttribute("href", addressOf(author.username));
  write(row, "author", author.name);
  writeTime(fieldOf(row, "created"), created_at, page.timeZone);
  fieldOf(row, "edited")?.toggleAttribute("hidden", !edited_at);
  fieldOf(row, "hidden")?.toggleAttribute("hidden", !is_hidden);
  writeWords(fieldOf(row, "words"), content, mentions.map((/** @type {{ username: string }} */ one) => one.username));
  const acts = /** @type {HTMLElement} */ (row.querySelector(".said-acts"));
  acts.querySelector("form")?.setAttribute("action", `/social/activities/${activityId}/comments/${id}/`);
  acts.querySelector("a[data-of=author]")?.setAttribute("href", `/social/activities/${activityId}/comments/${id}/edit/`);
  acts.querySelector("[data-reply]")?.setAttribute("href", `?reply=${id}#say`);
  show(acts, "author", isMine);
  acts.querySelector("a[data-of=reader]")?.setAttribute("href", `/social/report/?kind=comment&id=${id}`);
  show(acts, "reader", !isMine);
  show(acts, "owner", isOwner && !isMine && !is_hidden);
  show(acts, "owner-hidden", isOwner && is_hidden);
  return row;
}

/**
 * @param {Element} acts
 * @param {string} whose
 * @param {boolean} isShown
 */
function show(acts, whose, isShown) {
  for (const act of acts.querySelectorAll(`[data-of="${whose}"]`)) act.toggleAttribute("hidden", !isShown);
}

/** @param {number} activity */
function isHere(activity) {
  return activity === activityId && thread !== null && !("older" in thread.dataset);
}

/**
 * @param {HTMLElement} row
 * @param {number} id
 */
function isLater(row, id) {
  return row.classList.contains("pending") || Number(row.dataset.comment) > id;
}

/** @returns {HTMLElement[]} */
function rows() {
  return [...(talks?.querySelectorAll(".said:not(.pending)") ?? [])].map((row) => /** @type {HTMLElement} */ (row));
}
