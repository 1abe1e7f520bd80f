/** @file What does every page do when a message comes? It is counted, said to have arrived, and told in passing. */

/** @import { Client } from "../realtime/client.js" */
/** @import { Message, Conversation } from "./talk_words.js" */

import { ask, quietly } from "./api.js";
import { setBadge } from "./badges.js";
import { tellOutside } from "./notices.js";
import { isLookedAt, page } from "./page.js";
import { toast } from "./toasts.js";
import { UnreadMessages } from "./unread.js";

const LIST = "/social/messages/";
const SETTLE_MS = 1000;
const MOST = 100;
const LONGEST = 120;

export const unread = new UnreadMessages(page.messages.conversations);
const muted = new Set(page.messages.muted);
/** @type {Map<number, number>} by conversation: up to where it has arrived here, and has not been said to yet */
const arrived = new Map(page.messages.behind.map(({ conversation_id, seq }) => [conversation_id, seq]));
/** @type {Set<(conversation: number) => void>} */
const listeners = new Set();
let timer = 0;

/** @param {Client} client */
export function startMessages(client) {
  if (!page.features.messages) return;
  client.on("message", ({ message }) => arrive(client, message));
  client.on("message_deleted", ({ conversation_id, seq }) => {
    if (unread.lacks(conversation_id, seq)) quietly(renewMessages());
  });
  client.on("unread_messages", (told) => {
    unread.told(/** @type {any} */ (told));
    tell(told.conversation_id);
  });
  client.on("conversation_update", ({ action, conversation_id }) => {
    if (action === "muted") muted.add(conversation_id);
    if (action === "unmuted") muted.delete(conversation_id);
    if (action !== "gone") return;
    unread.forget(conversation_id);
    tell(conversation_id);
  });
  if (arrived.size) sayArrivedSoon(client);
}

/** Reads the counts afresh. */
export async function renewMessages() {
  if (!page.features.messages) return;
  const { results } = await ask("GET", `conversations?limit=${MOST}`);
  const behind = results.filter((/** @type {Conversation} */ one) => one.unread > 0);
  unread.begin(behind.map((/** @type {Conversation} */ one) => ({ conversation_id: one.id, unread: one.unread, up_to: one.last_seq })));
  muted.clear();
  for (const one of results) if (one.muted) muted.add(one.id);
  for (const listener of listeners) for (const one of results) listener(one.id);
  setBadge("messages", unread.total);
}

/**
 * Told which conversation's count has changed.
 * @param {(conversation: number) => void} listener
 */
export function onCount(listener) {
  listeners.add(listener);
}

/**
 * @param {Client} client
 * @param {Message} message
 */
function arrive(client, message) {
  const { conversation_id: conversation, seq, sender } = message;
  const isNews = unread.arrived(conversation, seq, sender.id === page.me.id);
  tell(conversation);
  if (sender.id === page.me.id) return;
  arrived.set(conversation, Math.max(seq, arrived.get(conversation) ?? 0));
  sayArrivedSoon(client);
  if (isNews && !muted.has(conversation)) announce(message);
}

/** @param {Message} message */
function announce({ conversation_id: conversation, sender, content, seq }) {
  const href = `${LIST}${conversation}/`;
  const words = content.length > LONGEST ? `${content.slice(0, LONGEST)}…` : content;
  tellOutside({ title: sender.name, body: words, tag: `message-${conversation}-${seq}`, url: href });
  if (isLookedAt(href) || isLookedAt(LIST)) return;
  toast(`${sender.name}: ${words}`, { href, about: `message:${conversation}:${seq}` });
}

/**
 * Many that come at once are said in one word for each conversation.
 * @param {Client} client
 */
function sayArrivedSoon(client) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    for (const [conversation_id, seq] of arrived) client.send("mark_delivered", { conversation_id, seq });
    arrived.clear();
  }, SETTLE_MS);
}

/** @param {number} conversation */
function tell(conversation) {
  setBadge("messages", unread.total);
  for (const listener of listeners) listener(conversation);
}
