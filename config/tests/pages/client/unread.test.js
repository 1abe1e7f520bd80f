/** @file Are unread messages counted as the protocol says, whatever is told twice or late? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { UnreadMessages } from "../../../static/slipstream/unread.js";

test("a message of another above what was counted adds one; the same again, or one's own, none", () => {
  const unread = new UnreadMessages([{ conversation_id: 7, unread: 2, up_to: 5 }]);
  assert.equal(unread.arrived(7, 5, false), false);
  assert.equal(unread.arrived(7, 6, false), true);
  assert.equal(unread.arrived(7, 6, false), false);
  assert.equal(unread.arrived(7, 7, true), false);
  assert.equal(unread.in(7), 3);
});

test("the server's numbers replace ours, and the total is the sum", () => {
  const unread = new UnreadMessages([{ conversation_id: 7, unread: 2, up_to: 5 }]);
  unread.arrived(8, 1, false);
  assert.equal(unread.total, 3);
  unread.told({ conversation_id: 7, unread: 0, up_to: 5 });
  assert.equal(unread.total, 1);
  unread.forget(8);
  assert.equal(unread.total, 0);
});

test("the truth read again forgets what was counted before", () => {
  const unread = new UnreadMessages([{ conversation_id: 7, unread: 2, up_to: 5 }]);
  unread.begin([{ conversation_id: 9, unread: 1, up_to: 3 }]);
  assert.deepEqual([unread.in(7), unread.in(9), unread.total], [0, 1, 1]);
});

test("a message that was deleted before it came in is lacking", () => {
  const unread = new UnreadMessages([{ conversation_id: 7, unread: 2, up_to: 5 }]);
  assert.deepEqual([unread.lacks(7, 5), unread.lacks(7, 6), unread.lacks(8, 1)], [false, true, true]);
});
