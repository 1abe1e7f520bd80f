/** @file Are figures told in the browser as on the server? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { figuresOf } from "../../../static/slipstream/units.js";
import { cases } from "./cases.js";

for (const { kind, km, minutes, climb, units, figures } of cases("figures")) {
  test(`${kind} of ${km} km in ${minutes} min is told in ${units} as on the server`, () => {
    const told = figuresOf(kind, km, minutes, climb, units).map(({ label, value, unit }) => [label, value, unit]);
    assert.deepEqual(told, figures);
  });
}
