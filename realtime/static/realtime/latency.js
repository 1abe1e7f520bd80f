/** @file How long does an answer take? */

/** @import { Traffic } from "./client.js" */

const MOST = 100;

/** Measures from the frames that pass: a command leaves, its ack comes back. */
export class Latency {
  /** @type {Map<string, number>} when each command left */
  #leftAt = new Map();
  #now;

  /** @param {() => number} now milliseconds */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /**
   * The milliseconds of the round trip that this frame completes; null when it completes none.
   * @param {Traffic} traffic
   */
  measure({ direction, frame }) {
    const id = frame.ack_id ?? frame.payload.ack_id;
    if (typeof id !== "string") return null;
    if (direction === "out") return this.#left(id);
    const leftAt = this.#leftAt.get(id);
    this.#leftAt.delete(id);
    return leftAt === undefined ? null : this.#now() - leftAt;
  }

  /** @param {string} id */
  #left(id) {
    if (this.#leftAt.size >= MOST) this.#leftAt.clear();
    this.#leftAt.set(id, this.#now());
    return null;
  }
}
