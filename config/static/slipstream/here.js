/** @file How is somebody shown who is here now? A dot at each of their faces. */

import { page } from "./page.js";

/** @type {Map<number, string>} by id; who is not in it is not here, as far as the reader may know */
const here = new Map(Object.entries(page.here).map(([id, status]) => [Number(id), status]));

/** @param {number} id */
export function isHere(id) {
  return here.has(id);
}

/**
 * @param {number} id
 * @param {string} status offline: not here
 */
export function setHere(id, status) {
  if (status === "offline") here.delete(id);
  else here.set(id, status);
  for (const dot of document.querySelectorAll(`[data-here][data-of="${Number(id)}"]`)) mark(dot, id);
}

/**
 * Makes the first dot in `root` the one of this person; of nobody for null.
 * @param {Element} root
 * @param {number | null} id
 */
export function markFace(root, id) {
  const dot = root.querySelector("[data-here]");
  if (dot) mark(dot, id);
}

/**
 * @param {Element} dot
 * @param {number | null} id
 */
function mark(dot, id) {
  const status = id === null ? "" : (here.get(id) ?? "");
  dot.setAttribute("data-of", id === null ? "" : String(id));
  dot.setAttribute("data-here", status);
  dot.toggleAttribute("hidden", !status);
  const word = dot.querySelector(".aside");
  if (word) word.textContent = status;
}
