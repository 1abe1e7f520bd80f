/** @file Are routes drawn in the browser as on the server? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { pathOf, placesOf } from "../../../static/slipstream/routes.js";
import { cases } from "./cases.js";

for (const { why, polyline, height, path } of cases("routes")) {
  test(`${why} is drawn as on the server`, () => assert.equal(pathOf(polyline, 600, height, 16), path));
}

test("the example of the format has the places its maker gives", () => {
  assert.deepEqual(placesOf("_p~iF~ps|U_ulLnnqC_mqNvxq`@"), [
    [38.5, -120.2],
    [40.7, -120.95],
    [43.252, -126.453],
  ]);
});

test("a text that is no polyline is not drawn", () => assert.equal(pathOf("<script>", 600, 240, 16), ""));
