/** @file What of the page's news shows outside it, while none of its tabs is looked at? */

import { DesktopNotices } from "../realtime/desktop_notices.js";

const notices = new DesktopNotices();

/** The button that asks for the permission: shown where the browser can be asked. */
export function startNotices() {
  const button = document.querySelector("[data-allow-notices]");
  if (!button) return;
  const tell = () => button.parentElement?.toggleAttribute("hidden", notices.permission !== "default");
  button.addEventListener("click", async () => {
    await notices.ask();
    tell();
  });
  tell();
}

/** @param {import("../realtime/desktop_notices.js").Notice} notice */
export function tellOutside(notice) {
  void notices.show(notice);
}
