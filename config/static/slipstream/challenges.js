/** @file How do a challenge's board and one's own place stay true? */

/** @import { Client } from "../realtime/client.js" */

import { amountOf } from "./amounts.js";
import { ask, quietly } from "./api.js";
import { page } from "./page.js";
import { copyOf, fieldOf, write } from "./patterns.js";
import { addressOf, drawFace } from "./people.js";
import { toast } from "./toasts.js";

/** @typedef {{ rank: number, user: import("./page.js").Person, value: number, reached: boolean }} Line */

const SETTLE_MS = 300;
const SPREAD_MS = 700;
const LINES = 20;

const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-challenge]"));
const id = Number(shown?.dataset.challenge);
const metric = shown?.dataset.metric ?? "";
const lines = document.querySelector("[data-lines]");
let timer = 0;
let isLeft = false; // a form was sent: what the server says comes with the next page
let readAgain = () => {};

/**
 * @param {Client} client
 * @param {() => void} reload reads the page again, unless somebody is typing
 */
export function startChallenges(client, reload) {
  if (!page.features.challenges) return;
  client.on("challenge_joined", joined);
  if (!shown) return;
  readAgain = reload;
  shown.addEventListener("submit", () => {
    isLeft = true;
  });
  client.subscribe(`challenge:${id}`);
  client.on("challenge_update", (told) => told.challenge_id === id && placeMoved(told));
  client.on("leaderboard_change", (told) => told.challenge_id === id && boardMoved(told));
  if (!("own" in shown.dataset)) return;
  for (const type of ["friend_accepted", "friend_removed"]) client.on(type, reload); // its maker invites friends
}

/** Reads the board and one's own place afresh. */
export async function renewChallenge() {
  if (!shown) return;
  const challenge = await ask("GET", `challenges/${id}`);
  write(shown, "participants", String(challenge.participants));
  drawMine({ ...(challenge.me ?? {}), taking_part: challenge.me !== null });
  if ("older" in shown.dataset) return;
  const { results, me } = await ask("GET", `challenges/${id}/leaderboard?scope=${shown.dataset.scope}&limit=${LINES}`);
  drawBoard(results, me);
}

/** @param {Record<string, any>} event */
function joined({ challenge_id, user, participants }) {
  if (challenge_id === id && shown) {
    stopInviting(user.id);
    return write(shown, "participants", String(participants));
  }
  const about = `challenge:${challenge_id}:${user.id}`;
  toast(`${user.name} takes part in a challenge`, { href: `/social/challenges/${challenge_id}/`, about });
}

/** @param {number} person who takes part, and need not be asked */
function stopInviting(person) {
  const list = document.querySelector("[data-invite]");
  list?.querySelector(`[value="${Number(person)}"]`)?.closest("li")?.remove();
  if (list?.childElementCount === 0) list.closest("section")?.remove();
}

/** @param {Record<string, any>} told */
function placeMoved(told) {
  drawMine(told);
  renewSoon();
}

/**
 * The event brings the first lines; a longer board, or one among friends, is read again.
 * @param {Record<string, any>} told
 */
function boardMoved({ participants, top }) {
  if (!shown) return;
  write(shown, "participants", String(participants));
  if (shown.dataset.scope === "all" && participants === top.length && !("older" in shown.dataset)) {
    drawBoard(top, top.find((/** @type {Line} */ line) => line.user.id === page.me.id) ?? null);
  } else renewSoon();
}

/** Many look at the same board: they do not all ask at once. */
function renewSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => quietly(renewChallenge()), SETTLE_MS + Math.random() * SPREAD_MS);
}

/** @param {Record<string, any>} place */
function drawMine({ taking_part, value = 0, rank, reached }) {
  const mine = /** @type {HTMLElement | null} */ (shown?.querySelector("[data-mine]") ?? null);
  if (!mine || !shown) return;
  mine.hidden = !taking_part;
  const isElsewhere = shown.querySelector(`[data-part] [value=${taking_part ? "join" : "leave"}]`) !== null;
  if (isElsewhere && !isLeft) return readAgain(); // one has joined or left on another device
  if (!taking_part) return;
  const bar = /** @type {HTMLProgressElement | null} */ (fieldOf(mine, "bar"));
  if (bar) bar.value = Math.min(value, Number(shown.dataset.goal));
  write(mine, "my-value", amountOf(value, metric, page.units));
  write(mine, "my-rank", String(rank ?? ""));
  fieldOf(mine, "reached")?.toggleAttribute("hidden", !reached);
}

/**
 * @param {Line[]} rows
 * @param {Line | null} me
 */
function drawBoard(rows, me) {
  lines?.replaceChildren(...rows.map(lineOf));
  const below = document.querySelector("[data-my-line]");
  const isListed = !me || rows.some((line) => line.user.id === me.user.id);
  below?.replaceChildren(...(isListed ? [] : [lineOf(/** @type {Line} */ (me))]));
  below?.toggleAttribute("hidden", isListed);
}

/** @param {Line} line */
function lineOf({ rank, user, value, reached }) {
  const row = copyOf("line");
  row.dataset.line = String(user.id);
  row.classList.toggle("me", user.id === page.me.id);
  drawFace(row, user);
  write(row, "rank", String(rank));
  write(row, "name", user.name);
  write(row, "value", amountOf(value, metric, page.units));
  fieldOf(row, "link")?.setAttribute("href", addressOf(user.username));
  fieldOf(row, "done")?.toggleAttribute("hidden", !reached);
  return row;
}
