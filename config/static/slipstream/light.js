/** @file Is what the page shows true at this moment, and if not, since when? */

/** @import { Client } from "../realtime/client.js" */
/** @import { StatusChange } from "../realtime/client.js" */

import { readAt } from "./offline.js";
import { page } from "./page.js";
import { clockTime } from "./times.js";

const REFRESH_MS = 10_000;
const WORDS = {
  connecting: "Connecting",
  live: "Live",
  catching_up: "Catching up",
  polling: "Polling",
  reconnecting: "Reconnecting",
  offline: "Offline",
  closed: "Disconnected",
};

const light = document.getElementById("light");
let trueAt = readAt;

/** @param {Client} client */
export function startLight(client) {
  client.on("status", show);
  client.on("frame", ({ direction }) => {
    if (direction === "in" && client.status !== "catching_up") trueAt = new Date();
  });
  setInterval(tellTime, REFRESH_MS);
  light?.removeAttribute("hidden");
  tellTime();
}

/** @param {StatusChange} change */
function show({ status, missed, message }) {
  if (!light) return;
  light.dataset.state = status;
  const word = document.getElementById("light-word");
  if (word) word.textContent = missed ? `${WORDS[status]}, ${missed} missed` : WORDS[status];
  light.title = message ?? "";
  tellTime();
}

function tellTime() {
  const time = document.getElementById("light-time");
  if (time) time.textContent = `Up to date as of ${clockTime(trueAt, page.timeZone)}`;
}
