/** @file Is an entry applied once, in order, and never guessed? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Position } from "../../static/realtime/position.js";

const at = (seq, epoch = "e1") => new Position({ epoch, seq });
const entry = (seq) => ({ id: `${seq}`, type: "notification", payload: {}, seq });
const skip = (from, seq) => ({ id: `s${seq}`, type: "skip", payload: { from }, seq });

test("the next entry is applied and moves the position", () => {
  const position = at(4);
  assert.equal(position.take(entry(5)), "apply");
  assert.deepEqual(position.value, { epoch: "e1", seq: 5 });
});

test("an entry we had is a duplicate and moves nothing", () => {
  const position = at(4);
  assert.deepEqual([position.take(entry(4)), position.take(entry(1))], ["duplicate", "duplicate"]);
  assert.equal(position.seq, 4);
});

test("an entry that does not follow on is a gap and moves nothing", () => {
  const position = at(4);
  assert.equal(position.take(entry(6)), "gap");
  assert.equal(position.seq, 4);
});

test("a skip from our next number moves to its end", () => {
  const position = at(4);
  assert.equal(position.take(skip(5, 9)), "apply");
  assert.equal(position.seq, 9);
});

test("a skip that starts before us and ends after us moves to its end", () => {
  const position = at(4);
  assert.equal(position.take(skip(2, 6)), "apply");
  assert.equal(position.seq, 6);
});

test("a skip that starts too late is a gap, one that ends before us a duplicate", () => {
  const position = at(4);
  assert.deepEqual([position.take(skip(6, 9)), position.take(skip(1, 4))], ["gap", "duplicate"]);
  assert.equal(position.seq, 4);
});

test("a skip that does not say from where counts as one entry", () => {
  assert.equal(at(4).take(skip("1", 6)), "gap");
  assert.equal(at(4).take(skip(undefined, 5)), "apply");
});

test("only skips may cover several entries", () => {
  assert.equal(at(4).take({ ...entry(9), payload: { from: 5 } }), "gap");
});

test("without a position nothing follows", () => {
  const position = new Position(null);
  assert.equal(position.take(entry(1)), "gap");
  assert.equal(position.value, null);
});

test("a snapshot moves forward within a numbering, and anywhere into another", () => {
  const position = at(4);
  position.forwardTo({ epoch: "e1", seq: 2 });
  assert.equal(position.seq, 4);
  position.forwardTo({ epoch: "e1", seq: 7 });
  assert.equal(position.seq, 7);
  position.forwardTo({ epoch: "e2", seq: 1 });
  assert.deepEqual(position.value, { epoch: "e2", seq: 1 });
});

test("a resync moves backwards too", () => {
  const position = at(400);
  position.moveTo({ epoch: "e1", seq: 3 });
  assert.equal(position.seq, 3);
});

test("nobody can change the position from outside", () => {
  const position = at(4);
  position.value.seq = 99;
  assert.equal(position.seq, 4);
});
