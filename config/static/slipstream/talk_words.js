/** @file How is a conversation told in words: its name, its last words, its turns, its ticks? As config/pages/talks.py. */

/** @import { Person } from "./page.js" */

import { day } from "./times.js";

/**
 * @typedef {{ id: number, conversation_id: number, sender: Person, content: string, client_id: string, seq: number,
 *   created_at: string, deleted_at: string | null }} Message
 * @typedef {{ user: Person, delivered_seq: number | null, read_seq: number | null }} Member
 * @typedef {{ id: number, title: string, is_group: boolean, owner_id: number | null, members: Member[],
 *   last_message: Message | null, last_seq: number, read_seq: number, unread: number, muted: boolean, may_send: boolean,
 *   active_at: string }} Conversation
 * @typedef {{ delivered: number, read: number }} Reach up to which message all the others have it, and have read it
 */

const NAMED = 3;
export const DELETED = "This message was deleted";

/**
 * @param {Pick<Conversation, "title" | "members">} conversation
 * @param {number} me
 */
export function titleOf({ title, members }, me) {
  if (title) return title;
  const names = members.filter(({ user }) => user.id !== me).map(({ user }) => user.name);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return names.slice(0, NAMED).join(", ") + more || "Somebody who has left";
}

/**
 * Of two the other, if the reader may know of them.
 * @param {Conversation} conversation
 * @param {number} me
 */
export function otherIn({ is_group, members }, me) {
  return is_group ? undefined : members.find(({ user }) => user.id !== me)?.user;
}

/**
 * The newest message in one line.
 * @param {Pick<Message, "content" | "deleted_at" | "sender"> | null} message
 * @param {number} me
 * @param {boolean} isGroup
 */
export function lastWords(message, me, isGroup) {
  if (!message) return "No messages yet";
  const said = message.deleted_at ? DELETED : message.content.trim().split(/\s+/u).join(" ");
  if (message.sender.id === me) return `You: ${said}`;
  return isGroup ? `${message.sender.name}: ${said}` : said;
}

/**
 * How far the reader's messages have come with those others whose receipts the reader may see.
 * @param {Member[]} members
 * @param {number} me
 * @returns {Reach}
 */
export function reachOf(members, me) {
  const others = members.filter(({ user, read_seq }) => user.id !== me && read_seq !== null);
  if (!others.length) return { delivered: 0, read: 0 };
  const least = (/** @type {(member: Member) => number | null} */ of) => Math.min(...others.map((one) => of(one) ?? 0));
  return { delivered: least((one) => one.delivered_seq), read: least((one) => one.read_seq) };
}

/**
 * @param {number} seq
 * @param {Reach} reach
 */
export function ticksOf(seq, { delivered, read }) {
  if (seq <= read) return "read";
  return seq <= delivered ? "delivered" : "sent";
}

/**
 * What stands above each message: the day, for the first of one, and whether somebody else, or nobody, spoke before.
 * @param {{ at: string, by: number }[]} rows oldest first
 * @param {Date} now
 * @param {string} zone
 */
export function turnsOf(rows, now, zone) {
  let [told, speaker] = ["", 0];
  return rows.map(({ at, by }) => {
    const today = day(new Date(at), now, zone);
    const turn = { day: today === told ? "" : today, isFirst: today !== told || by !== speaker };
    [told, speaker] = [today, by];
    return turn;
  });
}

/**
 * Who types, in words without an end: the dots follow.
 * @param {{ name: string }[]} people
 */
export function typingWords(people) {
  const [first, second] = people;
  if (!first) return "";
  if (!second) return `${first.name} is typing`;
  return people.length === 2 ? `${first.name} and ${second.name} are typing` : `${people.length} people are typing`;
}
