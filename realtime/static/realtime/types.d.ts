/** What do the modules of the library say to one another? Not for app developers: see client.d.ts. */

import type { Frame, Position } from "./client.js";

/** Why a connection ended. Codes are those of a WebSocket; the long poll borrows them. */
export interface Closing {
  code: number;
  reason: string;
  /** What a Retry-After asked for; 0 when nothing did. */
  retryAfterMs: number;
}

export interface TransportHandlers {
  /** It carries frames from now on. The socket hands over its `welcome`, the long poll has none. */
  onReady(welcome: Frame | null): void;
  onFrame(frame: Frame): void;
  /** It has left, or is leaving now. */
  onSent(frame: Frame): void;
  /** The long poll's word for where the last answer ended. */
  onReached(position: Position): void;
  /** Told once, after which nothing is told. */
  onClose(closing: Closing): void;
}

/** One connection: opened once, closed once. The socket and the long poll have the same surface. */
export interface Transport {
  /** `current` is asked whenever a position is needed. */
  open(current: () => Position | null): void;
  /** False: it could not be sent. */
  send(frame: Frame): boolean;
  /** Asks for a sign of life, where that makes sense. */
  probe(): void;
  /** Ends it silently; returns the frames that may not have arrived. */
  close(): Frame[];
}

export type TransportKind = "socket" | "poll";

/** What the connector tells its owner. */
export interface ConnectorListener {
  onReady(kind: TransportKind, welcome: Frame | null): void;
  onFrame(frame: Frame): void;
  onSent(frame: Frame): void;
  onReached(position: Position): void;
  /** Frames that may have been lost with a connection. Told before `onReady` and `onDown`. */
  onUnsent(frames: Frame[]): void;
  onDown(closing: Closing, retryInMs: number): void;
  onClosed(closing: Closing): void;
}
