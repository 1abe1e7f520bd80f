/** @file Does the long poll ask rightly, politely, and lose no command? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Pace } from "../../static/realtime/pace.js";
import { PollTransport } from "../../static/realtime/poll_transport.js";
import { FakeClock } from "./fake_clock.js";
import { entry, fakeFetch } from "./fake_fetch.js";

function polling(start = { epoch: "e1", seq: 7 }, clock = new FakeClock(), pace = new Pace(clock)) {
  const { fetch, requests } = fakeFetch();
  const told = [];
  const place = { now: start };
  const made = new PollTransport(
    {
      fetch,
      url: "https://a.example/poll",
      headers: () => ({ "X-Extra": "1" }),
      csrfToken: () => "token-1",
      timers: clock,
      pace,
    },
    {
      onReady: (welcome) => told.push(["ready", welcome]),
      onFrame: (frame) => told.push(["frame", frame.type, frame.seq ?? frame.ack_id]),
      onReached: (position) => {
        place.now = position;
        told.push(["reached", position.seq]);
      },
      onClose: ({ code, retryAfterMs }) => told.push(["close", code, retryAfterMs]),
    },
  );
  made.open(() => place.now);
  return { made, clock, requests, told, place };
}

const like = (id) => ({ id, type: "like", payload: { activity_id: 1 }, ack_id: id });
const ack = (id) => ({ id: "x", type: "ack", ack_id: id, payload: { success: true } });

test("a poll names the position and how long it waits", async () => {
  const { clock, requests } = polling();
  await clock.advance(0);
  const { method, address, headers } = requests[0];
  assert.equal(method, "GET");
  assert.deepEqual(Object.fromEntries(address.searchParams), {
    epoch: "e1",
    last_poll_id: "7",
    timeout: "30",
  });
  assert.equal(headers["X-Extra"], "1");
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

test("commands go out beside the waiting poll, with the CSRF token", async () => {
  const { made, clock, requests, told } = polling();
  await clock.advance(0);
  assert.equal(made.send(like("a")), true);
  await clock.advance(1000);
  made.send(like("b"));
  await clock.advance(1100);
  const [, post] = requests;
  assert.deepEqual([post.method, post.headers["X-CSRFToken"]], ["POST", "token-1"]);
  assert.deepEqual(post.body, { epoch: "e1", last_poll_id: 7, timeout: 0, messages: [like("a"), like("b")] });
  post.answer([ack("a"), ack("b"), entry(8)], 8);
  await clock.advance(0);
  assert.deepEqual(told.slice(1, 4), [
    ["frame", "ack", "a"],
    ["frame", "ack", "b"],
    ["frame", "friend_activity", 8],
  ]);
  await clock.advance(20_000);
  assert.deepEqual([requests.length, requests[0].signal.aborted], [2, false]);
});

test("typing is not worth a poll", () => {
  assert.equal(polling().made.send({ id: "1", type: "typing_start", payload: {} }), false);
});

test("429 waits as long as Retry-After says, stays open, and keeps the command", async () => {
  const { made, clock, requests, told } = polling();
  await clock.advance(0);
  made.send(like("a"));
  await clock.advance(2100);
  requests[1].respond(429, {}, { "Retry-After": "20" });
  await clock.advance(19_900);
  assert.deepEqual([requests.length, told], [2, []]);
  await clock.advance(200);
  assert.deepEqual(requests[2].body.messages, [like("a")]);
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

test("commands that the server will not read are refused one by one, not sent for ever", async () => {
  const { made, clock, requests, told } = polling();
  await clock.advance(0);
  made.send(like("a"));
  made.send({ id: "b", type: "note", payload: {} });
  await clock.advance(2100);
  requests[1].respond(413, { code: "too_large", detail: "Too large." });
  await clock.advance(60_000);
  assert.deepEqual(
    told.slice(0, 2).map((each) => each.slice(0, 2)),
    [
      ["frame", "ack"],
      ["frame", "error"],
    ],
  );
  assert.equal(requests.filter((request) => request.method === "POST").length, 1);
});

test("what was not delivered is handed back when it closes", async () => {
  const { made, clock, requests, told } = polling();
  await clock.advance(0);
  made.send(like("a"));
  await clock.advance(2100);
  made.send(like("b"));
  assert.deepEqual(
    made.close().map((frame) => frame.id),
    ["a", "b"],
  );
  assert.equal(
    requests.every((request) => request.signal.aborted),
    true,
  );
  await clock.advance(0);
  assert.equal(clock.pending, 0);
  await clock.advance(60_000);
  assert.deepEqual([told, requests.length, clock.pending], [[], 2, 0]);
});

test("a command that was delivered is not handed back, and the next one goes out", async () => {
  const { made, clock, requests } = polling();
  await clock.advance(0);
  made.send(like("a"));
  await clock.advance(2100);
  requests[1].answer([ack("a")], 7);
  await clock.advance(0);
  made.send(like("b"));
  await clock.advance(2100);
  assert.deepEqual(
    requests.slice(1).map((request) => request.body.messages.map((message) => message.id)),
    [["a"], ["b"]],
  );
  assert.deepEqual(
    made.close().map((frame) => frame.id),
    ["b"],
  );
});

test("closed at the moment of the question or of the answer, it neither asks nor tells", async () => {
  const early = polling();
  early.made.close();
  await early.clock.advance(60_000);
  assert.equal(early.requests.length, 0);
  const late = polling();
  await late.clock.advance(0);
  late.requests[0].answer([entry(8)], 8);
  late.made.close();
  await late.clock.advance(60_000);
  assert.deepEqual(late.told, []);
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
