/** @file How does this browser begin and cease to take pushes? */

import { ask } from "../slipstream/api.js";
import { toast } from "../slipstream/toasts.js";
import { hasWorkers, worker } from "../slipstream/worker.js";

const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-push]"));
const canPush = hasWorkers && "PushManager" in window;

if (button && canPush) {
  button.hidden = false;
  button.addEventListener("click", () => void change(button));
  void current().then((subscription) => say(button, subscription));
}

/** @returns {Promise<PushSubscription | null>} what this browser takes now */
async function current() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** @param {HTMLButtonElement} button */
async function change(button) {
  button.disabled = true;
  try {
    const subscription = await current();
    if (subscription) await leave(subscription);
    else await join(button);
    say(button, await current());
  } catch (fault) {
    toast(fault instanceof Error ? fault.message : "This browser does not take pushes.", { isFault: true });
  }
  button.disabled = false;
}

/** @param {HTMLButtonElement} button */
async function join({ dataset: { push = "" } }) {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("The browser does not allow it.");
  await worker();
  const registration = await navigator.serviceWorker.ready;
  const applicationServerKey = push;
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint, keys } = subscription.toJSON();
  await ask("POST", "notifications/push", { body: { endpoint, p256dh: keys?.p256dh, auth: keys?.auth } });
}

/** @param {PushSubscription} subscription */
async function leave(subscription) {
  await ask("DELETE", "notifications/push", { body: { endpoint: subscription.endpoint } });
  await subscription.unsubscribe();
}

/**
 * @param {HTMLButtonElement} button
 * @param {PushSubscription | null} subscription
 */
function say(button, subscription) {
  button.textContent = subscription ? "Stop telling me in this browser" : "Tell me in this browser";
}
