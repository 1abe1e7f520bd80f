/** @file Is it said what became of files and deliveries as the templates say it? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { deliveryWords, taskWords } from "../../../static/slipstream/states.js";
import { cases } from "./cases.js";

const { tasks, deliveries } = cases("states");

for (const { kept_until, told, ...task } of tasks) {
  test(`a file: ${told}`, () => {
    assert.equal(taskWords({ ...task, result: { kept_until } }, "Europe/Oslo"), told);
  });
}

for (const { told, ...delivery } of deliveries) {
  test(`a delivery: ${told}`, () => assert.equal(deliveryWords(delivery), told));
}
