/** @file Does the long poll ask rightly and politely? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Pace } from "../../static/realtime/pace.js";
import { FakeClock } from "./fake_clock.js";
import { entry } from "./fake_fetch.js";
import { ack, like, polling } from "./poll_stage.js";

test("a poll names the position and how long it waits: the first not at all", async () => {
  const { clock, requests } = polling();
  await clock.advance(0);
  const { method, address, headers } = requests[0];
  assert.equal(method, "GET");
  assert.deepEqual(Object.fromEntries(address.searchParams), {
    epoch: "e1",
    last_poll_id: "7",
    timeout: "0",
  });
  assert.equal(headers["X-Extra"], "1");
  requests[0].answer([], 7);
  await clock.advance(2100);
  assert.equal(requests[1].address.searchParams.get("timeout"), "30");
});

test("without a position the poll names none", async () => {
  const { clock, requests } = polling(null);
  await clock.advance(0);
  assert.deepEqual([...requests[0].address.searchParams.keys()], ["timeout"]);
});

test("it is ready with its first answer, then tells frames and where they ended", async () => {
  const { clock, requests, told } = polling();
  await clock.advance(0);
  assert.deepEqual(told, []);
  requests[0].answer([entry(8), { nonsense: 1 }, entry(9)], 9);
  await clock.advance(0);
  const frames = [
    ["frame", "friend_activity", 8],
    ["frame", "friend_activity", 9],
  ];
  assert.deepEqual(told, [["ready", null], ...frames, ["reached", 9]]);
});

test("the next poll starts 2.1 s after the last start, from the new place", async () => {
  const { clock, requests } = polling();
  await clock.advance(0);
  requests[0].answer([entry(8)], 8);
  await clock.advance(2099);
  assert.equal(requests.length, 1);
  await clock.advance(1);
  assert.deepEqual([requests.length, requests[1].from], [2, 8]);
});

test("a poll that follows another one keeps the distance", async () => {
  const clock = new FakeClock();
  const pace = new Pace(clock);
  const first = polling(undefined, clock, pace);
  await clock.advance(0);
  first.made.close();
  const second = polling(undefined, clock, pace);
  await clock.advance(2099);
  assert.equal(second.requests.length, 0);
  await clock.advance(1);
  assert.equal(second.requests.length, 1);
});

test("when there is more, it asks at once, unless nothing moved", async () => {
  const { clock, requests } = polling();
  await clock.advance(0);
  requests[0].answer([entry(8)], 8, { has_more: true });
  await clock.advance(0);
  assert.equal(requests.length, 2);
  requests[1].answer([], 8, { has_more: true });
  await clock.advance(2000);
  assert.equal(requests.length, 2);
});

test("a busy minute has fewer than 30 polls", async () => {
  const { clock, requests, made } = polling();
  for (let second = 0; second < 60; second += 1) {
    made.send(like(`like-${second}`));
    for (const request of requests) request.answer([], 7);
    await clock.advance(1000);
  }
  assert.ok(requests.length >= 20 && requests.length < 30, `${requests.length}`);
});

test("401 and 403 end it for good", async () => {
  for (const status of [401, 403]) {
    const { clock, requests, told } = polling();
    await clock.advance(0);
    requests[0].respond(status, { detail: "No." });
    await clock.advance(60_000);
    assert.deepEqual([told, requests.length], [[["close", 4501, 0]], 1]);
  }
});

test("a fault of the server or of the network ends it so that it may come back", async () => {
  const unavailable = polling();
  const broken = polling();
  const garbled = polling();
  for (const { clock } of [unavailable, broken, garbled]) await clock.advance(0);
  unavailable.requests[0].respond(503, {}, { "Retry-After": "9" });
  broken.requests[0].reject(new TypeError("network"));
  garbled.requests[0].respond(200, { hello: 1 });
  for (const { clock } of [unavailable, broken, garbled]) await clock.advance(0);
  assert.deepEqual(unavailable.told, [["close", 1006, 9000]]);
  assert.deepEqual(broken.told, [["close", 1006, 0]]);
  assert.deepEqual(garbled.told, [["close", 1006, 0]]);
});

test("a poll that hangs is ended by us", async () => {
  const { clock, requests, told } = polling();
  await clock.advance(45_000);
  assert.equal(requests[0].signal.aborted, true);
  assert.deepEqual([told, clock.pending], [[["close", 1006, 0]], 0]);
});

test("an answer from before a new numbering brings acks only", async () => {
  const { made, clock, requests, told, place } = polling();
  await clock.advance(0);
  made.send(like("a"));
  await clock.advance(2100);
  place.now = { epoch: "e2", seq: 3 };
  requests[1].answer([ack("a"), entry(8)], 8);
  await clock.advance(0);
  assert.deepEqual(told, [
    ["ready", null],
    ["frame", "ack", "a"],
  ]);
});
test("an owner that closes it amid an answer hears no more", async () => {
  const { made, clock, requests, told } = polling();
  await clock.advance(0);
  const push = told.push.bind(told);
  told.push = (each) => {
    if (each[2] === 8) made.close();
    return push(each);
  };
  requests[0].answer([entry(8), entry(9)], 9);
  await clock.advance(60_000);
  assert.deepEqual(
    [...told],
    [
      ["ready", null],
      ["frame", "friend_activity", 8],
    ],
  );
});

test("a second answer does not make it ready again", async () => {
  const { clock, requests, told } = polling();
  await clock.advance(0);
  requests[0].answer([], 7);
  await clock.advance(2100);
  requests[1].answer([], 7);
  await clock.advance(0);
  assert.deepEqual(told, [
    ["ready", null],
    ["reached", 7],
    ["reached", 7],
  ]);
});
