/** @file Which channels does the page watch? */

/** @import { Frame, Unsubscribed } from "./client.js" */

import { failureIn } from "./acks.js";
import { makeFrame } from "./frames.js";

/** What the server says when there is no such channel, or no right to it any more. */
const NOT_OURS = "CHANNEL_NOT_FOUND";

/** The wanted channels. Each connection is asked with fresh ids: an old id would just repeat its answer. */
export class Subscriptions {
  /** @type {Set<string>} */
  #channels = new Set();
  /** @type {Map<string, string>} the channel by the id of its question */
  #asked = new Map();
  #onEnded;

  /** @param {(ended: Unsubscribed) => void} onEnded told when the server ends or refuses a watching */
  constructor(onEnded) {
    this.#onEnded = onEnded;
  }

  /**
   * The question to send, or null when the channel is watched already.
   * @param {string} channel
   */
  add(channel) {
    if (this.#channels.has(channel)) return null;
    this.#channels.add(channel);
    return this.#question(channel);
  }

  /**
   * The frame that ends it, or null when the channel is not watched.
   * @param {string} channel
   */
  remove(channel) {
    return this.#channels.delete(channel) ? makeFrame("unsubscribe", { channel }) : null;
  }

  /** The questions a new connection has to hear. */
  all() {
    this.#asked.clear();
    return [...this.#channels].map((channel) => this.#question(channel));
  }

  /**
   * Takes an answer to a question of ours, or the word that a right has ended. False: it is about something else.
   * @param {Frame} frame
   */
  settle(frame) {
    const id = frame.ack_id ?? frame.payload.ack_id;
    const asked = this.#asked.get(id);
    const channel = asked ?? this.#endedIn(frame);
    if (channel === undefined) return false;
    this.#asked.delete(id);
    const error = failureIn(frame);
    if (error && this.#channels.delete(channel)) {
      this.#onEnded({ channel, code: error.code, message: error.message });
    }
    return true;
  }

  /**
   * The channel of ours that an error says is ours no more.
   * @param {Frame} frame
   * @returns {string | undefined}
   */
  #endedIn({ type, payload }) {
    const channel = type === "error" && payload.code === NOT_OURS ? payload.details?.channel : undefined;
    return this.#channels.has(channel) ? channel : undefined;
  }

  /** @param {string} channel */
  #question(channel) {
    const frame = makeFrame("subscribe", { channel }, true);
    this.#asked.set(frame.id, channel);
    return frame;
  }
}
