/** @file What does a client take from the page around it when nothing else is given? */

/** @import { ClientOptions, Page, Timers } from "./client.js" */

import { readPosition } from "./frames.js";

/**
 * Every option, filled in; addresses are absolute. Throws a TypeError when an address cannot be one.
 * @param {ClientOptions} options
 */
export function settingsFrom(options) {
  const { headers = {}, csrfToken = "", pollUrl = "/api/v1/realtime/poll" } = options;
  return {
    socketUrl: absolute(options.socketUrl ?? "/ws"),
    pollUrl: pollUrl === null ? null : absolute(pollUrl),
    position: readPosition(options.position),
    ticket: options.ticket,
    headers: typeof headers === "function" ? headers : () => headers,
    csrfToken: typeof csrfToken === "function" ? csrfToken : () => csrfToken,
    queue: { most: options.queueSize, expiryMs: options.queueExpiryMs },
    fetch: options.fetch ?? ((/** @type {[any, any]} */ ...request) => globalThis.fetch(...request)),
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    timers: options.timers ?? systemTimers,
    random: options.random ?? Math.random,
    page: options.page === undefined ? ownPage() : options.page,
    reportError: options.reportError ?? reportUncaught,
  };
}

/** The wall clock, which goes on while a laptop sleeps. @type {Timers} */
const systemTimers = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => globalThis.setTimeout(callback, ms),
  clearTimeout: (handle) => globalThis.clearTimeout(handle),
};

/** @returns {Page | null} */
function ownPage() {
  return typeof window === "undefined" ? null : { window, document, navigator };
}

/** @param {string} address */
function absolute(address) {
  return new URL(address, globalThis.location?.href).href;
}

/** @param {unknown} error */
function reportUncaught(error) {
  setTimeout(() => {
    throw error;
  });
}
