/** @file What is told in passing: a badge earned, a word of the staff, who of one's friends is here? */

/** @import { Client } from "../realtime/client.js" */

import { toast } from "./toasts.js";

/** @param {Client} client */
export function startTidings(client) {
  client.on("achievement_unlock", ({ achievement: { key, name, description } }) =>
    toast(`Badge earned: ${name}. ${description}`, { href: "/social/stats/#badges", about: `badge:${key}` }),
  );
  client.on("broadcast", ({ announcement_id, message }) => toast(message, { about: `announcement:${announcement_id}` }));
  client.on("presence", ({ user_id, status }) => showHere(user_id, status));
}

/**
 * @param {number} id
 * @param {string} status
 */
function showHere(id, status) {
  for (const dot of document.querySelectorAll(`[data-row="${Number(id)}"] [data-here]`)) {
    dot.setAttribute("data-here", status);
    dot.toggleAttribute("hidden", status === "offline");
    const word = dot.querySelector(".aside");
    if (word) word.textContent = status;
  }
}
