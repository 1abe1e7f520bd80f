/** @file Is what a challenge counts told in the browser as on the server? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { amountOf } from "../../../static/slipstream/amounts.js";
import { cases } from "./cases.js";

for (const { value, metric, units, told } of cases("amounts")) {
  test(`${value} of ${metric} is told in ${units} as on the server`, () => assert.equal(amountOf(value, metric, units), told));
}
