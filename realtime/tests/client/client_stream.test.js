/** @file Does a page hear everything once, in order, and read afresh when it must? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { stage } from "./stage.js";

test("missed entries are counted, shown in order, and then it is live", () => {
  const { client, sockets, told } = stage({ position: { epoch: "e1", seq: 2 } });
  client.connect();
  sockets[0].welcome(4);
  assert.deepEqual(told.changes.at(-1), { status: "catching_up", missed: 2 });
  sockets[0].entry(3);
  sockets[0].entry(4);
  assert.equal(client.status, "live");
  assert.deepEqual(
    told.events.slice(1).map((frame) => frame.seq),
    [3, 4],
  );
  assert.deepEqual(client.position, { epoch: "e1", seq: 4 });
});

test("without a position it catches up with the snapshot", () => {
  const { client, sockets, told } = stage({ position: null });
  client.connect();
  sockets[0].welcome(9);
  assert.deepEqual(told.changes.at(-1), { status: "catching_up", missed: null });
  sockets[0].say({ type: "social_data", epoch: "e1", seq: 9, payload: { unread: 1 } });
  assert.equal(client.status, "live");
  assert.deepEqual(client.position, { epoch: "e1", seq: 9 });
  assert.deepEqual(told.events.at(-1).payload, { unread: 1 });
});

test("a listener hears its own type with payload and frame, and stops when let go", () => {
  const scene = stage();
  const heard = [];
  const off = scene.client.on("message", (payload, frame) => heard.push([payload, frame.id]));
  scene.goLive();
  scene.socket.entry(1, "message", { text: "hello" });
  scene.socket.entry(2, "notification");
  off();
  scene.socket.entry(3, "message");
  assert.deepEqual(heard, [[{ text: "hello" }, "event-1"]]);
});

test("doubled entries are shown once", () => {
  const scene = stage();
  scene.goLive();
  for (const seq of [1, 1, 2, 1, 2]) scene.socket.entry(seq);
  assert.deepEqual(scene.shown, [1, 2]);
});

test("a gap is asked for once and nothing is guessed", () => {
  const scene = stage();
  scene.goLive();
  for (const seq of [1, 3, 4]) scene.socket.entry(seq);
  assert.deepEqual(scene.shown, [1]);
  assert.deepEqual(
    scene.socket.heardOf("resume").map((frame) => frame.payload),
    [{ epoch: "e1", seq: 1 }],
  );
  assert.deepEqual(scene.told.changes.at(-1), { status: "catching_up", missed: 2 });
  for (const seq of [2, 3, 4]) scene.socket.entry(seq);
  assert.deepEqual(scene.shown, [1, 2, 3, 4]);
  assert.equal(scene.client.status, "live");
});

test("a resume that is never answered ends in a new connection from the same place", async () => {
  const scene = stage();
  scene.goLive();
  scene.socket.entry(2);
  await scene.clock.advance(7999);
  assert.equal(scene.client.status, "catching_up");
  await scene.clock.advance(501);
  assert.equal(scene.sockets.length, 2);
  assert.equal(scene.socket.address.search, "?epoch=e1&seq=0");
});

test("a resync takes the new place and tells the page to read afresh", () => {
  const scene = stage({ position: { epoch: "old", seq: 40 } });
  scene.client.connect();
  scene.socket.welcome(5);
  scene.socket.say({ type: "resync_required", payload: { reason: "epoch_changed", epoch: "e1", seq: 5 } });
  assert.deepEqual(scene.told.resyncs, [{ reason: "epoch_changed", position: { epoch: "e1", seq: 5 } }]);
  scene.socket.say({ type: "social_data", epoch: "e1", seq: 5 });
  scene.socket.entry(6);
  assert.deepEqual(scene.shown, [6]);
  assert.equal(scene.client.status, "live");
});

test("a snapshot of another numbering is a resync, even if the frame that said so was lost", () => {
  const scene = stage({ position: { epoch: "old", seq: 40 } });
  scene.client.connect();
  scene.socket.welcome(5);
  scene.socket.say({ type: "social_data", epoch: "e1", seq: 5 });
  assert.deepEqual(scene.told.resyncs, [{ reason: "epoch_changed", position: { epoch: "e1", seq: 5 } }]);
  assert.equal(scene.client.status, "live");
});

test("a skip moves on in silence", () => {
  const scene = stage();
  scene.goLive();
  scene.socket.say({ type: "skip", seq: 4, payload: { from: 1 } });
  scene.socket.entry(5);
  assert.deepEqual(scene.shown, [5]);
  assert.equal(scene.told.events.filter((frame) => frame.type === "skip").length, 0);
});

test("types it does not know are passed on; frames cannot pretend to be our own events", () => {
  const scene = stage();
  scene.goLive();
  scene.socket.entry(1, "never_heard_of");
  for (const [index, type] of ["status", "resync", "frame", "unsent", "unsubscribed"].entries()) {
    scene.socket.entry(index + 2, type, { status: "closed" });
  }
  assert.equal(scene.told.events.at(-1).type, "never_heard_of");
  assert.deepEqual(
    scene.told.changes.map((change) => change.status),
    ["connecting", "live"],
  );
  assert.equal(scene.client.position.seq, 6);
});

test("payload keys that name a prototype change nothing", () => {
  const scene = stage();
  scene.goLive();
  scene.socket.sayText(
    '{"id":"1","type":"message","seq":1,"payload":' +
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
  );
  assert.deepEqual(scene.client.position, { epoch: "e1", seq: 1 });
  assert.equal({}.polluted, undefined);
  assert.equal(Object.assign({}, scene.told.events.at(-1).payload).polluted, undefined);
});

test("a listener that throws is reported, and the stream goes on", () => {
  const scene = stage();
  scene.client.on("message", () => {
    throw new Error("mine");
  });
  scene.goLive();
  scene.socket.entry(1, "message", { seq: 1 });
  scene.socket.entry(2);
  assert.deepEqual([scene.shown, scene.reported.length], [[1, 2], 1]);
});

test("a console sees the frames of both directions", () => {
  const scene = stage();
  scene.goLive();
  scene.client.send("like", { activity_id: 1 });
  scene.socket.entry(1);
  const seen = scene.told.traffic.map(({ direction, frame }) => `${direction} ${frame.type}`);
  assert.deepEqual(seen, ["in welcome", "out like", "in friend_activity"]);
});
