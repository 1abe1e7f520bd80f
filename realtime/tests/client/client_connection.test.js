/** @file Does a client stay connected, and end when told to? */

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";

import { CommandError } from "../../static/realtime/client.js";
import { stage } from "./stage.js";

test("a page connects from where it stands and is live", () => {
  const { client, sockets, told } = stage({ position: { epoch: "e1", seq: 3 } });
  assert.equal(client.status, "closed");
  client.connect();
  assert.equal(sockets[0].address.search, "?epoch=e1&seq=3");
  sockets[0].welcome(3);
  assert.deepEqual(
    told.changes.map((change) => change.status),
    ["connecting", "live"],
  );
});

test("connecting twice makes one socket", () => {
  const { client, sockets } = stage();
  client.connect();
  client.connect();
  assert.equal(sockets.length, 1);
});

test("a lost connection comes back from the place reached, after a random wait", async () => {
  const scene = stage();
  scene.goLive();
  await scene.clock.advance(10_000);
  scene.socket.entry(1);
  scene.socket.drop(1006);
  assert.deepEqual(
    [scene.told.changes.at(-1).status, scene.told.changes.at(-1).retryInMs],
    ["reconnecting", 500],
  );
  await scene.clock.advance(500);
  assert.equal(scene.socket.address.search, "?epoch=e1&seq=1");
  scene.socket.welcome(1);
  assert.equal(scene.client.status, "live");
});

test("an error frame is told, and a code that says stay away ends it with a sentence", async () => {
  const scene = stage();
  const errors = [];
  scene.client.on("error", (payload) => errors.push(payload.code));
  scene.goLive();
  scene.socket.say({ type: "error", payload: { code: "UNAUTHORIZED", message: "Signed out." } });
  scene.socket.drop(4504, "bye");
  const end = { status: "closed", code: 4504, message: "You signed out.", reason: "bye" };
  assert.deepEqual([errors, scene.told.changes.at(-1)], [["UNAUTHORIZED"], end]);
  await scene.clock.advance(600_000);
  assert.deepEqual([scene.sockets.length, scene.clock.pending], [1, 0]);
});

test("a client that was closed may connect again", () => {
  const scene = stage();
  scene.goLive();
  scene.socket.drop(4504);
  scene.goLive();
  assert.equal(scene.client.status, "live");
});

test("a listener may disconnect at any moment and it stays closed", async () => {
  for (const moment of ["frame", "status", "*"]) {
    const scene = stage();
    scene.client.on(moment, (told) => told.status !== "connecting" && scene.client.disconnect());
    scene.client.connect();
    scene.socket.welcome(3);
    assert.equal(scene.clock.pending, 0, moment);
    await scene.clock.advance(600_000);
    assert.deepEqual(
      [scene.client.status, scene.sockets.length, scene.clock.pending],
      ["closed", 1, 0],
      moment,
    );
  }
});

test("the server's reconnect frame names the moment of the return", async () => {
  const scene = stage();
  scene.goLive();
  scene.socket.say({ type: "reconnect", payload: { in_ms: 4000 } });
  scene.socket.drop(1012);
  assert.equal(scene.told.changes.at(-1).retryInMs, 4000);
  await scene.clock.advance(3999);
  assert.equal(scene.sockets.length, 1);
  await scene.clock.advance(1);
  assert.equal(scene.sockets.length, 2);
});

test("offline is said while the browser says so, and online tries at once", async () => {
  const scene = stage({ random: () => 1 });
  scene.goLive();
  await scene.clock.advance(10_000);
  scene.page.goOffline();
  assert.equal(scene.client.status, "live");
  scene.socket.drop(1006);
  assert.equal(scene.client.status, "offline");
  await scene.clock.advance(1000);
  scene.socket.drop(1006);
  await scene.clock.advance(1500);
  scene.page.goOnline();
  assert.deepEqual([scene.client.status, scene.sockets.length], ["reconnecting", 3]);
});

test("looking at the page again asks a silent connection for a sign of life", async () => {
  const scene = stage();
  scene.goLive();
  await scene.clock.advance(5000);
  scene.page.look();
  assert.equal(scene.socket.heardOf("heartbeat").length, 1);
  await scene.clock.advance(10_500);
  assert.equal(scene.sockets.length, 2);
});

test("two clients in one page share nothing", () => {
  const [first, second] = [stage(), stage()];
  first.goLive();
  second.goLive();
  first.socket.entry(1);
  first.client.disconnect();
  assert.deepEqual([first.shown, second.shown], [[1], []]);
  assert.equal(second.client.status, "live");
});

test("disconnecting ends everything: socket, timers, listeners, waiting commands", async () => {
  const scene = stage();
  scene.goLive();
  const answer = assert.rejects(scene.client.sendWithAck("like", { activity_id: 1 }), { code: "CLOSED" });
  await scene.clock.advance(0);
  scene.client.disconnect();
  await answer;
  scene.page.goOnline();
  scene.socket.entry(1);
  assert.deepEqual([scene.socket.closedWith, scene.sockets.length, scene.clock.pending], [1000, 1, 0]);
  assert.deepEqual([scene.client.status, scene.told.changes.at(-1).code, scene.shown], ["closed", 1000, []]);
  assert.equal(scene.client.send("like", { activity_id: 1 }), false);
  await assert.rejects(scene.client.sendWithAck("like", {}), CommandError);
});

test("disconnecting from nothing tells nothing", () => {
  const scene = stage();
  scene.client.disconnect();
  assert.deepEqual(scene.told.changes, []);
});

test("disconnecting amid a repair and a long queue leaves no timer and no listener", async () => {
  const scene = stage();
  scene.client.connect();
  for (let index = 0; index < 100; index += 1) scene.client.send("like", { activity_id: index });
  scene.socket.welcome();
  scene.socket.entry(2);
  scene.client.disconnect();
  assert.equal(scene.clock.pending, 0);
  assert.deepEqual(getEventListeners(scene.page.window, "online"), []);
  assert.deepEqual(getEventListeners(scene.page.document, "visibilitychange"), []);
});

test("the patience with a lost connection's gap does not cut the next connection", async () => {
  const scene = stage({ random: () => 0.01 });
  scene.goLive();
  scene.socket.entry(2);
  scene.socket.drop(1006);
  await scene.clock.advance(12_000);
  assert.equal(scene.sockets.length, 2);
  assert.equal(scene.socket.closedWith, null);
});
