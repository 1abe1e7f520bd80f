/** @file Does a message that could not be sent stay, in its order, over a reload of the page? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { UnsentMessages } from "../../../static/slipstream/unsent.js";

function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

const message = (clientId, conversation = 7) => ({ clientId, conversation, content: clientId, at: "2026-11-21T14:02:00Z" });

test("the oldest that was not refused is next, and what is stored leaves", () => {
  const unsent = new UnsentMessages(storage(), "key");
  for (const one of [message("a"), message("b"), message("c", 8)]) unsent.add(one);
  unsent.mark("a", "Too many for now.");
  assert.equal(unsent.next?.clientId, "b");
  unsent.remove("b");
  assert.equal(unsent.next?.clientId, "c");
  assert.equal(unsent.mark("a", null)?.reason, null);
  assert.equal(unsent.next?.clientId, "a");
});

test("another page of the tab finds them, each in its conversation", () => {
  const kept = storage();
  const unsent = new UnsentMessages(kept, "key");
  unsent.add(message("a"));
  unsent.add(message("c", 8));
  unsent.mark("a", "No.");
  const again = new UnsentMessages(kept, "key");
  assert.deepEqual(again.in(7).map(({ clientId, reason }) => [clientId, reason]), [["a", "No."]]);
  assert.equal(new UnsentMessages(kept, "key of another person").next, undefined);
});

test("a hundred may wait", () => {
  const unsent = new UnsentMessages(storage(), "key");
  for (let count = 0; count < 100; count += 1) unsent.add(message(String(count)));
  assert.equal(unsent.isFull, true);
});
