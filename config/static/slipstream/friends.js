/** @file How do friends and requests stay true, wherever a person is shown? */

/** @import { Client } from "../realtime/client.js" */
/** @import { Person } from "./page.js" */

import { Refused, ask } from "./api.js";
import { setBadge } from "./badges.js";
import { markFace } from "./here.js";
import { page } from "./page.js";
import { copyOf, fieldOf } from "./patterns.js";
import { fillPerson, pictureIn } from "./people.js";
import { toast } from "./toasts.js";

/** @typedef {"none" | "incoming" | "outgoing" | "friends"} Tie */

/** @type {{ name: string, tie: Tie, most: number }[]} */
const LISTS = [
  { name: "incoming", tie: "incoming", most: Infinity },
  { name: "outgoing", tie: "outgoing", most: Infinity },
  { name: "friends", tie: "friends", most: Infinity },
  { name: "side-requests", tie: "incoming", most: 5 },
];
/** @type {Record<string, { method: "POST" | "DELETE", path: string, tie: Tie }>} */
const WISHES = {
  ask: { method: "POST", path: "friends/request/", tie: "outgoing" },
  accept: { method: "POST", path: "friends/accept/", tie: "friends" },
  reject: { method: "POST", path: "friends/reject/", tie: "none" },
  remove: { method: "DELETE", path: "friends/", tie: "none" },
};
const requests = new Set(page.requests);

/** @param {Client} client */
export function startFriends(client) {
  if (!page.features.friends) return;
  client.on("friend_request", ({ user, by_me }) => setTie(user.id, by_me ? "outgoing" : "incoming", user));
  client.on("friend_accepted", ({ user }) => setTie(user.id, "friends", user));
  client.on("friend_removed", ({ user_id }) => setTie(user_id, "none"));
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("form.tie")) return;
    event.preventDefault();
    void wish(form, /** @type {HTMLButtonElement} */ (event.submitter).value);
  });
}

/** Reads friends and requests afresh. */
export async function renewFriends() {
  if (!page.features.friends) return;
  const incoming = await ask("GET", "friends/requests?limit=100");
  const asking = incoming.results.map((/** @type {{ user: Person }} */ row) => row.user);
  replace("incoming", asking);
  requests.clear();
  for (const person of asking) requests.add(person.id);
  setBadge("requests", requests.size);
  replace("friends", (await ask("GET", "friends?limit=60")).results);
  if (!listOf("outgoing")) return;
  const outgoing = await ask("GET", "friends/requests?direction=outgoing&limit=100");
  replace("outgoing", outgoing.results.map((/** @type {{ user: Person }} */ row) => row.user));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
async function wish(form, name) {
  const wished = WISHES[name];
  if (!wished) return;
  const { method, path, tie } = wished;
  const id = Number(form.dataset.person);
  setBusy(form, true);
  try {
    const answer = await ask(method, `${path}${id}`);
    setTie(id, name === "ask" && answer.status === "accepted" ? "friends" : tie);
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    setBusy(form, false);
    toast(fault.message, { isFault: true });
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} isBusy
 */
function setBusy(form, isBusy) {
  for (const button of form.querySelectorAll("button")) button.disabled = isBusy;
}

/**
 * Shows how one stands to a person now, in every list and at every button. Again changes nothing.
 * @param {number} id
 * @param {Tie} tie
 * @param {Person} [person] where it is not known, lists that do not hold the person yet wait for the event
 */
function setTie(id, tie, person = personShown(id)) {
  if (tie === "incoming") requests.add(id);
  else requests.delete(id);
  setBadge("requests", requests.size);
  for (const list of LISTS) {
    if (list.tie !== tie) rowIn(list.name, id)?.remove();
    else if (person && !rowIn(list.name, id)) insert(list.name, person);
    settle(list.name);
  }
  const forms = document.querySelectorAll(`form.tie[data-person="${Number(id)}"]`);
  for (const form of forms) form.replaceWith(formOf(id, tie));
}

/**
 * @param {number} id
 * @param {Tie} tie
 */
function formOf(id, tie) {
  const form = copyOf(`tie-${tie}`);
  form.dataset.person = String(id);
  form.querySelector("[name=person]")?.setAttribute("value", String(id));
  form.querySelector("[name=next]")?.setAttribute("value", location.pathname + location.search);
  return form;
}

/**
 * @param {string} name
 * @param {Person} person
 */
function insert(name, person) {
  const rows = listOf(name);
  const list = LISTS.find((one) => one.name === name);
  if (!rows || !list || rows.childElementCount >= list.most) return;
  const row = fillPerson(copyOf("row"), person);
  markFace(row, person.id);
  row.append(formOf(person.id, list.tie));
  const isSorted = list.tie === "friends";
  const next = isSorted ? [...rows.children].find((other) => nameIn(other) > person.name) : rows.firstChild;
  rows.insertBefore(row, next ?? null);
}

/**
 * @param {string} tie
 * @param {Person[]} people
 */
function replace(tie, people) {
  for (const { name, most } of LISTS.filter((list) => list.tie === tie)) {
    listOf(name)?.replaceChildren();
    const shown = people.slice(0, most);
    for (const person of tie === "friends" ? shown : shown.reverse()) insert(name, person);
    settle(name);
  }
}

/** @param {string} name */
function settle(name) {
  listOf(name)?.closest("section")?.toggleAttribute("hidden", !listOf(name)?.childElementCount);
  const empty = document.querySelector("[data-empty=people]");
  const isAny = LISTS.some((list) => list.most === Infinity && listOf(list.name)?.childElementCount);
  empty?.toggleAttribute("hidden", isAny);
}

/** @param {string} name */
function listOf(name) {
  return document.querySelector(`[data-people="${name}"] > ul`);
}

/**
 * @param {string} name
 * @param {number} id
 */
function rowIn(name, id) {
  return listOf(name)?.querySelector(`[data-row="${Number(id)}"]`);
}

/** @param {Element} row */
function nameIn(row) {
  return fieldOf(row, "name")?.textContent ?? "";
}

/**
 * The person as some row of this page tells of them.
 * @param {number} id
 * @returns {Person | undefined}
 */
function personShown(id) {
  const row = document.querySelector(`.row[data-row="${Number(id)}"]`);
  if (!row) return undefined;
  const username = (fieldOf(row, "username")?.textContent ?? "").replace(/^@/, "");
  return { id, username, name: nameIn(row), avatar: pictureIn(row) };
}
