/** @file Are moments told in the browser as on the server? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { ago, clockTime, exact } from "../../../static/slipstream/times.js";
import { cases } from "./cases.js";

for (const { moment, now, zone, ...told } of cases("times")) {
  test(`${moment}, seen at ${now} in ${zone}, is told as on the server`, () => {
    assert.equal(ago(new Date(moment), new Date(now), zone), told.ago);
    assert.equal(exact(new Date(moment), zone), told.exact);
  });
}

test("a time zone this browser does not know is told in UTC", () => {
  assert.equal(clockTime(new Date("2026-11-21T14:02:00Z"), "Mars/Olympus_Mons"), "14:02");
});
