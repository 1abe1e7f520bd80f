/** @file When may the next poll start? */

/** @import { Timers } from "./client.js" */

/** 30 a minute are allowed; a little more than 2 s between the starts keeps below that. */
const GAP_MS = 2100;

export class Pace {
  #timers;
  #gapMs;
  #lastStart = -Infinity;
  #heldUntil = -Infinity;
  /** @type {Set<unknown>} */
  #sleeping = new Set();

  /**
   * @param {Timers} timers
   * @param {number} [gapMs]
   */
  constructor(timers, gapMs = GAP_MS) {
    this.#timers = timers;
    this.#gapMs = gapMs;
  }

  /**
   * Resolves when a poll may start; several waiting get a place each. `atOnce`: the server said that there is
   * more. What waits when `stop` is called never resolves.
   * @param {boolean} [atOnce]
   */
  async turn(atOnce = false) {
    const now = this.#timers.now();
    await this.#sleepUntil(atOnce ? this.#note(now) : this.#place());
    while (this.#timers.now() < this.#heldUntil) await this.#sleepUntil(this.#place());
  }

  /**
   * Nothing starts for so long: a Retry-After.
   * @param {number} ms
   */
  hold(ms) {
    this.#heldUntil = Math.max(this.#heldUntil, this.#timers.now() + ms);
    this.#lastStart = Math.max(this.#lastStart, this.#heldUntil - this.#gapMs);
  }

  stop() {
    for (const timer of this.#sleeping) this.#timers.clearTimeout(timer);
    this.#sleeping.clear();
  }

  /** The next free start. */
  #place() {
    return this.#note(Math.max(this.#timers.now(), this.#lastStart + this.#gapMs));
  }

  /** @param {number} start */
  #note(start) {
    this.#lastStart = Math.max(this.#lastStart, start);
    return start;
  }

  /**
   * @param {number} time
   * @returns {Promise<void>}
   */
  #sleepUntil(time) {
    const ms = time - this.#timers.now();
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#timers.setTimeout(() => {
        this.#sleeping.delete(timer);
        resolve();
      }, ms);
      this.#sleeping.add(timer);
    });
  }
}
