/** @file How far are the documents and archives that are being made? */

/** @import { Client } from "../realtime/client.js" */

import { ask, quietly } from "./api.js";
import { page } from "./page.js";
import { fieldOf, write } from "./patterns.js";
import { taskWords } from "./states.js";

const rows = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-job]"));

/** @param {Client} client */
export function startExports(client) {
  client.on("export_progress", ({ job_id }) => {
    const row = [...rows].find((one) => one.dataset.job === job_id);
    if (row) quietly(renew(row));
  });
}

/** Reads afresh how far those are that were under way. */
export async function renewExports() {
  const open = [...rows].filter((row) => row.dataset.state === "waiting" || row.dataset.state === "running");
  await Promise.all(open.map(renew));
}

/** @param {HTMLElement} row */
async function renew(row) {
  const task = await ask("GET", `jobs/${row.dataset.job}/status`);
  const isOver = task.status === "done" || task.status === "failed";
  row.dataset.state = task.status;
  write(row, "told", taskWords(task, page.timeZone));
  const bar = /** @type {HTMLProgressElement | null} */ (fieldOf(row, "bar"));
  if (bar) [bar.max, bar.value, bar.hidden] = [task.total || 1, task.done, isOver];
  fieldOf(row, "download")?.toggleAttribute("hidden", task.status !== "done");
}
