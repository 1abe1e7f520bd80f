/** @file Which transport carries us now, and when is the next try? */

/** @import { Frame, Position, Timers } from "./client.js" */
/** @import { Closing, ConnectorListener, Transport, TransportHandlers, TransportKind } from "./types.js" */

import { Backoff } from "./backoff.js";
import { LOST, RESTARTING, closeAdvice } from "./close_codes.js";

const TRIES_BEFORE_POLLING = 10;
const STABLE_MS = 5000;
const LONGEST_PLAN_MS = 300_000;
const WAKE_GAP_MS = 1000;

/**
 * @typedef {object} Link
 * @property {TransportKind} kind
 * @property {Transport} transport
 * @property {number | null} readySince
 */

/**
 * @typedef {object} ConnectorOptions
 * @property {(kind: TransportKind, handlers: TransportHandlers) => Transport} make
 * @property {string | null} socketUrl null: no sockets
 * @property {string | null} pollUrl null: no polls
 * @property {() => Position | null} position
 * @property {Timers} timers
 * @property {() => number} random
 */

/**
 * Holds one connection and never gives up. After 10 failed tries in a row it polls, and goes on trying the
 * socket beside that; the socket takes over with its welcome. A try that does not last 5 s has failed.
 */
export class Connector {
  #options;
  #listener;
  #backoff;
  #probeBackoff;
  /** @type {Link | null} the connection, or the try to make one */
  #link = null;
  /** @type {Link | null} the try for a socket while we poll */
  #probe = null;
  #failures = 0;
  /** No try before this time: the server named it. */
  #notBefore = 0;
  #isPlanned = false;
  #lastTry = -Infinity;
  /** @type {unknown} */
  #retryTimer = null;
  /** @type {unknown} */
  #probeTimer = null;
  /** @type {unknown} */
  #planTimer = null;

  /**
   * @param {ConnectorOptions} options
   * @param {ConnectorListener} listener
   */
  constructor(options, listener) {
    this.#options = options;
    this.#listener = listener;
    this.#backoff = new Backoff(options.random);
    this.#probeBackoff = new Backoff(options.random);
  }

  get isReady() {
    return this.#link !== null && this.#link.readySince !== null;
  }

  start() {
    this.#failures = 0;
    this.#backoff.reset();
    this.#notBefore = 0;
    this.#try();
  }

  stop() {
    this.#clearTimers();
    for (const link of [this.#link, this.#probe]) link?.transport.close();
    this.#link = this.#probe = null;
  }

  /** @param {Frame} frame */
  send(frame) {
    return this.isReady && this.#link !== null && this.#link.transport.send(frame);
  }

  /** The connection is of no use any more: end it and try again. */
  restart() {
    if (this.#link) this.#lost(this.#link, { code: LOST, reason: "Entries are missing.", retryAfterMs: 0 });
  }

  /**
   * The server named the time of our return. Until then, or until it closes, the connection goes on.
   * @param {number} inMs
   */
  planRestart(inMs) {
    const link = this.#link;
    if (!link) return;
    const delay = Math.min(Math.max(inMs, 0), LONGEST_PLAN_MS);
    this.#isPlanned = true;
    this.#notBefore = this.#options.timers.now() + delay;
    this.#options.timers.clearTimeout(this.#planTimer);
    const closing = { code: RESTARTING, reason: "", retryAfterMs: 0 };
    this.#planTimer = this.#options.timers.setTimeout(() => this.#lost(link, closing), delay);
  }

  /** Something changed for the better: try now, unless the server asked for patience. */
  wake() {
    const now = this.#options.timers.now();
    if (now < this.#notBefore) return;
    if (this.isReady) this.#link?.transport.probe();
    if (now - this.#lastTry < WAKE_GAP_MS) return;
    if (this.#retryTimer !== null) this.#try();
    if (this.#probeTimer !== null) this.#tryProbe();
  }

  #try() {
    this.#clearRetry();
    const { socketUrl, pollUrl } = this.#options;
    const polls = socketUrl === null || (pollUrl !== null && this.#failures >= TRIES_BEFORE_POLLING);
    this.#link = this.#open(polls ? "poll" : "socket");
    if (polls && socketUrl !== null && !this.#probe && this.#probeTimer === null) this.#probeLater();
    this.#link.transport.open(this.#options.position);
  }

  #tryProbe() {
    this.#options.timers.clearTimeout(this.#probeTimer);
    this.#probeTimer = null;
    this.#probe = this.#open("socket");
    this.#probe.transport.open(this.#options.position);
  }

  /**
   * @param {TransportKind} kind
   * @returns {Link}
   */
  #open(kind) {
    this.#lastTry = this.#options.timers.now();
    const isOurs = () => link === this.#link;
    /** @type {TransportHandlers} */
    const handlers = {
      onReady: (welcome) => this.#ready(link, welcome),
      onFrame: (frame) => isOurs() && this.#listener.onFrame(frame),
      onSent: (frame) => isOurs() && this.#listener.onSent(frame),
      onReached: (position) => isOurs() && this.#listener.onReached(position),
      onClose: (closing) => this.#ended(link, closing),
    };
    /** @type {Link} */
    const link = { kind, transport: this.#options.make(kind, handlers), readySince: null };
    return link;
  }

  /**
   * @param {Link} link
   * @param {Frame | null} welcome
   */
  #ready(link, welcome) {
    if (link === this.#probe) this.#climb();
    if (link !== this.#link) return;
    link.readySince = this.#options.timers.now();
    this.#listener.onReady(link.kind, welcome);
  }

  /** The socket of the probe becomes the connection; what the poll could not deliver goes over it. */
  #climb() {
    this.#clearTimers();
    this.#backoff.reset();
    const unsent = this.#link?.transport.close() ?? [];
    this.#link = this.#probe;
    this.#probe = null;
    this.#listener.onUnsent(unsent);
  }

  /**
   * @param {Link} link
   * @param {Closing} closing
   */
  #ended(link, closing) {
    if (link === this.#link) this.#lost(link, closing);
    else if (link !== this.#probe) return;
    else if (!closeAdvice(closing.code).comeBack) this.#finish(closing);
    else this.#probeLater();
  }

  /**
   * @param {Link} link
   * @param {Closing} closing
   */
  #lost(link, closing) {
    this.#link = null;
    this.#listener.onUnsent(link.transport.close());
    if (!closeAdvice(closing.code).comeBack) this.#finish(closing);
    else this.#retry(link, closing);
  }

  /**
   * @param {Link} link
   * @param {Closing} closing
   */
  #retry(link, closing) {
    const now = this.#options.timers.now();
    const delay = this.#isPlanned ? Math.max(this.#notBefore - now, 0) : this.#judge(link, closing);
    this.#clearRetry();
    this.#retryTimer = this.#options.timers.setTimeout(() => this.#try(), delay);
    this.#listener.onDown(closing, delay);
  }

  /**
   * Counts the failure, if it is one, and returns the milliseconds to wait.
   * @param {Link} link
   * @param {Closing} closing
   */
  #judge(link, { code, retryAfterMs }) {
    const now = this.#options.timers.now();
    const wasStable = link.readySince !== null && now - link.readySince >= STABLE_MS;
    if (wasStable) this.#backoff.reset();
    if (link.kind === "socket") this.#failures = wasStable ? 0 : this.#failures + 1;
    if (closeAdvice(code).later) this.#backoff.slow();
    if (retryAfterMs > 0) this.#notBefore = now + retryAfterMs;
    return this.#backoff.next(retryAfterMs);
  }

  #probeLater() {
    this.#probe = null;
    this.#probeBackoff.slow();
    this.#probeTimer = this.#options.timers.setTimeout(() => this.#tryProbe(), this.#probeBackoff.next());
  }

  /** @param {Closing} closing */
  #finish(closing) {
    this.stop();
    this.#listener.onClosed(closing);
  }

  #clearRetry() {
    this.#options.timers.clearTimeout(this.#retryTimer);
    this.#options.timers.clearTimeout(this.#planTimer);
    this.#retryTimer = this.#planTimer = null;
    this.#isPlanned = false;
  }

  #clearTimers() {
    this.#clearRetry();
    this.#options.timers.clearTimeout(this.#probeTimer);
    this.#probeTimer = null;
  }
}
