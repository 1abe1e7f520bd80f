/** @file How many wait? Told at the navigation, in the title of the tab and on its icon. */

const TITLE = document.title.replace(/^\(\d+\) /, "");
const MOST = 99;
const COUNTED = ["unread", "messages"];

const mark = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[data-waiting]"));
const plain = mark?.getAttribute("href") ?? "";
/** @type {Map<string, number>} */
const counts = new Map(COUNTED.map((name) => [name, shown(name)]));

/**
 * @param {"unread" | "messages" | "requests"} name
 * @param {number} count
 */
export function setBadge(name, count) {
  for (const badge of document.querySelectorAll(`[data-badge="${name}"]`)) {
    const number = badge.querySelector("[data-badge-count]");
    if (number) number.textContent = count > MOST ? `${MOST}+` : String(count);
    badge.toggleAttribute("hidden", count === 0);
  }
  if (counts.has(name)) counts.set(name, count);
  tellTab();
}

/** Notifications and messages in one number; a dot on the icon says that there are any. */
export function tellTab() {
  const waiting = [...counts.values()].reduce((sum, count) => sum + count, 0);
  document.title = waiting ? `(${waiting}) ${TITLE}` : TITLE;
  const icon = waiting ? (mark?.dataset.waiting ?? "") : plain;
  if (mark && mark.getAttribute("href") !== icon) mark.setAttribute("href", icon);
}

/** @param {string} name */
function shown(name) {
  const number = document.querySelector(`[data-badge="${name}"] [data-badge-count]`)?.textContent;
  return Number.parseInt(number ?? "0", 10) || 0;
}
