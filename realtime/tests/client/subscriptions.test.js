/** @file Are channels watched on every connection, and only those we may? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Subscriptions } from "../../static/realtime/subscriptions.js";

const ack = (id, success, error = null) => ({
  id: "x",
  type: "ack",
  ack_id: id,
  payload: { success, error },
});

test("a channel is asked for once, and once more on each connection, with a fresh id", () => {
  const subscriptions = new Subscriptions();
  const first = subscriptions.add("activity:1");
  assert.deepEqual([first.type, first.payload], ["subscribe", { channel: "activity:1" }]);
  assert.equal(subscriptions.add("activity:1"), null);
  const [again] = subscriptions.all();
  assert.deepEqual(again.payload, { channel: "activity:1" });
  assert.notEqual(again.id, first.id);
});

test("a channel that is left is not asked for again", () => {
  const subscriptions = new Subscriptions();
  subscriptions.add("activity:1");
  assert.deepEqual(subscriptions.remove("activity:1").payload, { channel: "activity:1" });
  assert.equal(subscriptions.remove("activity:1"), null);
  assert.deepEqual(subscriptions.all(), []);
});

test("a refused channel is told and forgotten, a granted one stays", () => {
  const subscriptions = new Subscriptions();
  const [bad, good] = [subscriptions.add("bad"), subscriptions.add("good")];
  const error = { code: "CHANNEL_NOT_FOUND", message: "No." };
  assert.deepEqual(subscriptions.settle(ack(bad.id, false, error)), {
    ...error,
    details: { channel: "bad" },
  });
  assert.equal(subscriptions.settle(ack(good.id, true)), null);
  assert.deepEqual(
    subscriptions.all().map((frame) => frame.payload.channel),
    ["good"],
  );
});

test("an answer to something else is left alone", () => {
  assert.equal(new Subscriptions().settle(ack("like-1", true)), undefined);
});

test("an answer that belongs to an older connection changes nothing", () => {
  const subscriptions = new Subscriptions();
  const old = subscriptions.add("activity:1");
  subscriptions.all();
  assert.equal(subscriptions.settle(ack(old.id, false, { code: "CHANNEL_NOT_FOUND" })), undefined);
  assert.equal(subscriptions.all().length, 1);
});
