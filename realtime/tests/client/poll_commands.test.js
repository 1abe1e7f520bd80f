/** @file Do commands travel beside the long poll, and is none lost? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { entry } from "./fake_fetch.js";
import { ack, like, polling } from "./poll_stage.js";

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

test("commands that the server will not read are refused one by one, not sent for ever", async () => {
  const { made, clock, requests, told, frames } = polling();
  await clock.advance(0);
  made.send(like("a"));
  made.send({ id: "b", type: "note", payload: {} });
  await clock.advance(2100);
  requests[1].respond(413, { code: "too_large", detail: "Too large." });
  await clock.advance(60_000);
  assert.deepEqual(told.slice(0, 2), [
    ["frame", "ack", "a"],
    ["frame", "error", undefined],
  ]);
  assert.equal(frames[0].payload.error.code, "too_large");
  assert.deepEqual(frames[1].payload, { code: "too_large", message: "Too large.", details: {} });
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

test("a fault of the server, and a poll that is no good, end it; neither refuses a command", async () => {
  for (const [status, answers] of [
    [500, "POST"],
    [400, "GET"],
  ]) {
    const { made, clock, requests, told } = polling();
    await clock.advance(0);
    made.send(like("a"));
    await clock.advance(2100);
    requests.find((request) => request.method === answers).respond(status, {});
    await clock.advance(0);
    assert.deepEqual(told, [["close", 1006, 0]]);
    assert.equal(made.close()[0].id, "a");
  }
});

test("of many commands each post carries as many as the server takes, and only so many wait", async () => {
  const { made, clock, requests } = polling();
  await clock.advance(0);
  const taken = Array.from({ length: 150 }, (_, index) => made.send(like(`${index}`)));
  assert.equal(taken.filter(Boolean).length, 100);
  await clock.advance(2100);
  assert.equal(requests.at(-1).body.messages.length, 20);
});

test("a heartbeat that asks for an answer is worth a poll", async () => {
  const { made, clock, requests } = polling();
  await clock.advance(0);
  assert.equal(made.send({ id: "h", type: "heartbeat", payload: {}, ack_id: "h" }), true);
  await clock.advance(2100);
  assert.equal(requests.at(-1).body.messages[0].type, "heartbeat");
});
