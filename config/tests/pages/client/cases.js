/** @file Which cases hold for the server and the browser alike? */

import { readFileSync } from "node:fs";

/** @param {string} name */
export function cases(name) {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8"));
}
