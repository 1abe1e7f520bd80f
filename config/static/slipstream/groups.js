/** @file How does the page of a group stay true? It is read again when somebody joins, leaves or renames. */

/** @import { Client } from "../realtime/client.js" */

const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-group-page]"));

/**
 * @param {Client} client
 * @param {() => void} reload reads the page again, unless somebody is typing
 */
export function startGroup(client, reload) {
  if (!shown) return;
  client.on("conversation_update", ({ action, conversation_id }) => {
    const isOwn = action === "muted" || action === "unmuted";
    if (conversation_id === Number(shown.dataset.groupPage) && !isOwn) reload();
  });
}
