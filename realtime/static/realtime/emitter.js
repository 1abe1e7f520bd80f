/** @file Who wants to hear of what? */

/** @typedef {(payload: any, frame?: any) => unknown} Listener */

/** Listeners by name. One that throws is reported and disturbs nobody. */
export class Emitter {
  /** @type {Map<string, Set<{ listener: Listener }>>} */
  #byType = new Map();
  #report;

  /** @param {(error: unknown) => void} report */
  constructor(report) {
    this.#report = report;
  }

  /**
   * Returns the function that ends the listening. The same function may listen twice.
   * @param {string} type
   * @param {Listener} listener
   */
  on(type, listener) {
    if (typeof listener !== "function") throw new TypeError("A listener is a function.");
    const entries = this.#byType.get(type) ?? new Set();
    const entry = { listener };
    this.#byType.set(type, entries.add(entry));
    return () => {
      entries.delete(entry);
    };
  }

  /**
   * Returns what the listeners returned, without those that threw.
   * @param {string} type
   * @param {unknown} payload
   * @param {unknown} [frame]
   */
  emit(type, payload, frame) {
    const returned = [];
    for (const { listener } of [...(this.#byType.get(type) ?? [])]) {
      try {
        returned.push(listener(payload, frame));
      } catch (error) {
        this.#report(error);
      }
    }
    return returned;
  }
}
