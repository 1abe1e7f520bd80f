/** @file Do entries wait until the truth is read, and is none lost meanwhile? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { entry } from "./fake_fetch.js";
import { settle } from "./fake_clock.js";
import { stage } from "./stage.js";

const RESYNC = { type: "resync_required", payload: { reason: "epoch_changed", epoch: "e1", seq: 5 } };

/** A client that is told to read everything again, and reads until `finish` or `fail` is called. */
function rereading() {
  const scene = stage({ position: { epoch: "old", seq: 40 }, random: () => 0 });
  const readings = [];
  scene.client.on("resync", () => {
    const reading = Promise.withResolvers?.() ?? withResolvers();
    readings.push(reading);
    return reading.promise;
  });
  scene.client.connect();
  scene.socket.welcome(5);
  scene.socket.say(RESYNC);
  return { scene, readings };
}

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

test("entries that come while the truth is read are shown after it, once and in order", async () => {
  const { scene, readings } = rereading();
  for (const seq of [6, 7, 6, 8]) scene.socket.entry(seq);
  scene.socket.say({ type: "typing_start", payload: { conversation_id: 1 } });
  assert.deepEqual([scene.shown, scene.client.position.seq], [[], 5]);
  assert.equal(scene.told.events.at(-1).type, "typing_start");
  readings[0].resolve();
  await settle();
  assert.deepEqual([scene.shown, scene.client.position.seq], [[6, 7, 8], 8]);
  scene.socket.entry(9);
  assert.deepEqual([scene.shown, scene.client.status], [[6, 7, 8, 9], "live"]);
});

test("a reading that fails is reported, and the stream goes on", async () => {
  const { scene, readings } = rereading();
  scene.socket.entry(6);
  readings[0].reject(new Error("no network"));
  await settle();
  assert.deepEqual([scene.shown, scene.reported.map((error) => error.message)], [[6], ["no network"]]);
});

test("a second resync amid the first waits for both, and nothing of the old numbering is shown", async () => {
  const { scene, readings } = rereading();
  scene.socket.entry(6);
  scene.socket.say({ type: "resync_required", payload: { reason: "epoch_changed", epoch: "e2", seq: 2 } });
  scene.socket.say({ id: "new-3", type: "message", seq: 3, payload: { seq: 3 } });
  readings[0].resolve();
  await settle();
  assert.deepEqual(scene.shown, []);
  readings[1].resolve();
  await settle();
  assert.deepEqual([scene.shown, scene.client.position], [[3], { epoch: "e2", seq: 3 }]);
});

test("what does not fit in the waiting place is asked for when the truth is read", async () => {
  const { scene, readings } = rereading();
  for (let seq = 6; seq < 1006; seq += 1) scene.socket.entry(seq);
  readings[0].resolve();
  await settle();
  const { seq } = scene.client.position;
  assert.ok(seq > 5 && seq < 1005);
  assert.deepEqual(scene.socket.heardOf("resume").map((frame) => frame.payload.seq), [seq]);
  for (let next = seq + 1; next < 1006; next += 1) scene.socket.entry(next);
  assert.deepEqual(scene.shown, Array.from({ length: 1000 }, (_, index) => index + 6));
});

test("a connection lost meanwhile begins again from the place that was read", async () => {
  const { scene, readings } = rereading();
  scene.socket.entry(6);
  scene.socket.drop(1006);
  await scene.clock.advance(0);
  assert.equal(scene.socket.address.search, "?epoch=e1&seq=5");
  scene.socket.welcome(7);
  for (const seq of [6, 7]) scene.socket.entry(seq);
  await scene.clock.advance(30_000);
  assert.deepEqual([scene.shown, scene.socket.heardOf("resume")], [[], []]);
  readings[0].resolve();
  await settle();
  assert.deepEqual(scene.shown, [6, 7]);
});

test("a client that was disconnected meanwhile shows nothing and leaves no timer", async () => {
  const { scene, readings } = rereading();
  scene.socket.entry(6);
  scene.client.disconnect();
  readings[0].resolve();
  await settle();
  assert.deepEqual([scene.shown, scene.clock.pending, scene.client.position.seq], [[], 0, 5]);
});

test("over the long poll it is the same", async () => {
  const scene = stage({ socketUrl: null });
  let finish;
  scene.client.on("resync", () => new Promise((resolve) => (finish = resolve)));
  scene.client.connect();
  await settle();
  scene.requests[0].answer([RESYNC, entry(6)], 6);
  await settle();
  assert.deepEqual([scene.shown, scene.client.position.seq], [[], 5]);
  finish();
  await settle();
  assert.deepEqual([scene.shown, scene.client.position.seq], [[6], 6]);
});
