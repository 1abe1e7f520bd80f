/** @file What happens when somebody comments, replies, deletes or hides? Shown at once, and taken back with the reason. */

import { newId } from "../realtime/frames.js";
import { Refused, ask } from "./api.js";
import { startNames } from "./mentions.js";
import { fieldOf } from "./patterns.js";
import { activityId, put, putPending, removeRow, rowOf, settle, thread } from "./thread.js";
import { toast } from "./toasts.js";

const form = /** @type {HTMLFormElement | null} */ (thread?.querySelector("[data-say]") ?? null);
const area = form?.querySelector("textarea");
const parent = /** @type {HTMLInputElement | null} */ (form?.querySelector("[name=parent_id]") ?? null);

/** Takes over the forms of the thread. */
export function startSaying() {
  if (!thread || !form || !area) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void say(area);
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  thread.addEventListener("click", onClick);
  thread.addEventListener("submit", onSubmit);
  const names = /** @type {HTMLElement | null} */ (form.querySelector("[data-names]"));
  if (names) startNames(area, names, activityId);
}

/** @param {HTMLTextAreaElement} typed */
async function say(typed) {
  const content = typed.value.trim();
  if (!content) return typed.focus();
  const [clientId, to] = [newId(), parent?.value ? Number(parent.value) : null];
  const row = putPending(clientId, content, to);
  typed.value = "";
  try {
    const body = { content, client_id: clientId, ...(to ? { parent_id: to } : {}) };
    settle(row, await ask("POST", `activities/${activityId}/comment`, { body }));
    replyTo(null);
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    row.remove();
    if (!typed.value) typed.value = content;
    toast(fault.message, { isFault: true });
  }
}

/** @param {MouseEvent} event */
function onClick(event) {
  const pressed = /** @type {HTMLElement} */ (event.target);
  if (pressed.closest("[data-reply-end]")) replyTo(null);
  else if (pressed.closest("[data-reply]")) replyTo(pressed.closest(".said"));
  else return;
  event.preventDefault();
  area?.focus();
}

/** @param {HTMLElement | null} row */
function replyTo(row) {
  if (!form || !parent) return;
  parent.value = row?.dataset.comment ?? "";
  const name = fieldOf(form, "replying-to");
  if (name) name.textContent = row ? (fieldOf(row, "author")?.textContent ?? "") : "";
  form.querySelector("[data-replying]")?.toggleAttribute("hidden", !row);
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  const change = /** @type {HTMLElement} */ (event.target);
  if (!change.matches("[data-comment-change]")) return;
  event.preventDefault();
  const row = /** @type {HTMLElement} */ (change.closest(".said"));
  void act(/** @type {HTMLButtonElement} */ (event.submitter).value, Number(row.dataset.comment));
}

/**
 * @param {string} wish
 * @param {number} id
 */
async function act(wish, id) {
  const path = `activities/${activityId}/comment/${id}`;
  try {
    if (wish === "delete") {
      await ask("DELETE", path);
      const row = rowOf(id);
      if (row) removeRow(row);
    } else put(await ask(wish === "hide" ? "POST" : "DELETE", `${path}/hide`));
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    if (fault.status === 404) rowOf(id)?.remove();
    else toast(fault.message, { isFault: true });
  }
}
