/** @file Which channels does the page watch? */

/** @import { Frame } from "./client.js" */

import { failureIn } from "./acks.js";
import { makeFrame } from "./frames.js";

/** The wanted channels. Each connection is asked with fresh ids: an old id would just repeat its answer. */
export class Subscriptions {
  /** @type {Set<string>} */
  #channels = new Set();
  /** @type {Map<string, string>} the channel by the id of its question */
  #asked = new Map();

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
   * Takes an answer. Undefined: not to us. Null: granted. Else the error and its channel, which is forgotten.
   * @param {Frame} answer
   */
  settle(answer) {
    const id = answer.ack_id ?? answer.payload.ack_id;
    const channel = this.#asked.get(id);
    if (channel === undefined) return undefined;
    this.#asked.delete(id);
    const error = failureIn(answer);
    if (!error) return null;
    this.#channels.delete(channel);
    return { code: error.code, message: error.message, details: { channel } };
  }

  /** @param {string} channel */
  #question(channel) {
    const frame = makeFrame("subscribe", { channel }, true);
    this.#asked.set(frame.id, channel);
    return frame;
  }
}
