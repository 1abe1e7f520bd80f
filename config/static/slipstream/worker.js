/** @file Which worker runs for us in this browser while no page is open, and how is it started? */

const ADDRESS = "/worker.js";

/** @type {Promise<ServiceWorkerRegistration> | undefined} */
let starting;

/** Whether this browser has such workers. */
export const hasWorkers = "serviceWorker" in navigator;

/** The worker's registration; the same one however often it is asked for. Rejected where the browser forbids it. */
export function worker() {
  starting ??= navigator.serviceWorker.register(trusted(ADDRESS), { scope: "/" });
  return starting;
}

/**
 * The one script that a page may start a worker from.
 * @param {string} address
 * @returns {any}
 */
function trusted(address) {
  const types = /** @type {any} */ (window).trustedTypes;
  if (!types) return address;
  return types.createPolicy("slipstream-worker", { createScriptURL: () => address }).createScriptURL(address);
}
