/** @file Where in the stream are we, and does an entry follow on? */

/** @import { Frame, Position as Place } from "./client.js" */

/** @typedef {"apply" | "duplicate" | "gap"} Verdict */
/** @typedef {Frame & { seq: number }} Entry */

export class Position {
  /** @type {Place | null} */
  #at;

  /** @param {Place | null} start null: unknown, until a snapshot tells */
  constructor(start) {
    this.#at = start && { epoch: start.epoch, seq: start.seq };
  }

  /** A copy of the place, or null when it is not known. */
  get value() {
    return this.#at && { ...this.#at };
  }

  /** The number of the newest entry we had; -1 when that is not known. */
  get seq() {
    return this.#at?.seq ?? -1;
  }

  /**
   * Judges an entry, and moves on when it is the next. A `skip` follows if it starts no later than that.
   * @param {Entry} entry
   * @returns {Verdict}
   */
  take(entry) {
    if (!this.#at) return "gap";
    if (entry.seq <= this.#at.seq) return "duplicate";
    if (firstOf(entry) > this.#at.seq + 1) return "gap";
    this.#at = { epoch: this.#at.epoch, seq: entry.seq };
    return "apply";
  }

  /**
   * Takes a place as it is, also backwards: the numbering started again.
   * @param {Place | null} place
   */
  moveTo(place) {
    this.#at = place;
  }

  /**
   * Takes a place unless it lies behind us in the same numbering.
   * @param {Place} place
   */
  forwardTo(place) {
    if (this.#at?.epoch !== place.epoch || place.seq > this.#at.seq) this.#at = place;
  }
}

/**
 * The first number that an entry holds; only a `skip` may hold several.
 * @param {Entry} entry
 */
export function firstOf(entry) {
  const { from } = entry.payload;
  return entry.type === "skip" && Number.isSafeInteger(from) ? from : entry.seq;
}
