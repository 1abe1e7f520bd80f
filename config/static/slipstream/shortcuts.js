/** @file What does a single key do? It moves through what is on the page, likes, comments, leads elsewhere, explains. */

import { Keys, takesKeys } from "./keys.js";

const OFF = "slipstream-keys-off"; // kept in this browser only: it is a matter of the keyboard, not of the person
const PLACES = { messages: "/social/messages/", feed: "/social/" };
const ITEMS = ".cards > .card, .talk-row, .notice, .talks > .said, .challenges > .challenge";
const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"));
const keys = new Keys();

/** Listens, unless the reader has switched it off; the switches and the help stay. */
export function startShortcuts() {
  document.addEventListener("keydown", onKey);
  for (const button of document.querySelectorAll("[data-keys-open]")) {
    button.removeAttribute("hidden");
    button.addEventListener("click", () => dialog?.showModal());
  }
  for (const box of document.querySelectorAll("[data-keys-switch]")) takeOver(/** @type {HTMLInputElement} */ (box));
  document.querySelector("[data-keys-panel]")?.removeAttribute("hidden");
  dialog?.querySelector("[data-keys-close]")?.addEventListener("click", () => dialog.close());
}

/** @param {HTMLInputElement} box */
function takeOver(box) {
  box.checked = !isOff();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}

function isOff() {
  return localStorage.getItem(OFF) !== null;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.defaultPrevented || event.repeat || isOff() || takesKeys(document.activeElement)) return;
  const wish = keys.read(event, event.timeStamp);
  if (!wish) return;
  event.preventDefault();
  if (wish === "next" || wish === "previous") move(wish === "next" ? 1 : -1);
  else if (wish === "like") press("[data-like] button");
  else if (wish === "comment") comment();
  else if (wish === "search") search();
  else if (wish === "help") dialog?.showModal();
  else location.assign(PLACES[wish]);
}

/** @param {1 | -1} step */
function move(step) {
  const items = shown(ITEMS);
  const place = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[place < 0 ? (step > 0 ? 0 : items.length - 1) : place + step];
  const link = next?.querySelector(".card-title a, [data-field=place]") ?? next?.querySelector("a[href]");
  /** @type {HTMLElement | null | undefined} */ (link)?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
}

/**
 * In the item one is at, or in the only one of the page.
 * @param {string} selector
 */
function press(selector) {
  const whole = document.querySelector("[data-whole]");
  const item = document.activeElement?.closest(ITEMS) ?? whole;
  /** @type {HTMLElement | null | undefined} */ (item?.querySelector(selector))?.click();
}

function comment() {
  const area = /** @type {HTMLElement | null} */ (document.querySelector("#say textarea, #write textarea"));
  if (area) area.focus();
  else press("[data-field=comments]");
}

function search() {
  const [field] = shown("input[type=search]");
  if (field) field.focus();
  else location.assign("/social/people/");
}

/** @param {string} selector */
function shown(selector) {
  const found = [...document.querySelectorAll(selector)].map((one) => /** @type {HTMLElement} */ (one));
  return found.filter((one) => one.offsetParent !== null);
}
