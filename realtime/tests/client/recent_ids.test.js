/** @file Is an event shown once, with bounded memory? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { RecentIds } from "../../static/realtime/recent_ids.js";

test("an id is new once", () => {
  const ids = new RecentIds();
  assert.deepEqual([ids.isNew("a"), ids.isNew("b"), ids.isNew("a")], [true, true, false]);
});

test("the oldest id is forgotten first", () => {
  const ids = new RecentIds(2);
  for (const id of ["a", "b", "c"]) ids.isNew(id);
  assert.deepEqual([ids.isNew("b"), ids.isNew("c"), ids.isNew("a")], [false, false, true]);
});

test("events without an id are all new", () => {
  const ids = new RecentIds();
  assert.deepEqual([ids.isNew(""), ids.isNew("")], [true, true]);
});

test("ids that every object has are ordinary", () => {
  const ids = new RecentIds();
  assert.deepEqual(
    [ids.isNew("__proto__"), ids.isNew("constructor"), ids.isNew("__proto__")],
    [true, true, false],
  );
});
