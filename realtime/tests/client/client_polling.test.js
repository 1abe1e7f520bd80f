/** @file Does a client go on where sockets do not get through? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { entry } from "./fake_fetch.js";
import { stage } from "./stage.js";

const ack = (frame, result) => ({
  type: "ack",
  ack_id: frame.ack_id,
  payload: { success: true, error: null, result },
});

test("after 10 failed tries it polls, shows entries, and sends commands", async () => {
  const scene = stage();
  await scene.goPolling();
  assert.equal(scene.sockets.length, 10);
  assert.equal(scene.requests[0].from, 0);
  scene.requests[0].answer([entry(1), entry(2)], 2);
  await scene.clock.advance(0);
  assert.equal(scene.client.status, "polling");
  assert.deepEqual(scene.shown, [1, 2]);
  const answer = scene.client.sendWithAck("like", { activity_id: 1 });
  await scene.clock.advance(4200);
  const post = scene.requests.find((request) => request.method === "POST");
  assert.equal(post.headers["X-CSRFToken"], "token-1");
  post.answer([{ id: "x", ...ack(post.body.messages[0], "done") }, entry(3)], 3);
  assert.equal(await answer, "done");
  assert.deepEqual([scene.shown, scene.client.position.seq], [[1, 2, 3], 3]);
});

test("it climbs back to the socket without losing or repeating anything", async () => {
  const scene = stage();
  await scene.goPolling();
  scene.requests[0].answer([entry(1), entry(2)], 2);
  await scene.clock.advance(0);
  const pending = scene.client.sendWithAck("like", { activity_id: 1 });
  await scene.clock.advance(15_000);
  const probe = scene.socket;
  assert.equal(probe.address.search, "?epoch=e1&seq=2");
  const waiting = scene.requests.filter((request) => request.method === "GET").at(-1);
  waiting.answer([entry(3)], 3);
  await scene.clock.advance(0);
  probe.welcome(4);
  for (const seq of [3, 4]) probe.entry(seq);
  assert.deepEqual([scene.shown, scene.client.status], [[1, 2, 3, 4], "live"]);
  const [again] = probe.heardOf("like");
  probe.say(ack(again, "done"));
  assert.equal(await pending, "done");
  const polls = scene.requests.length;
  await scene.clock.advance(60_000);
  assert.equal(scene.requests.length, polls);
});

test("a gap in a poll's answer is asked for by the next poll", async () => {
  const scene = stage();
  await scene.goPolling();
  scene.requests[0].answer([entry(1), entry(3)], 3);
  await scene.clock.advance(2100);
  assert.equal(scene.requests[1].from, 1);
  scene.requests[1].answer([entry(2), entry(3)], 3);
  await scene.clock.advance(0);
  assert.deepEqual([scene.shown, scene.client.status], [[1, 2, 3], "polling"]);
  await scene.clock.advance(10_000);
  assert.ok(scene.requests.every((request) => request.method === "GET"));
});

test("a poll that is not allowed ends it", async () => {
  const scene = stage();
  await scene.goPolling();
  scene.requests[0].respond(401, { code: "not_authenticated", detail: "Sign in." });
  await scene.clock.advance(0);
  const { status, code, message } = scene.told.changes.at(-1);
  assert.deepEqual([status, code, message], ["closed", 4501, "You are not signed in."]);
  assert.equal(scene.clock.pending, 0);
});
