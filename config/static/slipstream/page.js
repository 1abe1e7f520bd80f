/** @file What did the server say of this page and of who reads it? */

/**
 * @typedef {{ id: number, username: string, name: string, avatar: string | null }} Person
 * @typedef {object} PageData
 * @property {{ epoch: string, seq: number } | null} position where the stream stood before the page was read
 * @property {Person} me
 * @property {"km" | "mi"} units
 * @property {string} timeZone
 * @property {Record<string, boolean>} features
 * @property {number} unread
 * @property {number[]} requests who waits for an answer
 * @property {string} csrfCookie
 */

/** @type {PageData} */
export const page = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("page-data")).textContent ?? "");

/** The token that proves a request is ours: read anew each time, for a log-in elsewhere changes it. */
export function csrfToken() {
  const prefix = `${page.csrfCookie}=`;
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith(prefix));
  return cookie ? cookie.slice(prefix.length) : "";
}
