/** @file When do the others hear that the reader types? */

/** @import { Client, Timers } from "./client.js" */

import { systemTimers } from "./settings.js";

/** Said again every 3 s while keys are pressed: the server passes one on in 2 s, the others forget after 5. */
const AGAIN_MS = 3000;
const IDLE_MS = 3000;

export class TypingSignal {
  #client;
  #payload;
  #timers;
  #saidAt = -Infinity;
  /** @type {unknown} */
  #idleTimer = null;

  /**
   * @param {Pick<Client, "send">} client
   * @param {number} conversation
   * @param {Timers} [timers]
   */
  constructor(client, conversation, timers = systemTimers) {
    this.#client = client;
    this.#payload = { conversation_id: conversation };
    this.#timers = timers;
  }

  /** A key was pressed. */
  pressed() {
    this.#timers.clearTimeout(this.#idleTimer);
    this.#idleTimer = this.#timers.setTimeout(() => this.stop(), IDLE_MS);
    const now = this.#timers.now();
    if (now - this.#saidAt < AGAIN_MS) return;
    this.#saidAt = now;
    this.#client.send("typing_start", this.#payload);
  }

  /** The message was sent, the field emptied, or the page is left. */
  stop() {
    this.#timers.clearTimeout(this.#idleTimer);
    if (this.#idleTimer !== null) this.#client.send("typing_stop", this.#payload);
    this.#idleTimer = null;
    this.#saidAt = -Infinity;
  }
}
