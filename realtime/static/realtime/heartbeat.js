/** @file Is the other side still there? */

/** @import { Timers } from "./client.js" */

const PROBE_MS = 10_000;
/** A timer that is so late was asleep, and the page with it. */
const SLEPT_MS = 5000;

/** Beats at a fixed pace, and tells when nothing at all was heard for too long. */
export class Heartbeat {
  #timers;
  #beat;
  #onDead;
  #heardAt = 0;
  /** @type {unknown} */
  #beatTimer;
  /** @type {unknown} */
  #deadTimer;
  /** @type {unknown} */
  #probeTimer = null;

  /**
   * @param {Timers} timers
   * @param {{ beat: () => void, onDead: () => void }} handlers
   */
  constructor(timers, { beat, onDead }) {
    this.#timers = timers;
    this.#beat = beat;
    this.#onDead = onDead;
  }

  /** @param {{ beatMs: number, deadMs: number }} timings */
  start({ beatMs, deadMs }) {
    this.stop();
    this.#beatEvery(beatMs);
    this.#watch(deadMs, deadMs);
  }

  /** Any frame is a sign of life. */
  heard() {
    this.#heardAt = this.#timers.now();
  }

  /** Asks at once, and waits 10 s only: after a sleep the connection is often gone without a word. */
  probe() {
    if (this.#probeTimer !== null) return;
    const askedAt = this.#timers.now();
    this.#probeTimer = this.#timers.setTimeout(() => {
      this.#probeTimer = null;
      if (this.#heardAt < askedAt) this.#onDead();
    }, PROBE_MS);
    this.#beat();
  }

  stop() {
    const timers = [this.#beatTimer, this.#deadTimer, this.#probeTimer];
    for (const timer of timers) this.#timers.clearTimeout(timer);
    this.#probeTimer = null;
  }

  /** @param {number} beatMs */
  #beatEvery(beatMs) {
    const dueAt = this.#timers.now() + beatMs;
    this.#beatTimer = this.#timers.setTimeout(() => {
      const slept = this.#timers.now() - dueAt > SLEPT_MS;
      this.#beatEvery(beatMs);
      if (slept) this.probe();
      else this.#beat();
    }, beatMs);
  }

  /**
   * Looks when the silence could first be too long, not after each frame: frames are many.
   * @param {number} deadMs
   * @param {number} inMs
   */
  #watch(deadMs, inMs) {
    this.#deadTimer = this.#timers.setTimeout(() => {
      const left = this.#heardAt + deadMs - this.#timers.now();
      if (left <= 0) this.#onDead();
      else this.#watch(deadMs, left);
    }, inMs);
  }
}
