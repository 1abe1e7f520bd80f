/** @file How does a page ask the REST API, and how is a refusal told to a person? */

import { csrfToken } from "./page.js";

const OFFLINE = "There is no connection. Try again when you are back online.";

/** A request that was not granted. `message` is a sentence for a person; `status` is 0 without a network. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * The JSON of the answer; null where there is none. Throws Refused.
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {string} path below /api/v1/
 * @param {{ keepalive?: boolean }} [options] keepalive: goes on when the page is left
 * @returns {Promise<any>}
 */
export async function ask(method, path, { keepalive = false } = {}) {
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
  const answer = await fetch(`/api/v1/${path}`, { method, headers, keepalive }).catch(() => {
    throw new Refused(0, OFFLINE);
  });
  if (!answer.ok) throw new Refused(answer.status, await reasonOf(answer));
  return answer.status === 204 ? null : answer.json();
}

/**
 * For what no person asked for: a refusal is not told, since the next event or resync sets it right.
 * @param {Promise<any>} asked
 */
export function quietly(asked) {
  asked.catch((fault) => {
    if (!(fault instanceof Refused)) throw fault;
  });
}

/** @param {Response} answer */
async function reasonOf(answer) {
  const isProblem = answer.headers.get("Content-Type")?.includes("json");
  const problem = isProblem ? await answer.json() : {};
  return String(problem.detail || `This did not work (${answer.status}). Try again in a minute.`);
}
