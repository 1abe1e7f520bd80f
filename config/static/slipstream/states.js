/** @file How is it said what became of something: a file that is made, a delivery to a webhook? As the templates say it. */

import { date } from "./times.js";

const DELIVERIES = { pending: "Waiting", delivered: "Delivered", failed: "Failed" };
const DROPPED = {
  endpoint_off: "Not sent: the webhook was off",
  feature_off: "Not sent: webhooks were switched off",
  not_visible: "Not sent: you may not see it any more",
};

/**
 * How far a document or an archive is: templates/social/export_row.html.
 * @param {{ status: string, done: number, total: number, error: string, result: { kept_until?: string } }} task
 * @param {string} zone
 */
export function taskWords({ status, done, total, error, result }, zone) {
  if (status === "failed") return error;
  if (status === "done") return `Ready. Kept until ${date(new Date(result.kept_until ?? ""), zone)}.`;
  return status === "running" ? `${done} of ${total} steps` : "Waiting for its turn";
}

/**
 * What became of a delivery: templates/social/delivery.html.
 * @param {{ status: string, dropped_reason: string }} delivery
 */
export function deliveryWords({ status, dropped_reason }) {
  if (status === "dropped") return DROPPED[/** @type {keyof typeof DROPPED} */ (dropped_reason)];
  return DELIVERIES[/** @type {keyof typeof DELIVERIES} */ (status)];
}
