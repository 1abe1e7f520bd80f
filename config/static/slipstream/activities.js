/** @file What happens to the activities on a page, wherever they are shown, as the stream tells of them? */

/** @import { Client } from "../realtime/client.js" */

import { Refused, ask, quietly } from "./api.js";
import { cardsOf, fill, setCounts, setLiked } from "./cards.js";
import { countsWereTold } from "./likes.js";
import { copyOf, element } from "./patterns.js";
import { fillPerson } from "./people.js";

/** @type {Record<string, (id: number, activity?: Record<string, any>) => void>} */
const ACTIONS = {
  edited: (id, activity) => activity && cardsOf(id).forEach((card) => fill(card, activity)),
  deleted: (id) => cardsOf(id).forEach(remove),
  liked: (id) => cardsOf(id).forEach((card) => setLiked(card, true)),
  unliked: (id) => cardsOf(id).forEach((card) => setLiked(card, false)),
};

/** @param {Client} client */
export function startActivities(client) {
  client.on("feed_update", ({ action, activity_id, activity }) => ACTIONS[action]?.(activity_id, activity));
  client.on("count_update", ({ activity_id, ...counts }) => count(activity_id, counts));
  client.on("activity_liked", ({ activity_id, like_count }) => count(activity_id, { like_count }));
}

/** Reads the activity that has this page to itself afresh. */
export async function renewWhole() {
  const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-whole]"));
  if (!shown) return;
  const id = Number(shown.dataset.activity);
  try {
    fill(shown, await ask("GET", `activities/${id}`));
    await renewLikers(id);
  } catch (fault) {
    if (!(fault instanceof Refused) || fault.status !== 404) throw fault;
    remove(shown);
  }
}

/**
 * @param {number} id
 * @param {{ like_count?: number | null, comment_count?: number | null }} counts null: to be read, for the reader is kept
 *   apart from one of those who are counted
 */
function count(id, { like_count, comment_count }) {
  if (like_count === null || comment_count === null) return quietly(readCounts(id));
  const counts = { like_count, comment_count };
  countsWereTold(id);
  cardsOf(id).forEach((card) => setCounts(card, counts));
  if (document.querySelector(`[data-likers="${Number(id)}"]`)) quietly(renewLikers(id));
}

/** @param {number} id */
async function readCounts(id) {
  if (cardsOf(id).length === 0) return;
  const { like_count, comment_count } = await ask("GET", `activities/${id}`);
  count(id, { like_count, comment_count });
}

/** @param {number} id */
async function renewLikers(id) {
  const section = document.querySelector(`[data-likers="${Number(id)}"]`);
  if (!section) return;
  const { results } = await ask("GET", `activities/${id}/likes?limit=50`);
  const rows = results.map((/** @type {Record<string, any>} */ like) => fillPerson(copyOf("row"), like.user));
  section.querySelector("ul")?.replaceChildren(...rows);
  section.toggleAttribute("hidden", rows.length === 0);
}

/** @param {HTMLElement} card */
function remove(card) {
  if (!("whole" in card.dataset)) return card.remove();
  const notice = element("div");
  notice.className = "empty";
  const home = element("a", "To the feed");
  home.setAttribute("href", "/social/");
  const why = element("p", "It was deleted, or is no longer shared with you.");
  notice.append(element("h2", "This activity is gone"), why, home);
  for (const part of document.querySelectorAll("[data-likers], [data-thread]")) part.remove();
  card.replaceWith(notice);
}
