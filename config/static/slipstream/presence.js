/** @file Who is here? Dots at faces, and the faces at the side of the page. */

/** @import { Client } from "../realtime/client.js" */
/** @import { Person } from "./page.js" */

import { ask, quietly } from "./api.js";
import { isHere, markFace, setHere } from "./here.js";
import { page } from "./page.js";
import { copyOf } from "./patterns.js";
import { fillPerson } from "./people.js";

const SETTLE_MS = 500;
const FACES = 8;
const MOST = 100;

const panel = document.querySelector("[data-here-panel] ul");
let timer = 0;

/** @param {Client} client */
export function startPresence(client) {
  client.on("presence", ({ user_id, status }) => arrive(user_id, status));
  client.on("friend_accepted", renewSoon);
}

/** Asks afresh of everybody on the page, and of friends where the side shows them. */
export async function renewPresence() {
  /** @type {Person[]} */
  const friends = panel ? (await ask("GET", `friends?limit=${MOST}`)).results : [];
  const shown = [...document.querySelectorAll("[data-here]")].map((dot) => Number(/** @type {HTMLElement} */ (dot).dataset.of));
  const others = shown.filter((id) => id && id !== page.me.id);
  const ids = [...new Set([...friends.map(({ id }) => id), ...others])].slice(0, MOST);
  if (!ids.length) return;
  const { results } = await ask("GET", `presence?users=${ids.join()}`);
  const told = new Map(results.map((/** @type {any} */ one) => [one.user_id, one.status]));
  for (const id of ids) setHere(id, told.get(id) ?? "offline");
  panel?.replaceChildren(...friends.filter(({ id }) => isHere(id)).slice(0, FACES).map(faceOf));
}

/**
 * @param {number} id
 * @param {string} status
 */
function arrive(id, status) {
  if (id === page.me.id) return; // one's own face bears no dot
  setHere(id, status);
  if (!panel) return;
  const face = panel.querySelector(`[data-row="${Number(id)}"]`);
  if (status === "offline") face?.remove();
  else if (!face && panel.childElementCount < FACES) renewSoon();
}

/** Who has come is named by the list of friends; several come at once when a server begins again. */
function renewSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => quietly(renewPresence()), SETTLE_MS);
}

/** @param {Person} person */
function faceOf(person) {
  const face = fillPerson(copyOf("face"), person);
  markFace(face, person.id);
  return face;
}
