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
  return (kind, handlers) =>
    kind === "poll" && pollUrl !== null
      ? new PollTransport({ ...rest, url: pollUrl, pace }, handlers)
      : new SocketTransport({ ...rest, url: socketUrl }, handlers);
}
