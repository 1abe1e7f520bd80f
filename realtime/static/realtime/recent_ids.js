/** @file Was an event with this id shown already? */

const MOST = 1000;

/** Remembers the newest ids and forgets the oldest, so that it never grows. */
export class RecentIds {
  /** @type {Set<string>} */
  #ids = new Set();
  #most;

  constructor(most = MOST) {
    this.#most = most;
  }

  /**
   * True the first time an id is seen, and for an event without an id.
   * @param {string} id
   */
  isNew(id) {
    if (id === "") return true;
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (this.#ids.size > this.#most) this.#forgetOldest();
    return true;
  }

  #forgetOldest() {
    for (const oldest of this.#ids) {
      this.#ids.delete(oldest);
      return;
    }
  }
}
