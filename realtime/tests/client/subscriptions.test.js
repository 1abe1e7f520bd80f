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

function watching() {
  const ended = [];
  return { subscriptions: new Subscriptions((each) => ended.push(each)), ended };
}

const wanted = (subscriptions) => subscriptions.all().map((frame) => frame.payload.channel);

test("a channel is asked for once, and once more on each connection, with a fresh id", () => {
  const { subscriptions } = watching();
  const first = subscriptions.add("activity:1");
  assert.deepEqual([first.type, first.payload], ["subscribe", { channel: "activity:1" }]);
  assert.equal(subscriptions.add("activity:1"), null);
  const [again] = subscriptions.all();
  assert.deepEqual(again.payload, { channel: "activity:1" });
  assert.notEqual(again.id, first.id);
});

test("a channel that is left is not asked for again", () => {
  const { subscriptions } = watching();
  subscriptions.add("activity:1");
  assert.deepEqual(subscriptions.remove("activity:1").payload, { channel: "activity:1" });
  assert.equal(subscriptions.remove("activity:1"), null);
  assert.deepEqual(wanted(subscriptions), []);
});

test("a refused channel is told and forgotten, a granted one stays", () => {
  const { subscriptions, ended } = watching();
  const [bad, good] = [subscriptions.add("bad"), subscriptions.add("good")];
  const error = { code: "CHANNEL_NOT_FOUND", message: "No." };
  assert.equal(subscriptions.settle(ack(bad.id, false, error)), true);
  assert.equal(subscriptions.settle(ack(good.id, true)), true);
  assert.deepEqual([ended, wanted(subscriptions)], [[{ channel: "bad", ...error }], ["good"]]);
});

test("a channel whose right has ended is told once and forgotten", () => {
  const { subscriptions, ended } = watching();
  subscriptions.settle(ack(subscriptions.add("activity:1").id, true));
  const payload = { code: "CHANNEL_NOT_FOUND", message: "No.", details: { channel: "activity:1" } };
  const error = { id: "e", type: "error", payload };
  assert.deepEqual([subscriptions.settle(error), subscriptions.settle(error)], [true, false]);
  assert.deepEqual([ended.map((each) => each.channel), wanted(subscriptions)], [["activity:1"], []]);
});

test("an error about another channel, or another error, is left to others", () => {
  const { subscriptions, ended } = watching();
  subscriptions.add("activity:1");
  for (const payload of [
    { code: "CHANNEL_NOT_FOUND", message: "No.", details: { channel: "activity:2" } },
    { code: "CHANNEL_NOT_FOUND", message: "No.", details: null },
    { code: "INTERNAL_ERROR", message: "No.", details: { channel: "activity:1" } },
  ]) {
    assert.equal(subscriptions.settle({ id: "e", type: "error", payload }), false);
  }
  assert.deepEqual([ended, wanted(subscriptions)], [[], ["activity:1"]]);
});

test("a refusal of a channel that was left meanwhile is told to nobody", () => {
  const { subscriptions, ended } = watching();
  const asked = subscriptions.add("activity:1");
  subscriptions.remove("activity:1");
  assert.equal(subscriptions.settle(ack(asked.id, false, { code: "CHANNEL_NOT_FOUND" })), true);
  assert.deepEqual(ended, []);
});

test("an answer to something else is left alone", () => {
  assert.equal(watching().subscriptions.settle(ack("like-1", true)), false);
});

test("an answer that belongs to an older connection changes nothing", () => {
  const { subscriptions } = watching();
  const old = subscriptions.add("activity:1");
  subscriptions.all();
  assert.equal(subscriptions.settle(ack(old.id, false, { code: "CHANNEL_NOT_FOUND" })), false);
  assert.equal(wanted(subscriptions).length, 1);
});
