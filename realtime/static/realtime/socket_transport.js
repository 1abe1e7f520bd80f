/** @file How do frames travel over a WebSocket? */

/** @import { Frame, Position, Timers } from "./client.js" */
/** @import { Transport, TransportHandlers } from "./types.js" */

import { LOST, NORMAL } from "./close_codes.js";
import { isObject, newId, parseFrame } from "./frames.js";
import { Heartbeat } from "./heartbeat.js";

const PROTOCOL = "slipstream.v1";
const WELCOME_WAIT_MS = 20_000;
const OPEN = 1;
/** What the network has not taken yet. Beyond that a command waits with us, where it can expire. */
const MOST_BUFFERED_BYTES = 1_048_576;

/**
 * @typedef {object} SocketOptions
 * @property {string} url absolute; http stands for ws
 * @property {new (url: string, protocols: string[]) => WebSocket} WebSocket
 * @property {(() => Promise<string>) | undefined} credential the subprotocol that says who we are; none: a cookie
 * @property {Timers} timers
 */

/**
 * One socket. Ready with its `welcome`; a socket that opens and is never welcomed has failed.
 * @implements {Transport}
 */
export class SocketTransport {
  #options;
  #handlers;
  #heartbeat;
  /** @type {WebSocket | null} */
  #socket = null;
  #isOver = false;
  #isReady = false;
  /** @type {unknown} */
  #welcomeTimer;

  /**
   * @param {SocketOptions} options
   * @param {TransportHandlers} handlers
   */
  constructor(options, handlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#heartbeat = new Heartbeat(options.timers, {
      beat: () => this.#beat(),
      onDead: () => this.#end(LOST, "Nothing was heard for too long."),
    });
  }

  /** @param {() => Position | null} current */
  open(current) {
    const { timers, credential } = this.#options;
    const late = () => this.#end(LOST, "The server did not answer.");
    this.#welcomeTimer = timers.setTimeout(late, WELCOME_WAIT_MS);
    if (credential) void this.#connectWith(credential, current);
    else this.#connect(current(), [PROTOCOL]);
  }

  /** @param {Frame} frame */
  send(frame) {
    if (!this.#isReady || this.#socket?.readyState !== OPEN) return false;
    if (this.#socket.bufferedAmount > MOST_BUFFERED_BYTES) return false;
    this.#socket.send(JSON.stringify(frame));
    this.#handlers.onSent(frame);
    return true;
  }

  probe() {
    if (this.#isReady) this.#heartbeat.probe();
  }

  close() {
    this.#isOver = true;
    this.#heartbeat.stop();
    this.#options.timers.clearTimeout(this.#welcomeTimer);
    this.#socket?.close(NORMAL);
    return [];
  }

  /**
   * @param {() => Promise<string>} credential
   * @param {() => Position | null} current
   */
  async #connectWith(credential, current) {
    try {
      this.#connect(current(), [PROTOCOL, await credential()]);
    } catch (error) {
      this.#end(LOST, `There is no ticket or token: ${error}`);
    }
  }

  /**
   * @param {Position | null} position
   * @param {string[]} protocols
   */
  #connect(position, protocols) {
    if (this.#isOver) return;
    try {
      this.#socket = new this.#options.WebSocket(addressWith(this.#options.url, position), protocols);
    } catch (error) {
      this.#end(LOST, `No socket could be made: ${error}`);
      return;
    }
    this.#socket.onmessage = ({ data }) => this.#hear(data);
    this.#socket.onclose = ({ code, reason }) => this.#end(code, reason);
  }

  /** @param {unknown} data */
  #hear(data) {
    if (this.#isOver) return;
    this.#heartbeat.heard();
    const frame = parseFrame(data);
    // A frame we cannot read is a frame lost: if it was an entry, the next one shows the gap.
    if (!frame) return;
    if (frame.type === "welcome") this.#begin(frame);
    else this.#handlers.onFrame(frame);
  }

  /** @param {Frame} welcome */
  #begin(welcome) {
    this.#options.timers.clearTimeout(this.#welcomeTimer);
    this.#heartbeat.start(timingsIn(welcome));
    this.#isReady = true;
    this.#handlers.onReady(welcome);
  }

  /** With an `ack_id`, so that the answer comes at once. */
  #beat() {
    const id = newId();
    this.send({ id, type: "heartbeat", payload: {}, ack_id: id });
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #end(code, reason) {
    if (this.#isOver) return;
    this.close();
    this.#handlers.onClose({ code, reason, retryAfterMs: 0 });
  }
}

/**
 * @param {string} url
 * @param {Position | null} position
 */
function addressWith(url, position) {
  const address = new URL(url);
  address.protocol = address.protocol.replace(/^http/, "ws");
  if (position) {
    address.searchParams.set("epoch", position.epoch);
    address.searchParams.set("seq", String(position.seq));
  }
  return address.href;
}

/** @param {Frame} welcome */
function timingsIn(welcome) {
  const timings = isObject(welcome.payload.timings) ? welcome.payload.timings : {};
  return { beatMs: (Number(timings.heartbeat) || 30) * 1000, deadMs: (Number(timings.dead) || 90) * 1000 };
}
