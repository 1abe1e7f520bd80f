/** @file How are the messages of the open conversation drawn, in their order, days and turns? */

/** @import { Message, Reach } from "./talk_words.js" */

import { page } from "./page.js";
import { copyOf, element, fieldOf, write } from "./patterns.js";
import { addressOf } from "./people.js";
import { DELETED, ticksOf, turnsOf } from "./talk_words.js";
import { writeTime } from "./times.js";

/** @typedef {{ clientId: string, content: string, at: string, reason: string | null }} Unsent */

export const bubbles = /** @type {HTMLElement | null} */ (document.querySelector("[data-open]"));
export const openId = Number(bubbles?.dataset.open);
/** Whether the page shows what was said before the newest messages: it stays as it is. */
export const isOlder = bubbles !== null && "older" in bubbles.dataset;
const stream = /** @type {HTMLElement | null} */ (bubbles?.closest(".stream") ?? null);
const NEAR_PX = 80;

/**
 * Puts messages into their places, or writes them anew where they are. Again changes nothing.
 * @param {Message[]} messages
 * @param {Reach} reach
 */
export function putAll(messages, reach) {
  for (const message of messages) put(message);
  arrange();
  drawTicks(reach);
}

/** @param {Message} message */
function put(message) {
  const { id, seq, sender, client_id } = message;
  const waiting = sender.id === page.me.id ? unsentOf(client_id) : null;
  const row = rowOf(id) ?? waiting ?? copyOf("bubble");
  row.classList.remove("pending", "failed");
  row.id = `message-${id}`;
  Object.assign(row.dataset, { message: id, seq, by: sender.id, client: client_id, at: message.created_at });
  draw(row, message);
  if (row.parentElement && !waiting) return;
  const later = rows().find((one) => one !== row && (isUnsent(one) || Number(one.dataset.seq) > seq));
  bubbles?.insertBefore(row, later ?? null);
}

/**
 * @param {HTMLElement} row
 * @param {Pick<Message, "id" | "conversation_id" | "sender" | "content" | "created_at" | "deleted_at">} message
 */
function draw(row, { id, conversation_id, sender, content, created_at, deleted_at }) {
  const isMine = sender.id === page.me.id;
  row.classList.toggle("own", isMine);
  write(row, "by", sender.name);
  fieldOf(row, "by")?.setAttribute("href", addressOf(sender.username));
  write(row, "words", content);
  writeTime(fieldOf(row, "said"), created_at, page.timeZone);
  const taking = row.querySelector("[data-delete]");
  taking?.setAttribute("action", `/social/messages/${conversation_id}/${id}/delete/`);
  taking?.toggleAttribute("hidden", !isMine);
  fieldOf(row, "report")?.setAttribute("href", `/social/report/?kind=message&id=${id}`);
  fieldOf(row, "report")?.toggleAttribute("hidden", isMine);
  fieldOf(row, "fault")?.toggleAttribute("hidden", true);
  row.querySelector(".bubble-menu")?.removeAttribute("hidden");
  if (deleted_at) empty(row);
}

/**
 * What the reader says and the server has not stored yet; with a reason, what it would not take.
 * @param {Unsent} unsent
 */
export function putUnsent({ clientId, content, at, reason }) {
  const there = unsentOf(clientId);
  const row = there ?? copyOf("bubble");
  if (!there) {
    row.removeAttribute("id");
    Object.assign(row.dataset, { client: clientId, by: page.me.id, at });
    draw(row, { id: 0, conversation_id: openId, sender: page.me, content, created_at: at, deleted_at: null });
    bubbles?.append(row);
  }
  row.classList.add("pending");
  row.classList.toggle("failed", reason !== null);
  row.querySelector(".bubble-menu")?.setAttribute("hidden", "");
  showTicks(row, reason === null ? "waiting" : "");
  write(row, "reason", reason ?? "");
  fieldOf(row, "fault")?.toggleAttribute("hidden", reason === null);
  arrange();
}

/** @param {string} clientId */
export function removeUnsent(clientId) {
  unsentOf(clientId)?.remove();
  arrange();
}

/**
 * It keeps its place, without its content.
 * @param {number} id
 */
export function markDeleted(id) {
  const row = rowOf(id);
  if (row) empty(row);
  return row !== null;
}

/** @param {HTMLElement} row */
function empty(row) {
  row.classList.add("deleted");
  write(row, "words", DELETED);
  showTicks(row, "");
  row.querySelector(".bubble-menu")?.setAttribute("hidden", "");
}

/** @param {Reach} reach */
export function drawTicks(reach) {
  for (const row of rows().filter((one) => one.matches(".own:not(.pending, .deleted)"))) {
    showTicks(row, ticksOf(Number(row.dataset.seq), reach));
  }
}

/**
 * @param {HTMLElement} row
 * @param {string} ticks
 */
function showTicks(row, ticks) {
  const shown = row.querySelector(".ticks");
  shown?.setAttribute("data-ticks", ticks);
  shown?.toggleAttribute("hidden", !ticks);
  write(row, "ticks", ticks);
}

/** The days and turns above the messages, as they stand now. */
function arrange() {
  for (const one of bubbles?.querySelectorAll(".day") ?? []) one.remove();
  const shown = rows();
  const told = shown.map(({ dataset }) => ({ at: dataset.at ?? "", by: Number(dataset.by) }));
  turnsOf(told, new Date(), page.timeZone).forEach(({ day, isFirst }, place) => {
    shown[place]?.classList.toggle("first", isFirst);
    if (day) shown[place]?.before(dayOf(day));
  });
}

/** @param {string} text */
function dayOf(text) {
  const row = element("li");
  row.className = "day";
  row.append(element("span", text));
  return row;
}

/** Whether the newest message is in sight. */
export function isAtEnd() {
  return !stream || stream.scrollTop > -NEAR_PX;
}

export function goToEnd() {
  stream?.scrollTo({ top: 0 });
}

/** @param {() => void} listener */
export function onScroll(listener) {
  stream?.addEventListener("scroll", listener, { passive: true });
}

/** @returns {HTMLElement[]} */
export function rows() {
  return [...(bubbles?.querySelectorAll(".bubble") ?? [])].map((row) => /** @type {HTMLElement} */ (row));
}

/** @param {HTMLElement} row */
function isUnsent(row) {
  return row.classList.contains("pending");
}

/** @param {number} id */
function rowOf(id) {
  return rows().find(({ dataset }) => Number(dataset.message) === id);
}

/** @param {string} clientId */
function unsentOf(clientId) {
  return rows().find((row) => isUnsent(row) && row.dataset.client === clientId) ?? null;
}
