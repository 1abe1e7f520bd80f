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
 * @param {"GET" | "POST" | "PATCH" | "DELETE"} method
 * @param {string} path below /api/v1/
 * @param {{ keepalive?: boolean, body?: FormData | Record<string, any> }} [options] keepalive: goes on when the page
 *   is left; body: a form with files as it is, anything else as JSON
 * @returns {Promise<any>}
 */
export async function ask(method, path, { keepalive = false, body } = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
  if (body && !(body instanceof FormData)) headers["Content-Type"] = "application/json";
  const sent = body && !(body instanceof FormData) ? JSON.stringify(body) : body;
  const answer = await fetch(`/api/v1/${path}`, { method, headers, keepalive, body: sent }).catch(() => {
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
  return reasonIn(isProblem ? await answer.json() : {}, answer.status);
}

/**
 * What a refusal says to a person: what is wrong with a field before the general sentence.
 * @param {{ detail?: string, errors?: Record<string, string[]> }} problem
 * @param {number} status
 */
export function reasonIn(problem, status) {
  const [first] = Object.values(problem?.errors ?? {}).flat();
  return String(first || problem?.detail || `This did not work (${status}). Try again in a minute.`);
}
