/** @file Do commands and subscriptions survive the connection? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { CommandError } from "../../static/realtime/client.js";
import { WELCOME } from "./fake_socket.js";
import { stage } from "./stage.js";

const ack = (frame, result) => ({
  type: "ack",
  ack_id: frame.ack_id,
  payload: { success: true, error: null, result },
});
const refusal = (frame, code) => ({
  type: "ack",
  ack_id: frame.ack_id,
  payload: { ack_id: frame.ack_id, success: false, error: { code, message: "No." }, result: null },
});

test("channels are watched on every connection; a refused one is told and forgotten", async () => {
  const scene = stage();
  const errors = [];
  scene.client.on("unsubscribed", ({ code, channel }) => errors.push([code, channel]));
  scene.client.subscribe("activity:1");
  scene.goLive();
  scene.client.subscribe("secret");
  scene.socket.say(refusal(scene.socket.heardOf("subscribe")[1], "CHANNEL_NOT_FOUND"));
  await scene.clock.advance(6000);
  const before = scene.socket;
  before.drop(1006);
  await scene.clock.advance(500);
  scene.socket.welcome();
  const asked = scene.socket.heardOf("subscribe");
  assert.deepEqual(
    asked.map((frame) => frame.payload.channel),
    ["activity:1"],
  );
  assert.notEqual(asked[0].id, before.heardOf("subscribe")[0].id);
  assert.deepEqual(errors, [["CHANNEL_NOT_FOUND", "secret"]]);
  scene.client.unsubscribe("activity:1");
  assert.equal(scene.socket.heardOf("unsubscribe").length, 1);
});

test("a command resolves with its result, or rejects with code and details", async () => {
  const scene = stage();
  scene.goLive();
  const [good, bad] = [
    scene.client.sendWithAck("like", { activity_id: 1 }),
    scene.client.sendWithAck("like", {}),
  ];
  await scene.clock.advance(0);
  const [first, second] = scene.socket.heardOf("like");
  scene.socket.say(refusal(second, "NOT_FOUND"));
  scene.socket.say(ack(first, { likes: 4 }));
  assert.deepEqual(await good, { likes: 4 });
  await assert.rejects(bad, (error) => error instanceof CommandError && error.code === "NOT_FOUND");
  assert.equal(scene.told.events.filter((frame) => frame.type === "ack").length, 0);
});

test("a command whose answer was lost is sent again with the same id", async () => {
  const scene = stage();
  scene.goLive();
  const answer = scene.client.sendWithAck("like", { activity_id: 1 });
  await scene.clock.advance(6000);
  const [first] = scene.socket.heardOf("like");
  scene.socket.drop(1006);
  await scene.clock.advance(500);
  scene.socket.welcome();
  const [again] = scene.socket.heardOf("like");
  assert.deepEqual(again, first);
  scene.socket.say(ack(again, "done"));
  assert.equal(await answer, "done");
});

test("commands queue while there is no connection, typing does not", async () => {
  const scene = stage();
  scene.client.connect();
  assert.deepEqual(
    [scene.client.send("like", { activity_id: 1 }), scene.client.send("typing_start")],
    [true, false],
  );
  scene.socket.welcome();
  assert.deepEqual(
    scene.socket.heard.map((frame) => frame.type),
    ["like"],
  );
});

test("a queued command that expired is told", async () => {
  const scene = stage({ queueExpiryMs: 1000 });
  scene.client.connect();
  scene.client.send("like", { activity_id: 1 });
  await scene.clock.advance(1000);
  scene.socket.welcome();
  assert.deepEqual(
    scene.told.unsent.map(({ type, reason }) => [type, reason]),
    [["like", "EXPIRED"]],
  );
});

test("the limits of the welcome count", () => {
  const scene = stage();
  scene.client.connect();
  scene.socket.welcome(0, { limits: { ...WELCOME.limits, frame_bytes: 150 } });
  assert.throws(() => scene.client.send("note", { text: "x".repeat(150) }), { code: "INVALID_MESSAGE" });
});

test("a right that ends while we watch is told, and the channel is not asked for again", async () => {
  const scene = stage();
  const ended = [];
  scene.client.on("unsubscribed", ({ channel }) => ended.push(channel));
  scene.goLive();
  scene.client.subscribe("activity:1");
  const details = { channel: "activity:1" };
  scene.socket.say({ type: "error", payload: { code: "CHANNEL_NOT_FOUND", message: "No.", details } });
  assert.deepEqual(ended, ["activity:1"]);
  assert.equal(scene.told.events.filter((frame) => frame.type === "error").length, 0);
  scene.socket.drop(1006);
  await scene.clock.advance(1000);
  scene.socket.welcome();
  assert.equal(scene.socket.heardOf("subscribe").length, 0);
});

test("a channel is asked for and left once, and over the long poll too", async () => {
  const scene = stage();
  scene.goLive();
  for (const channel of ["a", "a"]) scene.client.subscribe(channel);
  for (const channel of ["a", "a", "never"]) scene.client.unsubscribe(channel);
  assert.deepEqual(
    scene.socket.heard.map((frame) => [frame.type, frame.payload.channel]),
    [
      ["subscribe", "a"],
      ["unsubscribe", "a"],
    ],
  );
  const polling = stage();
  polling.client.subscribe("a");
  await polling.goPolling();
  polling.requests[0].answer([], 0);
  await polling.clock.advance(0);
  polling.client.unsubscribe("a");
  await polling.clock.advance(10_000);
  const posts = polling.requests.filter((request) => request.method === "POST");
  assert.deepEqual(
    posts.flatMap((request) => request.body.messages.map((each) => [each.type, each.payload.channel])),
    [
      ["subscribe", "a"],
      ["unsubscribe", "a"],
    ],
  );
});

test("a connection lost amid a long queue leaves the rest for the next one, and only its timer", async () => {
  const scene = stage();
  scene.client.connect();
  for (let index = 0; index < 80; index += 1) scene.client.send("like", { activity_id: index });
  scene.socket.welcome();
  assert.equal(scene.socket.heardOf("like").length, 50);
  scene.socket.drop(1006);
  assert.equal(scene.clock.pending, 1);
  await scene.clock.advance(500);
  scene.socket.welcome();
  const rest = scene.socket.heardOf("like").map((frame) => frame.payload.activity_id);
  assert.deepEqual([rest.length, rest[0], rest.at(-1)], [30, 50, 79]);
});
