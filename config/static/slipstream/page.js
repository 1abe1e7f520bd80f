/** @file What did the server say of this page and of who reads it? */

/**
 * @typedef {object} Messages
 * @property {{ conversation_id: number, unread: number, up_to: number }[]} conversations
 * @property {{ conversation_id: number, seq: number }[]} behind up to where no device of the reader has said to have
 * @property {number[]} muted
 */

/**
 * @typedef {{ id: number, username: string, name: string, avatar: string | null }} Person
 * @typedef {object} PageData
 * @property {{ epoch: string, seq: number } | null} position where the stream stood before the page was read
 * @property {Person} me
 * @property {"km" | "mi"} units
 * @property {string} timeZone
 * @property {Record<string, boolean>} features
 * @property {number} unread
 * @property {Messages} messages
 * @property {Record<string, string>} here how those are shown who are here, by id
 * @property {number[]} requests who waits for an answer
 * @property {string} csrfCookie
 */

/** @type {PageData} */
export const page = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("page-data")).textContent ?? "");

/**
 * Whether the reader looks at the page of this address now: what is seen there needs no toast.
 * @param {string} address
 */
export function isLookedAt(address) {
  return document.visibilityState === "visible" && new URL(address, location.href).pathname === location.pathname;
}

/** The token that proves a request is ours: read anew each time, for a log-in elsewhere changes it. */
export function csrfToken() {
  const prefix = `${page.csrfCookie}=`;
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith(prefix));
  return cookie ? cookie.slice(prefix.length) : "";
}
