/** @file How does a message leave? Shown at once, sent in order, kept while there is no connection, and said why not. */

/** @import { Client } from "../realtime/client.js" */
/** @import { Message } from "./talk_words.js" */

import { newId } from "../realtime/frames.js";
import { TypingSignal } from "../realtime/typing_signal.js";
import { Refused, ask } from "./api.js";
import { goToEnd, isOlder, openId, putUnsent, removeUnsent } from "./bubbles.js";
import { page } from "./page.js";
import { toast } from "./toasts.js";
import { UnsentMessages } from "./unsent.js";

const AGAIN_MS = 5000;
const unsent = new UnsentMessages(sessionStorage, `slipstream-unsent-${page.me.id}`);
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-write]"));
const area = form?.querySelector("textarea");
/** @type {(message: Message) => void} */
let onStored = () => {};
let isSending = false;
let timer = 0;

/**
 * Takes over the form of the open conversation, and sends what an earlier page could not.
 * @param {Client} client
 * @param {(message: Message) => void} stored told of each message of the open conversation once it is stored
 */
export function startSending(client, stored) {
  if (!page.features.messages) return;
  onStored = stored;
  client.on("status", ({ status }) => (status === "live" || status === "polling") && void sendAll());
  client.on("message", ({ message }) => message.sender.id === page.me.id && unsent.remove(message.client_id));
  if (form && area && !isOlder) takeOver(client, form, area); // from an older page the form leads to the newest
  void sendAll();
}

/**
 * @param {Client} client
 * @param {HTMLFormElement} writing
 * @param {HTMLTextAreaElement} field
 */
function takeOver(client, writing, field) {
  const typing = new TypingSignal(client, openId);
  for (const waiting of unsent.in(openId)) putUnsent(waiting);
  writing.addEventListener("submit", (event) => {
    event.preventDefault();
    typing.stop();
    say(field);
  });
  field.addEventListener("input", () => (field.value.trim() ? typing.pressed() : typing.stop()));
  field.addEventListener("keydown", (event) => {
    const isTouch = matchMedia("(hover: none)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || isTouch) return;
    event.preventDefault();
    writing.requestSubmit();
  });
  addEventListener("pagehide", () => typing.stop());
  document.querySelector("[data-open]")?.addEventListener("click", onClick);
}

/** @param {HTMLTextAreaElement} field */
function say(field) {
  const content = field.value;
  if (!content.trim()) return field.focus();
  if (unsent.isFull) return toast("Too many messages wait for a connection already.", { isFault: true });
  putUnsent(unsent.add({ clientId: newId(), conversation: openId, content, at: new Date().toISOString() }));
  field.value = "";
  goToEnd();
  return void sendAll();
}

/** One after the other; what another page of the tab has left too. */
async function sendAll() {
  if (isSending) return;
  isSending = true;
  try {
    for (let message = unsent.next; message; message = unsent.next) {
      if (!(await sendOne(message))) break;
    }
  } finally {
    isSending = false;
  }
}

/**
 * False: there is no connection; it is tried again once there is one.
 * @param {import("./unsent.js").Unsent} message
 */
async function sendOne({ clientId, conversation, content }) {
  try {
    const stored = await ask("POST", `conversations/${conversation}/messages`, { body: { content, client_id: clientId } });
    unsent.remove(clientId);
    if (conversation === openId) onStored(stored);
    return true;
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    if (fault.status === 0) return waitForConnection();
    refuse(clientId, conversation, fault.message);
    return true;
  }
}

function waitForConnection() {
  clearTimeout(timer);
  timer = setTimeout(() => void sendAll(), AGAIN_MS);
  return false;
}

/**
 * @param {string} clientId
 * @param {number} conversation
 * @param {string} reason
 */
function refuse(clientId, conversation, reason) {
  const refused = unsent.mark(clientId, reason);
  if (refused && conversation === openId) putUnsent(refused);
  else toast(`A message was not sent. ${reason}`, { href: `/social/messages/${conversation}/`, isFault: true });
}

/** @param {Event} event */
function onClick(event) {
  const pressed = /** @type {HTMLElement} */ (event.target);
  const row = /** @type {HTMLElement | null} */ (pressed.closest(".bubble"));
  const clientId = row?.dataset.client ?? "";
  if (pressed.closest("[data-discard]")) {
    unsent.remove(clientId);
    removeUnsent(clientId);
    area?.focus();
  } else if (pressed.closest("[data-again]")) {
    const again = unsent.mark(clientId, null);
    if (again) putUnsent(again);
    void sendAll();
  }
}
