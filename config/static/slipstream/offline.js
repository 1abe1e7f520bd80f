/** @file Is this the page that was kept for times without a network, and of when is it? */

/** @import { Client } from "../realtime/client.js" */

import { page } from "./page.js";
import { element } from "./patterns.js";
import { exact } from "./times.js";
import { hasWorkers, worker } from "./worker.js";

const FEED_CACHE = "slipstream-feed"; // as offline_worker.js calls it
const { kept } = document.documentElement.dataset;

/** When what the page shows was read; now, unless it was kept. */
export const readAt = kept ? new Date(kept) : new Date();

/** @param {Client} client */
export function startOffline(client) {
  const note = kept ? tell() : null;
  client.on("status", ({ status }) => {
    if (status === "live" || status === "polling") note?.remove();
    if (status === "closed" && hasWorkers) void caches.delete(FEED_CACHE); // logged out elsewhere
  });
  if (hasWorkers) worker().catch(forbidden);
}

/** Says so at the top of the page. */
function tell() {
  const note = element("p", `You are offline. This is your feed as of ${exact(readAt, page.timeZone)}.`);
  note.className = "note";
  note.setAttribute("role", "status");
  document.getElementById("content")?.prepend(note);
  return note;
}

/** A browser may forbid workers, in a private window say: then there is nothing without a network. */
function forbidden() {
  document.documentElement.dataset.offline = "forbidden";
}
