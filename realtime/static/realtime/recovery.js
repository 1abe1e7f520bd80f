/** @file Which entries are missing, when do we ask again, and when do we give up on this connection? */

/** @import { Timers } from "./client.js" */
/** @import { Position } from "./position.js" */

/** After each question, as long as nothing moves; after the last one the connection is given up. */
const ANSWER_WAITS_MS = /** @type {const} */ ([500, 500, 1000, 2000, 4000]);
const REPLAY_WAIT_MS = 4000;
const SNAPSHOT_WAIT_MS = 10_000;
const MOST_HURRIES = 5;

/**
 * One question at a time. It is repeated while nothing moves, and after 8 s the connection is given up; each
 * entry that arrives starts the patience anew. A hole in the answer is asked for at once.
 *
 * @typedef {object} RecoveryHandlers
 * @property {() => void} ask send `resume` with the present position
 * @property {() => void} giveUp
 * @property {(missed: number | null) => void} onBehind
 * @property {() => void} onCaughtUp
 */
export class Recovery {
  #timers;
  #position;
  #on;
  #isWaiting = false;
  /** @type {number | null} null: a snapshot, which moves us wherever it wants */
  #target = null;
  #askedFrom = -1;
  #askedUpTo = -1;
  #hurries = 0;
  #hasAsked = false;
  #silentWaits = 0;
  /** @type {unknown} */
  #timer;

  /**
   * @param {Timers} timers
   * @param {Position} position
   * @param {RecoveryHandlers} handlers
   */
  constructor(timers, position, handlers) {
    this.#timers = timers;
    this.#position = position;
    this.#on = handlers;
  }

  get isWaiting() {
    return this.#isWaiting;
  }

  get awaitsSnapshot() {
    return this.#isWaiting && this.#target === null;
  }

  /**
   * The server is sending all up to `target` by itself; null: a snapshot is to come.
   * @param {number | null} target
   */
  expect(target) {
    this.#wait(target);
    this.#arm(target === null ? SNAPSHOT_WAIT_MS : REPLAY_WAIT_MS);
  }

  /**
   * Entry `seq` came and does not follow on.
   * @param {number} seq
   */
  missing(seq) {
    if (!this.#isWaiting) this.#wait(this.#position.value ? seq : null);
    if (this.#target === null) {
      this.#arm(SNAPSHOT_WAIT_MS);
      return;
    }
    this.#target = Math.max(this.#target, seq);
    if (this.#mayAskAtOnce(seq)) this.#ask();
  }

  /** The position moved on by an entry. */
  progressed() {
    if (!this.#isWaiting) return;
    if (this.#target !== null && this.#position.seq >= this.#target) {
      this.settled();
      return;
    }
    this.#silentWaits = this.#hurries = 0;
    this.#arm(this.#hasAsked ? ANSWER_WAITS_MS[0] : REPLAY_WAIT_MS);
  }

  /** A snapshot moved us on: that is all we waited for, unless entries after it are missing. */
  gotSnapshot() {
    if (this.#target === null) this.settled();
    else this.progressed();
  }

  /** Nothing is missing any more. */
  settled() {
    if (!this.#isWaiting) return;
    this.stop();
    this.#on.onCaughtUp();
  }

  stop() {
    this.#timers.clearTimeout(this.#timer);
    this.#isWaiting = this.#hasAsked = false;
    this.#silentWaits = this.#hurries = 0;
  }

  /** @param {number | null} target */
  #wait(target) {
    this.stop();
    this.#isWaiting = true;
    this.#target = target;
    this.#on.onBehind(target === null ? null : target - this.#position.seq);
  }

  /**
   * Not while an answer is under way, unless its end came without its beginning; and that a few times only.
   * @param {number} seq
   */
  #mayAskAtOnce(seq) {
    if (!this.#hasAsked || this.#position.seq > this.#askedFrom) return true;
    this.#hurries += seq === this.#askedUpTo ? 1 : 0;
    return seq === this.#askedUpTo && this.#hurries <= MOST_HURRIES;
  }

  #ask() {
    const waitMs = ANSWER_WAITS_MS[this.#silentWaits];
    if (waitMs === undefined) {
      this.#on.giveUp();
      return;
    }
    this.#hasAsked = true;
    this.#askedFrom = this.#position.seq;
    this.#askedUpTo = this.#target ?? -1;
    this.#arm(waitMs);
    this.#on.ask();
  }

  /** @param {number} ms */
  #arm(ms) {
    this.#timers.clearTimeout(this.#timer);
    if (!this.#isWaiting) return;
    this.#timer = this.#timers.setTimeout(() => this.#wasSilent(), ms);
  }

  #wasSilent() {
    if (this.#hasAsked) this.#silentWaits += 1;
    if (this.#target === null) this.#on.giveUp();
    else this.#ask();
  }
}
