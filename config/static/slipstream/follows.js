/** @file What happens when somebody follows, or answers who asks to follow? */

/** @import { Client } from "../realtime/client.js" */

import { Refused, ask } from "./api.js";
import { leaveList } from "./lists.js";
import { page } from "./page.js";
import { copyOf } from "./patterns.js";
import { toast } from "./toasts.js";

/** @typedef {"none" | "pending" | "accepted"} State */

/** @type {Record<string, (id: number) => Promise<any>>} */
const WISHES = {
  follow: (id) => ask("POST", `users/${id}/follow`),
  unfollow: (id) => ask("DELETE", `users/${id}/follow`),
  accept: (id) => ask("POST", `followers/accept/${id}`),
  reject: (id) => ask("POST", `followers/reject/${id}`),
  remove: (id) => ask("DELETE", `followers/${id}`),
};
const MINE = new Set(["follow", "unfollow"]);

/** @param {Client} client */
export function startFollows(client) {
  if (!page.features.friends) return;
  client.on("follow_started", ({ follower, followed }) => follower.id === page.me.id && show(followed.id, "accepted"));
  client.on("follow_ended", ({ follower_id, followed_id }) => follower_id === page.me.id && show(followed_id, "none"));
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form.follow")) return;
    event.preventDefault();
    void wish(form, /** @type {HTMLButtonElement} */ (event.submitter).value);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
async function wish(form, name) {
  const id = Number(form.dataset.person);
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  try {
    const answer = await WISHES[name]?.(id);
    if ("leaves" in form.dataset) leaveList(form, "followers");
    else if (MINE.has(name)) show(id, answer?.status ?? "none");
    else form.remove();
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    toast(fault.message, { isFault: true });
  }
}

/**
 * @param {number} id
 * @param {State} state
 */
function show(id, state) {
  for (const old of document.querySelectorAll(`form.follow[data-person="${Number(id)}"]:not([data-leaves])`)) {
    if (!old.querySelector("[value=follow], [value=unfollow]")) continue;
    const form = copyOf(`follow-${state}`);
    form.dataset.person = String(id);
    form.querySelector("[name=person]")?.setAttribute("value", String(id));
    form.querySelector("[name=next]")?.setAttribute("value", location.pathname + location.search);
    old.replaceWith(form);
  }
}
