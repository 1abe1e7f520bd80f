/** @file How does the list of conversations stay true: the newest first, its last words, its counts, who types? */

/** @import { Client } from "../realtime/client.js" */
/** @import { Conversation, Message } from "./talk_words.js" */

import { TypingPeople } from "../realtime/typing_people.js";
import { Refused, ask, quietly } from "./api.js";
import { markFace } from "./here.js";
import { onCount, unread } from "./messages.js";
import { page } from "./page.js";
import { copyOf, fieldOf, write } from "./patterns.js";
import { drawFace } from "./people.js";
import { DELETED, lastWords, otherIn, titleOf, typingWords } from "./talk_words.js";
import { writeTime } from "./times.js";

const SHOWN = 30;
const list = /** @type {HTMLElement | null} */ (document.querySelector("[data-talks]"));

/** @param {Client} client */
export function startTalks(client) {
  if (!list) return;
  client.on("message", ({ message }) => arrive(message));
  client.on("message_deleted", (told) => markDeleted(/** @type {any} */ (told)));
  client.on("conversation_update", ({ action, conversation_id }) => {
    if (action === "gone") rowOf(conversation_id)?.remove();
    else quietly(renewRow(conversation_id));
  });
  onCount(drawCount);
  new TypingPeople(client, showTyping);
}

/** Reads the list afresh. */
export async function renewTalks() {
  if (list?.dataset.talks !== "first") return;
  const { results } = await ask("GET", `conversations?limit=${SHOWN}`);
  const open = list.querySelector("[aria-current]")?.closest("[data-talk]");
  list.replaceChildren(...results.map(rowFor));
  const current = open && rowOf(Number(/** @type {HTMLElement} */ (open).dataset.talk));
  current?.querySelector("a")?.setAttribute("aria-current", "page");
}

/** @param {number} id */
async function renewRow(id) {
  try {
    const conversation = await ask("GET", `conversations/${id}`);
    const [there, row] = [rowOf(id), rowFor(conversation)];
    if (there?.querySelector("[aria-current]")) row.querySelector("a")?.setAttribute("aria-current", "page");
    if (there) there.replaceWith(row);
    else if (list?.dataset.talks === "first") list.prepend(row);
  } catch (fault) {
    if (!(fault instanceof Refused && fault.status === 404)) throw fault;
    rowOf(id)?.remove();
  }
}

/** @param {Message} message */
function arrive(message) {
  const row = rowOf(message.conversation_id);
  if (!row) return list?.dataset.talks === "first" && quietly(renewRow(message.conversation_id));
  if (Number(row.dataset.lastSeq) >= message.seq) return;
  writeLast(row, message);
  writeTime(fieldOf(row, "active"), message.created_at, page.timeZone);
  if (list?.dataset.talks === "first" && list.firstElementChild !== row) list.prepend(row);
}

/**
 * @param {HTMLElement} row
 * @param {Message | null} message
 */
function writeLast(row, message) {
  row.dataset.last = String(message?.id ?? "");
  row.dataset.lastSeq = String(message?.seq ?? 0);
  write(row, "last", lastWords(message, page.me.id, "group" in row.dataset));
}

/** @param {{ conversation_id: number, message_id: number, sender_id: number, seq: number }} told */
function markDeleted({ conversation_id, message_id, sender_id, seq }) {
  const row = rowOf(conversation_id);
  if (row && Number(row.dataset.lastSeq) < seq) quietly(renewRow(conversation_id)); // deleted before it got here
  if (!row || Number(row.dataset.last) !== message_id) return;
  write(row, "last", sender_id === page.me.id ? `You: ${DELETED}` : DELETED);
}

/** @param {Conversation} conversation */
function rowFor(conversation) {
  const { id, is_group, last_message, active_at, muted } = conversation;
  const [row, title, other] = [copyOf("talk"), titleOf(conversation, page.me.id), otherIn(conversation, page.me.id)];
  row.dataset.talk = String(id);
  row.toggleAttribute("data-group", is_group);
  fieldOf(row, "link")?.setAttribute("href", `/social/messages/${id}/`);
  drawFace(row, other ?? { id, username: "", name: title, avatar: null });
  markFace(row, other?.id ?? null);
  write(row, "title", title);
  writeLast(row, last_message);
  writeTime(fieldOf(row, "active"), active_at, page.timeZone);
  fieldOf(row, "muted")?.toggleAttribute("hidden", !muted);
  writeCount(row, unread.in(id));
  return row;
}

/** @param {number} conversation */
function drawCount(conversation) {
  const row = rowOf(conversation);
  if (row) writeCount(row, unread.in(conversation));
}

/**
 * @param {HTMLElement} row
 * @param {number} count
 */
function writeCount(row, count) {
  row.classList.toggle("unread", count > 0);
  write(row, "unread-count", String(count));
  fieldOf(row, "unread")?.toggleAttribute("hidden", count === 0);
}

/**
 * @param {number} conversation
 * @param {{ name: string }[]} people
 */
function showTyping(conversation, people) {
  const row = rowOf(conversation);
  if (!row) return;
  write(row, "typing", people.length ? `${typingWords(people)}…` : "");
  fieldOf(row, "typing")?.toggleAttribute("hidden", people.length === 0);
}

/**
 * @param {number} id
 * @returns {HTMLElement | null}
 */
function rowOf(id) {
  return list?.querySelector(`[data-talk="${Number(id)}"]`) ?? null;
}
