/** @file How does a page hear what happens, and say what its reader does? */

/** @import { ClientOptions, ClientSurface, Frame } from "./client.js" */
/** @import { Listener } from "./emitter.js" */
/** @import { Closing, TransportKind } from "./types.js" */

import { NORMAL, closeAdvice } from "./close_codes.js";
import { CommandError } from "./command_error.js";
import { Commands } from "./commands.js";
import { ConnectionStatus } from "./connection_status.js";
import { Connector } from "./connector.js";
import { Emitter } from "./emitter.js";
import { makeFrame } from "./frames.js";
import { Rereading } from "./rereading.js";
import { settingsFrom } from "./settings.js";
import { Stream } from "./stream.js";
import { Subscriptions } from "./subscriptions.js";
import { transportMaker } from "./transports.js";
import { listenForWakeups } from "./wakeups.js";

const ACK_TIMEOUT_MS = 30_000;
/** Names of our own events: a frame of such a type is not passed on. */
const LOCAL_TYPES = new Set(["status", "resync", "unsent", "unsubscribed", "frame", "*"]);

/**
 * One person's connection. Several may live in one page; they share nothing. The promises are in client.d.ts.
 * @implements {ClientSurface}
 */
export class Client {
  #settings;
  #emitter;
  #stream;
  #commands;
  #connector;
  #subscriptions;
  #rereading;
  #status;
  #isRunning = false;
  /** @type {TransportKind | null} what carries us; null: nothing */
  #kind = null;
  #stopListening = () => {};
  /** @type {ReadonlyMap<string, (frame: Frame) => void>} what is said to us, not to the page */
  #session = new Map([
    ["ack", (frame) => this.#onAnswer(frame)],
    ["error", (frame) => this.#onAnswer(frame)],
    ["heartbeat", () => {}],
    ["reconnect", (frame) => this.#connector.planRestart(Number(frame.payload.in_ms) || 0)],
    ["resync_required", (frame) => this.#onResync(frame)],
    ["social_data", (frame) => this.#onSnapshot(frame)],
  ]);

  /** @param {ClientOptions} [options] */
  constructor(options = {}) {
    this.#settings = settingsFrom(options);
    const { timers, position, queue, page, reportError } = this.#settings;
    this.#emitter = new Emitter(reportError);
    this.#status = new ConnectionStatus(page, (change) => this.#emitter.emit("status", change));
    this.#stream = new Stream(position, timers, {
      ask: () => this.#resume(),
      giveUp: () => this.#connector.restart(),
      onBehind: (missed) => this.#kind === "socket" && this.#status.set({ status: "catching_up", missed }),
      onCaughtUp: () => this.#kind === "socket" && this.#status.set({ status: "live" }),
    });
    this.#commands = new Commands({
      timers,
      queue,
      transmit: (frame) => this.#connector.send(frame),
      onUnsent: (unsent) => this.#emitter.emit("unsent", unsent),
    });
    this.#subscriptions = new Subscriptions((ended) => this.#emitter.emit("unsubscribed", ended));
    this.#rereading = new Rereading(this.#stream, (frame) => this.#tell(frame), reportError);
    this.#connector = new Connector(
      { ...this.#settings, make: transportMaker(this.#settings), position: () => this.position },
      {
        onReady: (kind, welcome) => this.#onReady(kind, welcome),
        onFrame: (frame) => this.#onFrame(frame),
        onSent: (frame) => this.#emitter.emit("frame", { direction: "out", frame }),
        onReached: (reached) => this.#stream.reached(reached),
        onUnsent: (frames) => this.#commands.requeue(frames),
        onDown: (closing, retryInMs) => this.#onDown(closing, retryInMs),
        onClosed: (closing) => this.#onClosed(closing),
      },
    );
  }

  get status() {
    return this.#status.name;
  }

  get position() {
    return this.#stream.position;
  }

  connect() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#status.set({ status: "connecting" });
    const handlers = { wake: () => this.#wake(), lost: () => this.#status.lookAgain() };
    this.#stopListening = listenForWakeups(this.#settings.page, handlers);
    this.#connector.start();
  }

  disconnect() {
    if (!this.#isRunning) return;
    this.#connector.stop();
    this.#onClosed({ code: NORMAL, reason: "", retryAfterMs: 0 });
  }

  /** @param {string} channel */
  subscribe(channel) {
    const frame = this.#subscriptions.add(channel);
    if (frame) this.#connector.send(frame);
  }

  /** @param {string} channel */
  unsubscribe(channel) {
    const frame = this.#subscriptions.remove(channel);
    if (frame) this.#connector.send(frame);
  }

  /**
   * @param {string} type
   * @param {Record<string, any>} [payload]
   */
  send(type, payload = {}) {
    return this.#isRunning && this.#commands.send(type, payload);
  }

  /**
   * @param {string} type
   * @param {Record<string, any>} [payload]
   * @param {{ timeoutMs?: number }} [options]
   */
  async sendWithAck(type, payload = {}, { timeoutMs = ACK_TIMEOUT_MS } = {}) {
    if (!this.#isRunning) throw new CommandError("CLOSED", "There is no connection.");
    return this.#commands.request(type, payload, timeoutMs);
  }

  /**
   * @param {string} type
   * @param {Listener} listener
   */
  on(type, listener) {
    return this.#emitter.on(type, listener);
  }

  /**
   * @param {TransportKind} kind
   * @param {Frame | null} welcome
   */
  #onReady(kind, welcome) {
    this.#kind = kind;
    if (welcome) this.#onWelcome(welcome);
    else this.#status.set({ status: "polling" });
    if (this.#kind === kind) this.#commands.begin(this.#subscriptions.all());
  }

  /** @param {Frame} welcome */
  #onWelcome(welcome) {
    this.#emitter.emit("frame", { direction: "in", frame: welcome });
    if (!this.#isRunning) return;
    this.#commands.heed(welcome.payload.limits);
    this.#stream.begin(welcome);
    if (this.#kind === "socket" && !this.#stream.isBehind) this.#status.set({ status: "live" });
    this.#tell(welcome);
  }

  /** @param {Frame} frame */
  #onFrame(frame) {
    this.#emitter.emit("frame", { direction: "in", frame });
    const handle = this.#session.get(frame.type);
    if (handle) handle(frame);
    else for (const each of this.#stream.take(frame)) this.#tell(each);
  }

  /** @param {Frame} frame */
  #onAnswer(frame) {
    if (this.#subscriptions.settle(frame) || this.#commands.settle(frame)) return;
    if (frame.type === "error") this.#tell(frame);
  }

  /** @param {Frame} frame */
  #onResync(frame) {
    if (this.#stream.resync(frame)) this.#readAgain(String(frame.payload.reason ?? ""));
  }

  /** @param {Frame} frame */
  #onSnapshot(frame) {
    const verdict = this.#stream.snapshot(frame);
    if (verdict === "resync") this.#readAgain("epoch_changed");
    if (verdict !== "stale") this.#tell(frame);
  }

  /** @param {string} reason */
  #readAgain(reason) {
    this.#rereading.waitFor(this.#emitter.emit("resync", { reason, position: this.position }));
  }

  /**
   * @param {Closing} closing
   * @param {number} retryInMs
   */
  #onDown(closing, retryInMs) {
    this.#pause();
    this.#status.down(closing, retryInMs);
  }

  /** @param {Closing} closing */
  #onClosed(closing) {
    this.#isRunning = false;
    this.#stopListening();
    this.#pause();
    this.#commands.stop(closeAdvice(closing.code).sentence);
    this.#status.closed(closing);
  }

  #pause() {
    this.#kind = null;
    this.#stream.pause();
    this.#commands.pause();
  }

  #wake() {
    this.#status.lookAgain();
    this.#connector.wake();
  }

  /** On the long poll the next question says where we stand. */
  #resume() {
    const { position } = this;
    if (position && this.#kind === "socket") this.#connector.send(makeFrame("resume", position));
  }

  /** @param {Frame} frame */
  #tell(frame) {
    if (LOCAL_TYPES.has(frame.type)) return;
    this.#emitter.emit(frame.type, frame.payload, frame);
    this.#emitter.emit("*", frame.payload, frame);
  }
}

export { CommandError } from "./command_error.js";
