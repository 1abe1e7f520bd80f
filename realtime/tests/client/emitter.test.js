/** @file Does everybody hear what they asked for? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Emitter } from "../../static/realtime/emitter.js";

function recording() {
  const errors = [];
  return { emitter: new Emitter((error) => errors.push(error)), errors, heard: [] };
}

test("a listener hears its type, with payload and frame, until it is let go", () => {
  const { emitter, heard } = recording();
  const off = emitter.on("like", (payload, frame) => heard.push([payload, frame]));
  emitter.emit("like", 1, 2);
  emitter.emit("unlike", 3);
  off();
  emitter.emit("like", 4);
  assert.deepEqual(heard, [[1, 2]]);
});

test("a listener that throws is reported and disturbs nobody", () => {
  const { emitter, errors, heard } = recording();
  const fault = new Error("mine");
  emitter.on("like", () => {
    throw fault;
  });
  emitter.on("like", (payload) => heard.push(payload));
  emitter.emit("like", 1);
  assert.deepEqual(heard, [1]);
  assert.deepEqual(errors, [fault]);
});

test("letting go while being told skips nobody", () => {
  const { emitter, heard } = recording();
  const off = emitter.on("like", () => off());
  emitter.on("like", (payload) => heard.push(payload));
  emitter.emit("like", 1);
  assert.deepEqual(heard, [1]);
});

test("the same function may listen twice, and each is let go alone", () => {
  const { emitter, heard } = recording();
  const listener = (payload) => heard.push(payload);
  const off = emitter.on("like", listener);
  emitter.on("like", listener);
  off();
  emitter.emit("like", 1);
  assert.deepEqual(heard, [1]);
});

test("types that every object has are ordinary names", () => {
  const { emitter, heard } = recording();
  emitter.emit("constructor", 1);
  emitter.emit("__proto__", 1);
  emitter.on("__proto__", (payload) => heard.push(payload));
  emitter.emit("__proto__", 2);
  assert.deepEqual(heard, [2]);
});

test("what is no function cannot listen", () => {
  assert.throws(() => recording().emitter.on("like", null), TypeError);
});
