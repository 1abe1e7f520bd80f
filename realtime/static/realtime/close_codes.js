/** @file What does a close code mean, and may we come back? */

export const NORMAL = 1000;
/** A connection that ended without a word. */
export const LOST = 1006;
export const RESTARTING = 1012;
export const BAD_CREDENTIAL = 4501;

/** @type {ReadonlyMap<number, string>} */
const SENTENCES = new Map([
  [NORMAL, "You disconnected."],
  [LOST, "The connection was lost."],
  [1009, "A message was too long."],
  [RESTARTING, "The server is restarting."],
  [4401, "The sign-in expired."],
  [4408, "This device read too slowly."],
  [4413, "The server is full."],
  [4429, "This device sent too much."],
  [4500, "The server did not understand this page."],
  [BAD_CREDENTIAL, "You are not signed in."],
  [4503, "This account or feature is no longer available."],
  [4504, "You signed out."],
  [4509, "Too many tabs or devices are connected."],
  [4512, "This page is too old. Load it again."],
]);

const COME_BACK_LATER = new Set([4413, 4429]);

/**
 * `comeBack` is false for 4500 to 4999 only; `later` asks for a long wait; `sentence` is for a person.
 * @param {number} code
 */
export function closeAdvice(code) {
  const comeBack = code < 4500 || code > 4999;
  const unknown = comeBack ? "The connection was closed." : "The server ended the connection.";
  return { comeBack, later: COME_BACK_LATER.has(code), sentence: SENTENCES.get(code) ?? unknown };
}
