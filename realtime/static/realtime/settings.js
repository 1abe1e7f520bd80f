/** @file What does a client take from the page around it when nothing else is given? */

/** @import { ClientOptions, Page, Timers } from "./client.js" */

import { readPosition } from "./frames.js";

/**
 * Every option, filled in; addresses are absolute. Throws a TypeError when an address cannot be one.
 * @param {ClientOptions} options
 */
export function settingsFrom(options) {
  const { csrfToken = "", socketUrl = "/ws", pollUrl = "/api/v1/realtime/poll" } = options;
  if (socketUrl === null && pollUrl === null) throw new TypeError("There is no address to connect to.");
  return {
    socketUrl: socketUrl === null ? null : absolute(socketUrl),
    pollUrl: pollUrl === null ? null : absolute(pollUrl),
    position: readPosition(options.position),
    credential: credentialFrom(options),
    headers: headersFrom(options),
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

/**
 * The subprotocol that says who we are, asked for anew with each socket.
 * @param {ClientOptions} options
 */
function credentialFrom({ ticket, token }) {
  if (ticket) return async () => `ticket.${await ticket()}`;
  return token && (async () => `bearer.${await token()}`);
}

/**
 * The headers of each poll.
 * @param {ClientOptions} options
 */
function headersFrom({ headers = {}, token }) {
  return async () => {
    const more = typeof headers === "function" ? headers() : headers;
    return token ? { ...more, Authorization: `Bearer ${await token()}` } : more;
  };
}

/** The wall clock, which goes on while a laptop sleeps. @type {Timers} */
export const systemTimers = {
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
