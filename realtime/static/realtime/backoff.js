/** @file How long to wait before the next try? */

const BASE_MS = 1000;
const CAP_MS = 30_000;
const MOST_DOUBLINGS = 5;
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** Full jitter: a random time between 0 and 1, 2, 4 … 30 s, so that a crowd does not come back at once. */
export class Backoff {
  #random;
  #doublings = 0;

  /** @param {() => number} random between 0 and 1 */
  constructor(random) {
    this.#random = random;
  }

  /**
   * Milliseconds to wait. Never less than `atLeastMs`, which is what the server asked for.
   * @param {number} [atLeastMs]
   */
  next(atLeastMs = 0) {
    const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** this.#doublings);
    this.#doublings = Math.min(this.#doublings + 1, MOST_DOUBLINGS);
    return Math.max(atLeastMs, this.#random() * ceiling);
  }

  /** The server is full: spread over the whole 30 s at once. */
  slow() {
    this.#doublings = MOST_DOUBLINGS;
  }

  reset() {
    this.#doublings = 0;
  }
}

/**
 * Milliseconds that a Retry-After header asks for: seconds or a date. 0: it says nothing. An hour at most.
 * @param {string | null} header
 * @param {number} now milliseconds since 1970
 */
export function retryAfterMs(header, now) {
  const text = header ?? "";
  const ms = /^\s*\d+\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}
