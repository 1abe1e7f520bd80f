/** @file How do the challenges at the side of the page stay true, which the reader takes part in? */

/** @import { Client } from "../realtime/client.js" */

import { amountOf } from "./amounts.js";
import { ask, quietly } from "./api.js";
import { page } from "./page.js";
import { copyOf, fieldOf, write } from "./patterns.js";
import { toast } from "./toasts.js";
import { writeTime } from "./times.js";

const SETTLE_MS = 500;
const SHOWN = 3;
const MOST = 100;
const LIMITS = new Map([["upcoming", "starts"], ["active", "ends"]]); // those one can still join

const list = document.querySelector("[data-side-challenges]");
/** @type {Set<number>} those one takes part in that have no place here */
let others = new Set();
let timer = 0;

/** @param {Client} client */
export function startSideChallenges(client) {
  if (!list) return;
  client.on("challenge_update", (told) => {
    const row = rowOf(told.challenge_id);
    if (row && told.taking_part) move(row, told);
    else if (row || (told.taking_part && !others.has(told.challenge_id))) renewSoon();
  });
}

/** Reads them afresh: the next to end first. */
export async function renewSideChallenges() {
  if (!list) return;
  const { results } = await ask("GET", `challenges?filter=mine&limit=${MOST}`);
  const mine = results.filter((/** @type {Record<string, any>} */ one) => one.me && LIMITS.has(one.status));
  mine.sort((/** @type {any} */ one, /** @type {any} */ other) => endOf(one) - endOf(other) || one.id - other.id);
  others = new Set(mine.slice(SHOWN).map((/** @type {{ id: number }} */ { id }) => id));
  list.replaceChildren(...mine.slice(0, SHOWN).map(rowFor));
  list.closest("section")?.toggleAttribute("hidden", !mine.length);
}

/** Several come at once where one has joined, and what one has done since the start is counted. */
function renewSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => quietly(renewSideChallenges()), SETTLE_MS);
}

/** @param {{ ends_at: string }} challenge */
function endOf({ ends_at }) {
  return Date.parse(ends_at);
}

/** @param {Record<string, any>} challenge */
function rowFor({ id, title, metric, goal, status, starts_at, ends_at, me }) {
  const row = copyOf("side-challenge");
  Object.assign(row.dataset, { sideChallenge: id, metric, goal });
  fieldOf(row, "link")?.setAttribute("href", `/social/challenges/${id}/`);
  write(row, "link", title);
  fieldOf(row, "bar")?.setAttribute("max", goal);
  write(row, "limit", LIMITS.get(status) ?? "");
  writeTime(fieldOf(row, "moment"), status === "upcoming" ? starts_at : ends_at, page.timeZone);
  fill(row, me);
  return row;
}

/**
 * @param {HTMLElement} row
 * @param {Record<string, any>} told
 */
function move(row, told) {
  tellMove(row, told.challenge_id, told.rank);
  fill(row, told);
}

/**
 * @param {HTMLElement} row
 * @param {Record<string, any>} place
 */
function fill(row, { value, rank }) {
  const bar = /** @type {HTMLProgressElement | null} */ (fieldOf(row, "bar"));
  if (bar) bar.value = Math.min(value, Number(row.dataset.goal));
  write(row, "my-value", amountOf(value, row.dataset.metric ?? "", page.units));
  write(row, "my-rank", String(rank ?? ""));
}

/**
 * @param {HTMLElement} row
 * @param {number} challenge
 * @param {number | null} rank
 */
function tellMove(row, challenge, rank) {
  const [href, before] = [`/social/challenges/${challenge}/`, Number(fieldOf(row, "my-rank")?.textContent)];
  if (!rank || !before || rank === before) return;
  const title = row.querySelector("bdi")?.textContent ?? "";
  toast(`${rank < before ? "Up" : "Down"} to place ${rank}: ${title}`, { href, about: `rank:${challenge}:${rank}` });
}

/**
 * @param {number} id
 * @returns {HTMLElement | null}
 */
function rowOf(id) {
  return list?.querySelector(`[data-side-challenge="${Number(id)}"]`) ?? null;
}
