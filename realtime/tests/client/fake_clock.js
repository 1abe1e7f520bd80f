/** @file How do tests make hours pass in a moment? */

/** Timers that run when told to, in order, and a clock that goes with them. */
export class FakeClock {
  #now = 1_700_000_000_000;
  #timers = new Map();
  #lastHandle = 0;

  now = () => this.#now;

  setTimeout = (callback, ms) => {
    this.#lastHandle += 1;
    this.#timers.set(this.#lastHandle, { at: this.#now + Math.max(0, ms), callback });
    return this.#lastHandle;
  };

  clearTimeout = (handle) => {
    this.#timers.delete(handle);
  };

  /** How many timers are set: a stopped client must leave none. */
  get pending() {
    return this.#timers.size;
  }

  /** Milliseconds until the next timer, or null. */
  get next() {
    const times = [...this.#timers.values()].map((timer) => timer.at - this.#now);
    return times.length > 0 ? Math.min(...times) : null;
  }

  /** Lets `ms` pass: runs what is due in order of time, with promises settled in between. */
  async advance(ms) {
    const end = this.#now + ms;
    await settle();
    for (let due = this.#dueBy(end); due; due = this.#dueBy(end)) {
      const [handle, { at, callback }] = due;
      this.#timers.delete(handle);
      this.#now = Math.max(this.#now, at);
      callback();
      await settle();
    }
    this.#now = end;
  }

  #dueBy(end) {
    const due = [...this.#timers].filter(([, timer]) => timer.at <= end);
    return due.sort(([a, first], [b, second]) => first.at - second.at || a - b)[0];
  }
}

/** Lets promises that are ready run. */
export function settle() {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
