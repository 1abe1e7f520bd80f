/** @file How does the open conversation stay true: what is said and taken back, how far it has come, who types? */

/** @import { Client } from "../realtime/client.js" */
/** @import { Conversation, Message } from "./talk_words.js" */

import { TypingPeople } from "../realtime/typing_people.js";
import { Refused, ask, quietly } from "./api.js";
import { bubbles, drawTicks, isAtEnd, isOlder, markDeleted, onScroll, openId, putAll, rows } from "./bubbles.js";
import { page } from "./page.js";
import { fieldOf, write } from "./patterns.js";
import { startSending } from "./sending.js";
import { otherIn, reachOf, titleOf, typingWords } from "./talk_words.js";
import { writeTime } from "./times.js";
import { toast } from "./toasts.js";

const SIZE = 50;
const SETTLE_MS = 300;
const GONE = "You are not in this conversation any more.";

const pane = document.querySelector(".talk-pane");
/** @type {Conversation | null} as the API tells of it */
let talk = JSON.parse(document.getElementById("talk-data")?.textContent ?? "null");
let [readTo, timer] = [talk?.read_seq ?? 0, 0];

/** @param {Client} client */
export function startTalk(client) {
  startSending(client, (message) => put(message));
  if (!bubbles || !talk) return;
  const here = (/** @type {number} */ id) => id === openId && !isOlder;
  client.on("message", ({ message }) => {
    if (!here(message.conversation_id)) return;
    put(message);
    readSoon(client);
  });
  client.on("message_deleted", ({ conversation_id, message_id }) => {
    if (here(conversation_id) && !markDeleted(message_id)) quietly(renewTalk());
  });
  client.on("delivery_receipt", (told) => mark(told, "delivered_seq"));
  client.on("read_receipt", (told) => mark(told, "read_seq"));
  client.on("unread_messages", ({ conversation_id, read_seq }) => {
    if (conversation_id !== openId) return;
    readTo = Math.max(readTo, read_seq);
    if (talk) talk.read_seq = readTo;
  });
  client.on("conversation_update", ({ action, conversation_id }) => {
    if (conversation_id === openId) quietly(action === "gone" ? close(GONE) : renewHead());
  });
  for (const type of ["friend_removed", "friend_accepted"]) client.on(type, () => quietly(renewHead()));
  client.on("presence", showLastHere);
  client.on("unsent", ({ type, payload }) => {
    if (type === "mark_read" && payload.conversation_id === openId) readTo = talk?.read_seq ?? 0;
  });
  new TypingPeople(client, (id, people) => id === openId && pane && write(pane, "typing", typingWords(people)));
  takeOverForms();
  onScroll(() => readSoon(client));
  document.addEventListener("visibilitychange", () => readSoon(client));
  readSoon(client);
}

/** Reads the newest messages, the members and their marks afresh; earlier messages that join on stay. */
export async function renewTalk() {
  if (!bubbles || isOlder) return;
  await renewHead();
  if (!talk) return;
  const { results, next } = await ask("GET", `conversations/${openId}/messages?limit=${SIZE}`);
  const oldest = next === null ? 0 : results.at(-1).seq;
  const known = new Set(results.map((/** @type {Message} */ message) => message.id));
  const stored = rows().filter(({ dataset }) => dataset.seq);
  const joins = next === null || stored.some(({ dataset }) => Number(dataset.seq) >= oldest);
  for (const row of stored) {
    const isGone = Number(row.dataset.seq) >= oldest && !known.has(Number(row.dataset.message));
    if (isGone || !joins) row.remove();
  }
  if (!joins) setEarlier(oldest);
  putAll(results.reverse(), reach());
}

/** @param {Message} message */
function put(message) {
  if (talk) putAll([message], reach());
}

function reach() {
  return reachOf(talk?.members ?? [], page.me.id);
}

/**
 * @param {Record<string, any>} told
 * @param {"delivered_seq" | "read_seq"} how
 */
function mark({ conversation_id, person_id, seq }, how) {
  const member = talk?.members.find(({ user }) => user.id === person_id);
  if (conversation_id !== openId || !member) return;
  member[how] = Math.max(member[how] ?? 0, seq);
  member.delivered_seq = Math.max(member.delivered_seq ?? 0, seq);
  member.read_seq ??= 0;
  drawTicks(reach());
}

/** Who is in it, what it is called, and whether one may write there. */
async function renewHead() {
  try {
    talk = await ask("GET", `conversations/${openId}`);
  } catch (fault) {
    if (!(fault instanceof Refused && fault.status === 404)) throw fault;
    return close(GONE);
  }
  if (!talk || !pane) return;
  write(pane, "title", titleOf(talk, page.me.id));
  write(pane, "members", String(talk.members.length));
  showMuted(talk.muted);
  pane.querySelector("[data-closed]")?.toggleAttribute("hidden", talk.may_send);
  pane.querySelector("[data-write]")?.toggleAttribute("hidden", !talk.may_send);
  drawTicks(reach());
}

/** @param {string} why */
async function close(why) {
  talk = null;
  const note = pane?.querySelector("[data-closed]");
  if (note) note.textContent = why;
  note?.removeAttribute("hidden");
  pane?.querySelector("[data-write]")?.setAttribute("hidden", "");
}

/**
 * What is in sight, in a tab that is looked at, is read.
 * @param {Client} client
 */
function readSoon(client) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (isOlder || document.visibilityState !== "visible" || !isAtEnd()) return;
    const theirs = rows().filter((row) => row.dataset.seq && Number(row.dataset.by) !== page.me.id);
    const seq = Math.max(0, ...theirs.map(({ dataset }) => Number(dataset.seq)));
    if (seq <= readTo) return;
    readTo = seq;
    client.send("mark_read", { conversation_id: openId, seq });
  }, SETTLE_MS);
}

/** @param {Record<string, any>} told */
function showLastHere({ user_id, status, last_seen }) {
  if (!pane || !talk || otherIn(talk, page.me.id)?.id !== user_id) return;
  const isAway = status === "offline" && last_seen !== null;
  fieldOf(pane, "username")?.toggleAttribute("hidden", isAway);
  fieldOf(pane, "last-here")?.toggleAttribute("hidden", !isAway);
  if (isAway) writeTime(fieldOf(pane, "last-seen"), last_seen, page.timeZone);
}

function takeOverForms() {
  pane?.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const id = /** @type {HTMLElement | null} */ (form.closest(".bubble"))?.dataset.message;
    if (!form.matches("[data-delete], [data-mute]")) return;
    event.preventDefault();
    void (form.matches("[data-mute]") ? mute() : take(Number(id)));
  });
  pane?.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-earlier]"));
    if (!link || isOlder) return;
    event.preventDefault();
    quietly(showEarlier(Number(link.dataset.earlier)));
  });
}

/** @param {number} id */
async function take(id) {
  await attempt(async () => {
    await ask("DELETE", `conversations/${openId}/messages/${id}`);
    markDeleted(id);
  });
}

async function mute() {
  const wish = !talk?.muted;
  showMuted(wish);
  const isDone = await attempt(async () => {
    talk = await ask("PATCH", `conversations/${openId}`, { body: { muted: wish } });
  });
  if (!isDone) showMuted(!wish);
}

/** @param {() => Promise<void>} act */
async function attempt(act) {
  try {
    await act();
    return true;
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    toast(fault.message, { isFault: true });
    return false;
  }
}

/** @param {boolean} isMuted */
function showMuted(isMuted) {
  const button = pane?.querySelector("[data-mute] button");
  button?.setAttribute("aria-pressed", String(isMuted));
  button?.setAttribute("value", isMuted ? "unmute" : "mute");
  const word = button?.querySelector(".wide-word");
  if (word) word.textContent = isMuted ? "Muted" : "Mute";
}

/** @param {number} before */
async function showEarlier(before) {
  const { results, next } = await ask("GET", `conversations/${openId}/messages?before=${before}&limit=${SIZE}`);
  putAll(results.reverse(), reach());
  setEarlier(next === null ? null : results[0].seq);
}

/** @param {number | null} seq the oldest that is shown; null: there is nothing before it */
function setEarlier(seq) {
  const link = pane?.querySelector("[data-earlier]");
  link?.parentElement?.toggleAttribute("hidden", seq === null);
  link?.setAttribute("data-earlier", String(seq));
  link?.setAttribute("href", `?before=${seq}`);
}
