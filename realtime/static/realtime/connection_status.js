/** @file How do we call the state of the connection? */

/** @import { Page, StatusChange } from "./client.js" */
/** @import { Closing } from "./types.js" */

import { closeAdvice } from "./close_codes.js";

export class ConnectionStatus {
  /** @type {StatusChange} */
  #change = { status: "closed" };
  #page;
  #tell;

  /**
   * @param {Page | null} page
   * @param {(change: StatusChange) => void} tell hears each change once
   */
  constructor(page, tell) {
    this.#page = page;
    this.#tell = tell;
  }

  get name() {
    return this.#change.status;
  }

  /** @param {StatusChange} change */
  set(change) {
    const isNews = change.status !== this.#change.status || Object.keys(change).length > 1;
    this.#change = change;
    if (isNews) this.#tell(change);
  }

  /**
   * Between two tries.
   * @param {Closing} closing
   * @param {number} retryInMs
   */
  down({ code, reason }, retryInMs) {
    const message = closeAdvice(code).sentence;
    this.set({ status: this.#waitingName, retryInMs, code, message, reason });
  }

  /** @param {Closing} closing */
  closed({ code, reason }) {
    this.set({ status: "closed", code, message: closeAdvice(code).sentence, reason });
  }

  /** The browser's word on the network changes what waiting is called, not what we do. */
  lookAgain() {
    const isWaiting = this.name === "reconnecting" || this.name === "offline";
    const name = this.#waitingName;
    if (isWaiting && this.name !== name) this.set({ ...this.#change, status: name });
  }

  get #waitingName() {
    return this.#page?.navigator.onLine === false ? "offline" : "reconnecting";
  }
}
