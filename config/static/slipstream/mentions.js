/** @file How is a text with mentions written, and a name completed while it is typed? */

import { ask, quietly } from "./api.js";
import { element } from "./patterns.js";
import { addressOf } from "./people.js";
import { nameBegun, wordsOf } from "./words.js";

const SETTLE_MS = 200;
const MOST = 6;

/**
 * Writes the text, with links to those it mentions.
 * @param {Element | null} field
 * @param {string} content
 * @param {string[]} usernames
 */
export function writeWords(field, content, usernames) {
  field?.replaceChildren(...wordsOf(content, usernames).map(({ text, username }) => (username ? link(text, username) : text)));
}

/**
 * Offers people while a name is typed.
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} list
 * @param {number} activityId
 */
export function startNames(area, list, activityId) {
  let timer = 0;
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => quietly(offer(area, list, activityId)), SETTLE_MS);
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") list.hidden = true;
    if (event.key !== "ArrowDown" || list.hidden) return;
    event.preventDefault();
    list.querySelector("button")?.focus();
  });
  list.addEventListener("keydown", (event) => walk(event, area, list));
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} list
 * @param {number} activityId
 */
async function offer(area, list, activityId) {
  const begun = nameBegun(area.value.slice(0, area.selectionStart));
  if (!begun) return list.toggleAttribute("hidden", true);
  const { results } = await ask("GET", `activities/${activityId}/mentionable?search=${encodeURIComponent(begun)}`);
  if (nameBegun(area.value.slice(0, area.selectionStart)) !== begun) return;
  list.replaceChildren(...results.slice(0, MOST).map((/** @type {Record<string, string>} */ one) => choice(one, area, list)));
  list.toggleAttribute("hidden", results.length === 0);
}

/**
 * @param {Record<string, string>} person
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} list
 */
function choice({ username = "", name = "" }, area, list) {
  const [row, button, shown] = [element("li"), element("button"), element("bdi", name)];
  const typed = element("span", `@${username}`);
  button.setAttribute("type", "button");
  typed.className = "soft";
  button.append(shown, " ", typed);
  button.addEventListener("click", () => {
    const [start, end] = [area.selectionStart - nameBegun(area.value.slice(0, area.selectionStart)).length, area.selectionStart];
    area.setRangeText(`${username} `, start, end, "end");
    list.hidden = true;
    area.focus();
  });
  row.append(button);
  return row;
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} area
 * @param {HTMLElement} list
 */
function walk(event, area, list) {
  const buttons = [...list.querySelectorAll("button")];
  const place = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  if (event.key === "Escape" || (event.key === "ArrowUp" && place === 0)) {
    list.hidden = event.key === "Escape";
    area.focus();
  } else if (event.key === "ArrowDown") buttons[Math.min(place + 1, buttons.length - 1)]?.focus();
  else if (event.key === "ArrowUp") buttons[place - 1]?.focus();
  else return;
  event.preventDefault();
}

/**
 * @param {string} text
 * @param {string} username
 */
function link(text, username) {
  const made = element("a", text);
  made.setAttribute("href", addressOf(username));
  return made;
}
