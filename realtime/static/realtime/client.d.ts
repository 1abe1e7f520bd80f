/** What may an app developer rely on? These are the public types; `client.js` is checked against them. */

/** A place in a person's stream. The epoch changes when the numbering starts again. */
export interface Position {
  epoch: string;
  seq: number;
}

/** One message of the wire, as docs/protocol.md describes it. */
export interface Frame {
  id: string;
  type: string;
  payload: Record<string, any>;
  channel?: string;
  ack_id?: string;
  seq?: number;
  epoch?: string;
  timestamp?: string;
}

/**
 * `connecting`: the first try. `live`: on the socket, nothing missing. `catching_up`: on the socket, missed
 * entries are on their way. `polling`: on the long poll. `reconnecting`: waiting for the next try, or in it.
 * `offline`: the same, and the browser says there is no network. `closed`: not connected, and not trying.
 */
export type Status =
  "connecting" | "live" | "catching_up" | "polling" | "reconnecting" | "offline" | "closed";

export interface StatusChange {
  status: Status;
  /** With `catching_up`: how many entries are missed; null when that is not known. */
  missed?: number | null;
  /** With `reconnecting` and `offline`: milliseconds until the next try. */
  retryInMs?: number;
  /** With `reconnecting`, `offline` and `closed`: the close code. */
  code?: number;
  /** With `reconnecting`, `offline` and `closed`: a sentence for a person. */
  message?: string;
  /** The same for a developer: what the closing side or the browser said. */
  reason?: string;
}

/** The numbering changed or the gap is too old: what the page shows must be read afresh. */
export interface Resync {
  reason: string;
  position: Position | null;
}

/** A channel that is not watched any more: the right to it has ended, or there never was one. */
export interface Unsubscribed {
  channel: string;
  code: string;
  /** A sentence for a person. */
  message: string;
}

/** A command that was dropped and never sent: it waited too long, or too many were waiting. */
export interface Unsent {
  id: string;
  type: string;
  payload: Record<string, any>;
  reason: "EXPIRED" | "QUEUE_FULL";
}

/** A frame as it passed, in either direction: for consoles and tests. */
export interface Traffic {
  direction: "in" | "out";
  frame: Frame;
}

/** Time, for tests. */
export interface Timers {
  now(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(handle: any): void;
}

/** Where the network and visibility events come from. Null: nowhere. */
export interface Page {
  window: EventTarget;
  document: EventTarget & { readonly visibilityState: string };
  navigator: { readonly onLine: boolean };
}

export interface ClientOptions {
  /** Default `/ws`. http and https addresses become ws and wss. Null: only poll. */
  socketUrl?: string | null;
  /** Default `/api/v1/realtime/poll`. Null: never poll. */
  pollUrl?: string | null;
  /** Where the page that the server rendered stands. Null: ask for a snapshot. */
  position?: Position | null;
  /** Fetches a fresh one-use ticket for each socket; without it the session cookie speaks. */
  ticket?: () => string | Promise<string>;
  /** The same with an access token, for socket and long poll; asked for anew with each of them. */
  token?: () => string | Promise<string>;
  /** More headers for the long poll. */
  headers?: Record<string, string> | (() => Record<string, string>);
  /** Sent as `X-CSRFToken` with each POST of the long poll. */
  csrfToken?: string | (() => string);
  /** How many commands wait while offline, and for how long. Defaults 100 and 60,000 ms. */
  queueSize?: number;
  queueExpiryMs?: number;
  /** The rest is for tests and for programs outside a browser. */
  fetch?: typeof fetch;
  WebSocket?: new (url: string, protocols: string[]) => WebSocket;
  timers?: Timers;
  random?: () => number;
  page?: Page | null;
  /** Told what a listener throws. Default: the browser's own report of uncaught errors. */
  reportError?: (error: unknown) => void;
}

/**
 * Why a command failed. `code` is the server's, or one of ours: `TIMEOUT` (no answer in time; it may have
 * been done), `EXPIRED` and `QUEUE_FULL` (never sent), `CLOSED` (not connected, and not trying),
 * `INVALID_MESSAGE` (not a frame).
 */
export class CommandError extends Error {
  constructor(code: string, message: string, details?: unknown);
  readonly code: string;
  readonly details: unknown;
}

export interface ClientSurface {
  readonly status: Status;
  /** The newest entry that was shown; hand it to the next page to lose nothing. */
  readonly position: Position | null;

  /** Connects and stays connected; never gives up by itself. Does nothing when it is already trying. */
  connect(): void;
  /** Ends the connection and forgets what waits; commands without an answer are rejected with `CLOSED`. */
  disconnect(): void;

  /** Watches a channel, now and after each reconnect. `unsubscribed` tells when the server refuses or ends it. */
  subscribe(channel: string): void;
  unsubscribe(channel: string): void;

  /**
   * Sends a command, or keeps it until there is a connection. True: sent or kept. False: dropped, because
   * nobody is trying to connect, the queue is full, or it would be worthless later (`heartbeat`,
   * `typing_start`, `typing_stop`). Throws a CommandError when it cannot be a frame.
   */
  send(type: string, payload?: Record<string, any>): boolean;
  /**
   * The same, and resolves with the `result` of the answer, or rejects with a CommandError. It is sent again
   * with the same id after a reconnect; the server does it once. `timeoutMs` counts from now; default 30,000.
   */
  sendWithAck(type: string, payload?: Record<string, any>, options?: { timeoutMs?: number }): Promise<any>;

  /** Calls `listener` until the returned function is called. */
  on(type: "status", listener: (change: StatusChange) => void): () => void;
  /**
   * A listener reads the truth again. If it returns a promise, entries that arrive meanwhile wait for it, and
   * are told after it; they change what was read.
   */
  on(type: "resync", listener: (resync: Resync) => void | Promise<void>): () => void;
  on(type: "unsubscribed", listener: (ended: Unsubscribed) => void): () => void;
  on(type: "unsent", listener: (unsent: Unsent) => void): () => void;
  on(type: "frame", listener: (traffic: Traffic) => void): () => void;
  /** Each event of the server once; `*` hears every one. */
  on(type: string, listener: (payload: Record<string, any>, frame: Frame) => void): () => void;
}

export class Client implements ClientSurface {
  constructor(options?: ClientOptions);
  readonly status: Status;
  readonly position: Position | null;
  connect(): void;
  disconnect(): void;
  subscribe(channel: string): void;
  unsubscribe(channel: string): void;
  send(type: string, payload?: Record<string, any>): boolean;
  sendWithAck(type: string, payload?: Record<string, any>, options?: { timeoutMs?: number }): Promise<any>;
  on: ClientSurface["on"];
}
