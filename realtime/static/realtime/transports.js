/** @file How is a transport of either kind made from the settings? */

/** @import { settingsFrom } from "./settings.js" */
/** @import { Transport, TransportHandlers, TransportKind } from "./types.js" */

import { Pace } from "./pace.js";
import { PollTransport } from "./poll_transport.js";
import { SocketTransport } from "./socket_transport.js";

/**
 * All polls of one client share a pace, also when one ends and the next begins.
 * @param {ReturnType<typeof settingsFrom>} settings
 * @returns {(kind: TransportKind, handlers: TransportHandlers) => Transport}
 */
export function transportMaker({ socketUrl, pollUrl, ...rest }) {
  const pace = new Pace(rest.timers);
  return (kind, handlers) => {
    if (kind === "socket" && socketUrl !== null) return new SocketTransport({ ...rest, url: socketUrl }, handlers);
    if (kind === "poll" && pollUrl !== null) return new PollTransport({ ...rest, url: pollUrl, pace }, handlers);
    throw new Error(`There is no address for a ${kind}.`);
  };
}
