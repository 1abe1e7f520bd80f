/** @file Who is typing in each conversation? */

/** @import { Client, Timers } from "./client.js" */

import { systemTimers } from "./settings.js";

/** Nobody says when a connection is cut, so the word of one who types holds for 5 s. */
const EXPIRY_MS = 5000;
const MOST = 200;

/**
 * @typedef {object} Typing
 * @property {number} conversation
 * @property {any} user as the frame tells of them
 * @property {unknown} timer
 */

export class TypingPeople {
  /** @type {Map<string, Typing>} by conversation and person, the newest last */
  #typing = new Map();
  #timers;
  #onChange;
  #stop;

  /**
   * Listens to the client until `stop`.
   * @param {Pick<Client, "on">} client
   * @param {(conversation: number, users: any[]) => void} onChange told who types there now
   * @param {Timers} [timers]
   */
  constructor(client, onChange, timers = systemTimers) {
    this.#onChange = onChange;
    this.#timers = timers;
    const ends = [
      client.on("typing_start", (payload) => this.#started(payload)),
      client.on("typing_stop", (payload) => this.#stopped(payload)),
    ];
    this.#stop = () => ends.forEach((end) => end());
  }

  /** @param {number} conversation */
  in(conversation) {
    return [...this.#typing.values()].filter((each) => each.conversation === conversation).map(({ user }) => user);
  }

  stop() {
    this.#stop();
    for (const { timer } of this.#typing.values()) this.#timers.clearTimeout(timer);
    this.#typing.clear();
  }

  /** @param {Record<string, any>} payload */
  #started({ conversation_id: conversation, user }) {
    const key = `${conversation} ${user?.id}`;
    const isNews = !this.#forget(key);
    const timer = this.#timers.setTimeout(() => this.#ended(key, conversation), EXPIRY_MS);
    this.#typing.set(key, { conversation, user, timer });
    for (const [oldest, { conversation: its }] of this.#typing) {
      if (this.#typing.size > MOST) this.#ended(oldest, its);
    }
    if (isNews) this.#tell(conversation);
  }

  /** @param {Record<string, any>} payload */
  #stopped({ conversation_id: conversation, user, user_id: id = user?.id }) {
    this.#ended(`${conversation} ${id}`, conversation);
  }

  /**
   * @param {string} key
   * @param {number} conversation
   */
  #ended(key, conversation) {
    if (this.#forget(key)) this.#tell(conversation);
  }

  /** @param {string} key */
  #forget(key) {
    this.#timers.clearTimeout(this.#typing.get(key)?.timer);
    return this.#typing.delete(key);
  }

  /** @param {number} conversation */
  #tell(conversation) {
    this.#onChange(conversation, this.in(conversation));
  }
}
