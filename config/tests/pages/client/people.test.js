/** @file Are people named in the browser as on the server? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, initials } from "../../../static/slipstream/people.js";
import { cases } from "./cases.js";

for (const [name, letters] of cases("names")) {
  test(`${JSON.stringify(name)} has the initials ${JSON.stringify(letters)}`, () => assert.equal(initials(name), letters));
}

test("a user name in an address is one part of a path", () => {
  assert.equal(addressOf("zoë.b"), "/social/people/zo%C3%AB.b/");
});
