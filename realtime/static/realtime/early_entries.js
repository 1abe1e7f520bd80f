/** @file Which entries came before their turn? */

/** @import { Entry } from "./position.js" */

import { firstOf } from "./position.js";

const MOST = 256;

/** Kept so that one lost frame costs one frame, not all that came after it. Bounded: the rest is sent again. */
export class EarlyEntries {
  /** @type {Map<number, Entry>} by the first number they hold */
  #byFirst = new Map();

  /** @param {Entry} entry */
  keep(entry) {
    if (this.#byFirst.size < MOST) this.#byFirst.set(firstOf(entry), entry);
  }

  /**
   * Takes out the entry whose turn it is, if it is here.
   * @param {number} seq
   */
  takeOut(seq) {
    const entry = this.#byFirst.get(seq);
    this.#byFirst.delete(seq);
    return entry;
  }

  clear() {
    this.#byFirst.clear();
  }
}
