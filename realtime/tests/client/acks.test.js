/** @file Does every command that asks get one answer? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Acks, failureIn } from "../../static/realtime/acks.js";
import { CommandError } from "../../static/realtime/command_error.js";
import { makeFrame } from "../../static/realtime/frames.js";
import { FakeClock } from "./fake_clock.js";

function asking() {
  const clock = new FakeClock();
  const late = [];
  const acks = new Acks(clock, (id) => late.push(id));
  return { acks, clock, late, frame: makeFrame("like", { activity_id: 1 }, true) };
}

const ack = (id, payload) => ({ id: "x", type: "ack", ack_id: id, payload: { ack_id: id, ...payload } });

test("a success resolves with the result", async () => {
  const { acks, clock, frame } = asking();
  const answer = acks.add(frame, 1000);
  assert.equal(acks.settle(ack(frame.id, { success: true, error: null, result: { likes: 3 } })), true);
  assert.deepEqual(await answer, { likes: 3 });
  assert.equal(clock.pending, 0);
});

test("a refusal rejects with the server's code, message and details", async () => {
  const { acks, frame } = asking();
  const answer = acks.add(frame, 1000);
  acks.settle(
    ack(frame.id, { success: false, error: { code: "NOT_FOUND", message: "No.", details: { a: 1 } } }),
  );
  await assert.rejects(answer, {
    name: "CommandError",
    code: "NOT_FOUND",
    message: "No.",
    details: { a: 1 },
  });
});

test("an error frame that names the command rejects it", async () => {
  const { acks, frame } = asking();
  const answer = acks.add(frame, 1000);
  acks.settle({
    id: "x",
    type: "error",
    ack_id: frame.id,
    payload: { code: "RATE_LIMITED", message: "Slow." },
  });
  await assert.rejects(answer, { code: "RATE_LIMITED" });
});

test("an answer that does not come in time rejects and is told", async () => {
  const { acks, clock, frame, late } = asking();
  const answer = acks.add(frame, 1000);
  acks.markSent(frame.id);
  const refused = assert.rejects(answer, { code: "TIMEOUT" });
  await clock.advance(999);
  assert.deepEqual(late, []);
  await clock.advance(1);
  await refused;
  assert.deepEqual(late, [frame.id]);
});

test("an answer nobody waits for is not ours", () => {
  const { acks } = asking();
  assert.equal(acks.settle(ack("unknown", { success: true })), false);
  assert.equal(acks.settle({ id: "", type: "error", payload: {} }), false);
});

test("only what was sent and not answered is sent again, oldest first", async () => {
  const { acks, frame } = asking();
  const [second, third] = [makeFrame("like", {}, true), makeFrame("like", {}, true)];
  const answers = [frame, second, third].map((each) => acks.add(each, 1000));
  acks.markSent(frame.id);
  acks.markSent(third.id);
  assert.deepEqual(
    acks.unanswered().map((each) => each.id),
    [frame.id, third.id],
  );
  acks.settle(ack(frame.id, { success: true }));
  assert.deepEqual(acks.unanswered(), [third]);
  acks.failAll(new CommandError("CLOSED", "Over."));
  const ends = await Promise.allSettled(answers);
  assert.deepEqual(
    ends.map((end) => end.status),
    ["fulfilled", "rejected", "rejected"],
  );
});

test("a refusal without a reason is an internal error", () => {
  const error = failureIn({ id: "", type: "ack", payload: { success: false, error: null } });
  assert.deepEqual([error.code, error.message], ["INTERNAL_ERROR", "The command failed."]);
});
