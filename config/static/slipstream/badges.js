/** @file How many wait? Told at the navigation and in the title of the tab. */

const TITLE = document.title.replace(/^\(\d+\) /, "");
const MOST = 99;

/**
 * @param {"unread" | "requests"} name
 * @param {number} count
 */
export function setBadge(name, count) {
  for (const badge of document.querySelectorAll(`[data-badge="${name}"]`)) {
    const number = badge.querySelector("[data-badge-count]");
    if (number) number.textContent = count > MOST ? `${MOST}+` : String(count);
    badge.toggleAttribute("hidden", count === 0);
  }
  if (name === "unread") document.title = count ? `(${count}) ${TITLE}` : TITLE;
}
