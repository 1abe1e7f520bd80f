/** @file Which commands wait for a connection? */

/** @import { Frame, Timers } from "./client.js" */

const MOST = 100;
const EXPIRY_MS = 60_000;

/**
 * @typedef {object} Waiting
 * @property {Frame} frame
 * @property {number} since
 * @property {boolean} repeat belongs to the present connection only
 */

/** A bounded queue. What waits too long is told to `onExpired`: never sent late, never dropped in silence. */
export class Outbox {
  /** @type {Waiting[]} */
  #waiting = [];
  #timers;
  #onExpired;
  #most;
  #expiryMs;

  /**
   * @param {Timers} timers
   * @param {(frame: Frame) => void} onExpired
   * @param {{ most?: number | undefined, expiryMs?: number | undefined }} [bounds]
   */
  constructor(timers, onExpired, { most = MOST, expiryMs = EXPIRY_MS } = {}) {
    this.#timers = timers;
    this.#onExpired = onExpired;
    this.#most = most;
    this.#expiryMs = expiryMs;
  }

  get isEmpty() {
    return this.#waiting.length === 0;
  }

  /**
   * False: it is full, and the frame was not taken.
   * @param {Frame} frame
   */
  add(frame) {
    this.#expire();
    if (this.#waiting.filter((each) => !each.repeat).length >= this.#most) return false;
    this.#waiting.push({ frame, since: this.#timers.now(), repeat: false });
    return true;
  }

  /**
   * Puts frames that this connection has to hear again before all others. They neither count nor expire.
   * @param {Frame[]} frames
   */
  repeatFirst(frames) {
    const since = this.#timers.now();
    this.#waiting.unshift(...frames.map((frame) => ({ frame, since, repeat: true })));
  }

  /** The connection is gone, and with it what only that one had to hear. */
  forgetRepeats() {
    this.#waiting = this.#waiting.filter((each) => !each.repeat);
  }

  /**
   * Hands up to `count` frames to `send`, oldest first, until it says false.
   * @param {number} count
   * @param {(frame: Frame) => boolean} send
   */
  drain(count, send) {
    this.#expire();
    for (const each of this.#waiting.slice(0, count)) {
      if (!send(each.frame)) return;
      this.#waiting = this.#waiting.filter((other) => other !== each);
    }
  }

  /** @param {string} id */
  remove(id) {
    this.#waiting = this.#waiting.filter((each) => each.frame.id !== id);
  }

  clear() {
    this.#waiting = [];
  }

  #expire() {
    const oldest = this.#timers.now() - this.#expiryMs;
    const isExpired = (/** @type {Waiting} */ each) => !each.repeat && each.since <= oldest;
    const expired = this.#waiting.filter(isExpired);
    this.#waiting = this.#waiting.filter((each) => !isExpired(each));
    for (const { frame } of expired) this.#onExpired(frame);
  }
}
