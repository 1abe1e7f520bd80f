/** @file What is told in passing: a badge earned, a word of the staff? */

/** @import { Client } from "../realtime/client.js" */

import { toast } from "./toasts.js";

/** @param {Client} client */
export function startTidings(client) {
  client.on("achievement_unlock", ({ achievement: { key, name, description } }) =>
    toast(`Badge earned: ${name}. ${description}`, { href: "/social/stats/#badges", about: `badge:${key}` }),
  );
  client.on("broadcast", ({ announcement_id, message }) => toast(message, { about: `announcement:${announcement_id}` }));
}
