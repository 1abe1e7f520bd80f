/** @file How does an import tell what it would make, and how far it is? */

/** @import { Client } from "../realtime/client.js" */

import { Refused, ask, quietly } from "./api.js";
import { fillPreview } from "./cards.js";
import { copyOf, fieldOf, write } from "./patterns.js";
import { toast } from "./toasts.js";

const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-task]"));

/** @param {Client} client */
export function startImports(client) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-import]"));
  form?.addEventListener("submit", (event) => {
    if (/** @type {HTMLButtonElement | null} */ (event.submitter)?.name !== "try") return;
    event.preventDefault();
    void tryOne(form);
  });
  if (!shown) return;
  client.on("import_progress", ({ job_id }) => job_id === shown.dataset.task && quietly(renewImport()));
}

/** Reads how far the import of this page is. */
export async function renewImport() {
  if (!shown) return;
  const task = await ask("GET", `jobs/${shown.dataset.task}/status`);
  const bar = shown.querySelector("progress");
  if (bar) [bar.max, bar.value] = [task.total || 1, task.done];
  write(shown, "told", sentenceOf(task));
  shown.querySelector(".files")?.replaceChildren(...(task.result.files ?? []).map(rowOf));
}

/**
 * How far it is, in words.
 * @param {{ status: string, done: number, failed: number, total: number, error: string }} task
 */
function sentenceOf({ status, done, failed, total, error }) {
  if (status === "failed") return error;
  if (status !== "done") return `${done} of ${total} files`;
  return `Done: ${done} of ${total}${failed ? `, ${failed} not imported` : ""}.`;
}

/** @param {Record<string, any>} file */
function rowOf({ name, status, error, activity_id }) {
  const row = copyOf("file");
  row.className = `file ${status}`;
  write(row, "name", name);
  const link = fieldOf(row, "link");
  if (activity_id) link?.setAttribute("href", `/social/activities/${activity_id}/`);
  link?.toggleAttribute("hidden", !activity_id);
  if (link) link.textContent = status === "done" ? "Imported" : "See the one you have";
  write(row, "state", status === "failed" ? error : "Waiting");
  fieldOf(row, "state")?.toggleAttribute("hidden", status === "done");
  return row;
}

/** @param {HTMLFormElement} form */
async function tryOne(form) {
  const typed = new FormData(form);
  const body = new FormData();
  body.append("file", /** @type {File} */ (typed.get("file")));
  if (typed.get("title")) body.append("title", String(typed.get("title")));
  try {
    preview(await ask("POST", "activities/import?dry_run=true", { body }));
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    toast(fault.message, { isFault: true });
  }
}

/** @param {Record<string, any>} made */
function preview(made) {
  const part = /** @type {HTMLElement | null} */ (document.querySelector("[data-preview]"));
  if (!part) return;
  fillPreview(part, made);
  fieldOf(part, "again")?.remove();
  fieldOf(part, "double")?.toggleAttribute("hidden", !made.duplicate_of);
  if (made.duplicate_of) fieldOf(part, "double-link")?.setAttribute("href", `/social/activities/${made.duplicate_of}/`);
  part.hidden = false;
  part.scrollIntoView({ block: "nearest" });
}
