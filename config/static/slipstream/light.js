/** @file Is what the page shows true at this moment, and if not, since when? */

/** @import { Client } from "../realtime/client.js" */
/** @import { Status, StatusChange } from "../realtime/client.js" */

import { readAt } from "./offline.js";
import { page } from "./page.js";
import { clockTime } from "./times.js";

const REFRESH_MS = 10_000;
/** A timer that is so late was asleep, and the page with it. */
const SLEPT_MS = 5000;
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
/** @type {StatusChange} what the client says of the connection */
let told = { status: "connecting" };
let isDoubted = false;

/** @param {Client} client */
export function startLight(client) {
  client.on("status", (change) => {
    told = change;
    trust();
  });
  client.on("frame", ({ direction }) => {
    if (direction !== "in") return;
    if (client.status !== "catching_up") trueAt = new Date();
    if (isDoubted) trust();
  });
  addEventListener("offline", () => doubt(client, "offline"));
  addEventListener("online", () => doubt(client, "catching_up"));
  document.addEventListener("resume", () => doubt(client, "catching_up"));
  tellOften(client);
  light?.removeAttribute("hidden");
  tellTime();
}

/**
 * The network was away, or the page asleep: a connection may be gone without a word. It is asked for a sign of life, and
 * not called live before it gives one.
 * @param {Client} client
 * @param {Status} status what it is called meanwhile
 */
function doubt(client, status) {
  if (told.status !== "live") return;
  isDoubted = true;
  show({ status });
  client.send("heartbeat");
}

function trust() {
  isDoubted = false;
  show(told);
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

/** @param {Client} client */
function tellOften(client) {
  const dueAt = Date.now() + REFRESH_MS;
  setTimeout(() => {
    if (Date.now() - dueAt > SLEPT_MS) doubt(client, "catching_up");
    tellTime();
    tellOften(client);
  }, REFRESH_MS);
}

function tellTime() {
  const time = document.getElementById("light-time");
  if (time) time.textContent = `Up to date as of ${clockTime(trueAt, page.timeZone)}`;
}
