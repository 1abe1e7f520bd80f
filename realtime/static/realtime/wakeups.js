/** @file When does the browser tell us that a try could succeed now? */

/** @import { Page } from "./client.js" */

/**
 * Calls `wake` when the network is back, the page is looked at again or goes on after it was frozen, and `lost`
 * when the network goes.
 * Returns the function that ends the listening.
 * @param {Page | null} page
 * @param {{ wake: () => void, lost: () => void }} handlers
 */
export function listenForWakeups(page, { wake, lost }) {
  if (!page) return () => {};
  const { window, document } = page;
  const looked = () => {
    if (document.visibilityState === "visible") wake();
  };
  /** @type {[EventTarget, string, () => void][]} */
  const listeners = [
    [window, "online", wake],
    [window, "pageshow", wake],
    [window, "offline", lost],
    [document, "visibilitychange", looked],
    [document, "resume", wake],
  ];
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener);
  };
}
