/** @file How is a person let go again whom one had blocked or muted? */

import { Refused, ask } from "./api.js";
import { leaveList } from "./lists.js";
import { toast } from "./toasts.js";

const PATHS = { unblock: "block", unmute: "mute" };

/** Takes over the forms of the list. */
export function startSafety() {
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-keep]")) return;
    event.preventDefault();
    void letGo(form, /** @type {HTMLButtonElement} */ (event.submitter));
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 */
async function letGo(form, button) {
  button.disabled = true;
  try {
    const path = PATHS[/** @type {keyof typeof PATHS} */ (button.value)];
    await ask("DELETE", `users/${new FormData(form).get("person")}/${path}`);
    leaveList(form, "kept");
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    button.disabled = false;
    toast(fault.message, { isFault: true });
  }
}
