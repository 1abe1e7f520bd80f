/** @file Does each key ask for what the help says, and for nothing while somebody types? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Keys, takesKeys } from "../../../static/slipstream/keys.js";

const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

test("one key asks for one thing", () => {
  const keys = new Keys();
  const wishes = ["j", "k", "l", "c", "/", "?"].map((key) => keys.read(press(key), 0));
  assert.deepEqual(wishes, ["next", "previous", "like", "comment", "search", "help"]);
  assert.equal(keys.read(press("x"), 0), null);
  assert.equal(keys.read(press("toString"), 0), null);
});

test("g waits a moment for the second key, which then means something else", () => {
  const keys = new Keys();
  assert.equal(keys.read(press("g"), 0), null);
  assert.equal(keys.read(press("m"), 1000), "messages");
  assert.equal(keys.read(press("m"), 1100), null);
  keys.read(press("g"), 2000);
  assert.equal(keys.read(press("l"), 2100), null);
  keys.read(press("g"), 3000);
  assert.equal(keys.read(press("l"), 9000), "like");
});

test("keys with a modifier are the browser's", () => {
  for (const modifier of ["ctrlKey", "metaKey", "altKey"]) {
    assert.equal(new Keys().read(press("l", { [modifier]: true }), 0), null);
  }
});

test("where somebody types, keys are letters", () => {
  const within = (found) => ({ closest: () => (found ? {} : null) });
  assert.equal(takesKeys(within(true)), true);
  assert.equal(takesKeys(within(false)), false);
  assert.equal(takesKeys(null), false);
});
