/** @file What becomes of the deliveries that the page shows as waiting? No event tells; it looks while there are any. */

import { Refused, ask } from "./api.js";
import { page } from "./page.js";
import { copyOf, fieldOf, write } from "./patterns.js";
import { deliveryWords } from "./states.js";
import { writeTime } from "./times.js";

const LOOK_MS = 2000;

const log = /** @type {HTMLElement | null} */ (document.querySelector("[data-log]"));

/** Looks until nothing waits. */
export function startWebhooks() {
  if (log && waiting().length) setTimeout(() => void look(), LOOK_MS);
}

/** @returns {HTMLElement[]} */
function waiting() {
  return [...(log?.querySelectorAll("[data-state=pending]") ?? [])].map((row) => /** @type {HTMLElement} */ (row));
}

async function look() {
  try {
    const { results } = await ask("GET", `webhooks/${log?.dataset.log}/deliveries?limit=20`);
    for (const row of waiting()) {
      const found = results.find((/** @type {{ id: number }} */ one) => String(one.id) === row.dataset.delivery);
      if (found) show(row, found);
      else row.dataset.state = "older"; // of an older page: it is not looked at again
    }
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    if (fault.status >= 400 && fault.status < 429) return;
  }
  startWebhooks();
}

/**
 * @param {HTMLElement} row
 * @param {any} delivery
 */
function show(row, delivery) {
  row.dataset.state = delivery.status;
  write(row, "told", deliveryWords(delivery));
  fieldOf(row, "tries")?.toggleAttribute("hidden", !delivery.attempts.length);
  fieldOf(row, "attempts")?.replaceChildren(...delivery.attempts.map(drawn));
}

/** @param {Record<string, any>} attempt */
function drawn({ status_code, error, duration_ms, excerpt, created_at }) {
  const row = copyOf("attempt");
  write(row, "answer", status_code ? `Answered ${status_code}` : `No answer: ${error}`);
  write(row, "took", `${duration_ms} ms`);
  write(row, "excerpt", excerpt);
  fieldOf(row, "excerpt")?.toggleAttribute("hidden", !excerpt);
  writeTime(fieldOf(row, "created"), created_at, page.timeZone);
  return row;
}
