/** @file What happens when somebody shares an activity, or takes that back? */

import { Refused, ask } from "./api.js";
import { fieldOf, write } from "./patterns.js";
import { toast } from "./toasts.js";

/** Takes over the form of the page's activity. */
export function startShares() {
  const part = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-share-part]"));
  part?.addEventListener("submit", (event) => {
    event.preventDefault();
    void change(part, /** @type {HTMLButtonElement} */ (event.submitter));
  });
}

/**
 * @param {HTMLDetailsElement} part
 * @param {HTMLButtonElement} button
 */
async function change(part, button) {
  const isSharing = button.value === "share";
  const note = part.querySelector("textarea")?.value ?? "";
  button.disabled = true;
  try {
    const path = `activities/${part.dataset.sharePart}/share`;
    show(part, isSharing ? await ask("POST", path, { body: { note } }) : await ask("DELETE", path));
    part.open = false;
    toast(isSharing ? "Shared with your friends and followers." : "You share it no longer.");
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    toast(fault.message, { isFault: true });
  } finally {
    button.disabled = false;
  }
}

/**
 * @param {Element} part
 * @param {{ has_shared: boolean, note: string }} state
 */
function show(part, { has_shared, note }) {
  write(part, "share-word", has_shared ? "Shared" : "Share");
  write(part, "shared-note", note);
  part.querySelector("[data-when=shared]")?.toggleAttribute("hidden", !has_shared);
  part.querySelector("[data-when=not-shared]")?.toggleAttribute("hidden", has_shared);
  fieldOf(part, "share-word")?.closest("summary")?.focus();
}
