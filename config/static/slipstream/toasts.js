/** @file How is a person told something in passing? */

import { element, icon } from "./patterns.js";

const SHOWN_MS = 6000;
const FAULT_MS = 10_000;
const MOST = 3;

/** @type {Set<string>} what has been told a moment ago: two events may tell of the same thing */
const told = new Set();

/**
 * Shows a sentence for some seconds; longer while the pointer or the keyboard is on it.
 * @param {string} text
 * @param {{ href?: string, isFault?: boolean, about?: string }} [options] about: names the thing; of two toasts about the
 *   same one within some seconds the first is shown
 */
export function toast(text, { href, isFault = false, about } = {}) {
  const place = document.getElementById("toasts");
  if (!place || (about && told.has(about))) return;
  if (about) {
    told.add(about);
    setTimeout(() => told.delete(about), SHOWN_MS);
  }
  const shown = element("div");
  shown.className = isFault ? "toast error" : "toast";
  shown.append(words(text, href), closer(shown));
  while (place.childElementCount >= MOST) place.firstElementChild?.remove();
  place.append(shown);
  expire(shown, isFault ? FAULT_MS : SHOWN_MS);
}

/**
 * @param {string} text
 * @param {string | undefined} href
 */
function words(text, href) {
  if (!href) return element("p", text);
  const link = element("a", text);
  link.setAttribute("href", href);
  return link;
}

/** @param {HTMLElement} shown */
function closer(shown) {
  const button = element("button");
  button.className = "act";
  button.setAttribute("aria-label", "Dismiss");
  button.append(icon("close"));
  button.addEventListener("click", () => shown.remove());
  return button;
}

/**
 * @param {HTMLElement} shown
 * @param {number} ms
 */
function expire(shown, ms) {
  setTimeout(() => {
    if (shown.matches(":hover, :focus-within")) expire(shown, ms);
    else shown.remove();
  }, ms);
}
