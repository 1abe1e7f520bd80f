/** @file How does a command reach the server, and its answer the caller? */

/** @import { Frame, Timers, Unsent } from "./client.js" */

import { Acks, tooLate } from "./acks.js";
import { CommandError } from "./command_error.js";
import { bytesIn, isEphemeral, isObject, makeFrame } from "./frames.js";
import { Outbox } from "./outbox.js";

const FRAME_BYTES = 65_536;
const FRAMES_A_SECOND = 50;
const SECOND_MS = 1000;

/**
 * @typedef {object} CommandsOptions
 * @property {Timers} timers
 * @property {(frame: Frame) => boolean} transmit false: not connected
 * @property {(unsent: Unsent) => void} onUnsent
 * @property {{ most?: number | undefined, expiryMs?: number | undefined }} queue
 */

/** Sends at once, or queues in order. A new connection hears first what the last one may have lost. */
export class Commands {
  #options;
  #acks;
  #outbox;
  #frameBytes = FRAME_BYTES;
  #framesASecond = FRAMES_A_SECOND;
  #isOpen = false;
  /** @type {unknown} */
  #drainTimer = null;

  /** @param {CommandsOptions} options */
  constructor(options) {
    this.#options = options;
    this.#outbox = new Outbox(options.timers, (frame) => this.#drop(frame, "EXPIRED"), options.queue);
    this.#acks = new Acks(options.timers, (id) => this.#outbox.remove(id));
  }

  /**
   * True: sent or queued. Throws a CommandError when it cannot be a frame.
   * @param {string} type
   * @param {Record<string, any>} payload
   */
  send(type, payload) {
    const frame = this.#make(type, payload, false);
    return isEphemeral(frame) ? this.#options.transmit(frame) : this.#dispatch(frame);
  }

  /**
   * Resolves with the answer's result, rejects with a CommandError.
   * @param {string} type
   * @param {Record<string, any>} payload
   * @param {number} timeoutMs
   */
  async request(type, payload, timeoutMs) {
    const frame = this.#make(type, payload, true);
    if (this.#acks.isFull) throw tooMany();
    const answer = this.#acks.add(frame, timeoutMs);
    this.#dispatch(frame);
    return answer;
  }

  /**
   * Takes an `ack` or `error`. False: nobody waits for it.
   * @param {Frame} answer
   */
  settle(answer) {
    return this.#acks.settle(answer);
  }

  /**
   * What the server allows, from its `welcome`. Half of its pace leaves room for heartbeats and new commands.
   * @param {unknown} limits
   */
  heed(limits) {
    const { frame_bytes: bytes, messages_per_second: pace } = isObject(limits) ? limits : {};
    this.#frameBytes = Number(bytes) || FRAME_BYTES;
    this.#framesASecond = Math.max(1, Math.floor(Number(pace) / 2)) || FRAMES_A_SECOND;
  }

  /**
   * A connection begins: `first`, then what was never answered (with the same ids), then the queue.
   * @param {Frame[]} first
   */
  begin(first) {
    this.pause();
    this.#isOpen = true;
    this.#outbox.repeatFirst([...first, ...this.#acks.unanswered()]);
    this.#drain();
  }

  /** The connection is gone. */
  pause() {
    this.#isOpen = false;
    this.#options.timers.clearTimeout(this.#drainTimer);
    this.#drainTimer = null;
    this.#outbox.forgetRepeats();
  }

  /**
   * Frames that may have been lost with a connection. Those that ask for an answer are known already.
   * @param {Frame[]} frames
   */
  requeue(frames) {
    for (const frame of frames.filter((each) => !each.ack_id)) {
      if (!this.#outbox.add(frame)) this.#drop(frame, "QUEUE_FULL");
    }
  }

  /**
   * Nobody will connect any more.
   * @param {string} message
   */
  stop(message) {
    this.pause();
    this.#outbox.clear();
    this.#acks.failAll(new CommandError("CLOSED", message));
  }

  /**
   * @param {string} type
   * @param {Record<string, any>} payload
   * @param {boolean} asksForAck
   */
  #make(type, payload, asksForAck) {
    if (typeof type !== "string" || type === "" || !isObject(payload)) {
      throw new CommandError("INVALID_MESSAGE", "A command is a name and an object.");
    }
    const frame = makeFrame(type, payload, asksForAck);
    if (bytesIn(frame) > this.#frameBytes) {
      throw new CommandError("INVALID_MESSAGE", `A message may have ${this.#frameBytes} bytes.`);
    }
    return frame;
  }

  /** @param {Frame} frame */
  #dispatch(frame) {
    if (this.#outbox.isEmpty && this.#transmit(frame)) return true;
    const isKept = this.#outbox.add(frame);
    if (isKept) this.#drainLater();
    else this.#drop(frame, "QUEUE_FULL");
    return isKept;
  }

  /** @param {Frame} frame */
  #transmit(frame) {
    const isSent = this.#options.transmit(frame);
    if (isSent) this.#acks.markSent(frame.id);
    return isSent;
  }

  /** Not all at once: the server ignores what comes faster than it allows. */
  #drain() {
    this.#outbox.drain(this.#framesASecond, (frame) => this.#transmit(frame));
    this.#drainLater();
  }

  #drainLater() {
    if (!this.#isOpen || this.#outbox.isEmpty || this.#drainTimer !== null) return;
    this.#drainTimer = this.#options.timers.setTimeout(() => {
      this.#drainTimer = null;
      this.#drain();
    }, SECOND_MS);
  }

  /**
   * @param {Frame} frame
   * @param {Unsent["reason"]} reason
   */
  #drop(frame, reason) {
    const { id, type, payload } = frame;
    if (frame.ack_id) this.#acks.fail(id, reason === "EXPIRED" ? tooLate(reason) : tooMany());
    else this.#options.onUnsent({ id, type, payload, reason });
  }
}

function tooMany() {
  return new CommandError("QUEUE_FULL", "Too many commands wait.");
}
