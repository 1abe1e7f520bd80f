/** @file Which commands wait for an answer? */

/** @import { Frame, Timers } from "./client.js" */

import { CommandError } from "./command_error.js";
import { isObject } from "./frames.js";

const MOST = 1000;
const LATE = {
  TIMEOUT: "The server did not answer in time.",
  EXPIRED: "It waited too long for a connection.",
};

/**
 * @typedef {object} Pending
 * @property {Frame} frame
 * @property {boolean} sent
 * @property {unknown} timer
 * @property {(result: unknown) => void} resolve
 * @property {(error: Error) => void} reject
 */

export class Acks {
  /** @type {Map<string, Pending>} */
  #pending = new Map();
  #timers;
  #onTimeout;

  /**
   * @param {Timers} timers
   * @param {(id: string) => void} onTimeout told when nobody waits for the answer any more
   */
  constructor(timers, onTimeout) {
    this.#timers = timers;
    this.#onTimeout = onTimeout;
  }

  /**
   * Resolves with the answer's result; rejects with a CommandError when it is refused, too late, or given up.
   * @param {Frame} frame
   * @param {number} timeoutMs
   * @returns {Promise<unknown>}
   */
  add(frame, timeoutMs) {
    return new Promise((resolve, reject) => {
      const timer = this.#timers.setTimeout(() => {
        const isSent = this.#pending.get(frame.id)?.sent;
        this.fail(frame.id, isSent ? tooLate("TIMEOUT") : tooLate("EXPIRED"));
        this.#onTimeout(frame.id);
      }, timeoutMs);
      this.#pending.set(frame.id, { frame, sent: false, timer, resolve, reject });
    });
  }

  /** No more may wait: who has asked so much and heard nothing should not ask more. */
  get isFull() {
    return this.#pending.size >= MOST;
  }

  /** @param {string} id */
  markSent(id) {
    const pending = this.#pending.get(id);
    if (pending) pending.sent = true;
  }

  /** Commands that were sent and not answered, oldest first: to be sent again with the same id. */
  unanswered() {
    return [...this.#pending.values()].filter((pending) => pending.sent).map((pending) => pending.frame);
  }

  /**
   * Takes an `ack`, or an `error` that names a command. False: nobody waits for it.
   * @param {Frame} answer
   */
  settle(answer) {
    const id = answer.ack_id ?? answer.payload.ack_id;
    const pending = this.#take(id);
    if (!pending) return false;
    const error = failureIn(answer);
    if (error) pending.reject(error);
    else pending.resolve(answer.payload.result ?? null);
    return true;
  }

  /**
   * @param {string} id
   * @param {Error} error
   */
  fail(id, error) {
    this.#take(id)?.reject(error);
  }

  /** @param {Error} error */
  failAll(error) {
    for (const id of [...this.#pending.keys()]) this.fail(id, error);
  }

  /** @param {string} id */
  #take(id) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    this.#timers.clearTimeout(pending?.timer);
    return pending;
  }
}

/**
 * TIMEOUT: it was sent, and may have been done. EXPIRED: it never left.
 * @param {keyof typeof LATE} code
 */
export function tooLate(code) {
  return new CommandError(code, LATE[code]);
}

/**
 * The error that an answer tells, or null when it tells of success.
 * @param {Frame} answer
 */
export function failureIn(answer) {
  if (answer.type === "ack" && answer.payload.success === true) return null;
  const error = answer.type === "ack" ? answer.payload.error : answer.payload;
  const { code, message, details } = isObject(error) ? error : {};
  const sentence = String(message ?? "The command failed.");
  return new CommandError(String(code ?? "INTERNAL_ERROR"), sentence, details);
}
