/** @file Is what is missing asked for, once at a time, and for how long? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Position } from "../../static/realtime/position.js";
import { Recovery } from "../../static/realtime/recovery.js";
import { FakeClock } from "./fake_clock.js";

function recovering(start = { epoch: "e1", seq: 4 }) {
  const clock = new FakeClock();
  const position = new Position(start);
  const told = [];
  const recovery = new Recovery(clock, position, {
    ask: () => told.push(`ask ${position.seq}`),
    giveUp: () => told.push("give up"),
    onBehind: (missed) => told.push(`behind ${missed}`),
    onCaughtUp: () => told.push("caught up"),
  });
  const apply = (seq) => {
    position.take({ id: "", type: "x", payload: {}, seq });
    recovery.progressed();
  };
  return { clock, position, recovery, told, apply };
}

test("a gap is asked for from our position, and ends when it is filled", () => {
  const { recovery, told, apply, clock } = recovering();
  recovery.missing(7);
  apply(5);
  apply(6);
  assert.deepEqual(told, ["behind 3", "ask 4"]);
  apply(7);
  assert.deepEqual(told.at(-1), "caught up");
  assert.deepEqual([recovery.isWaiting, clock.pending], [false, 0]);
});

test("one question at a time: later frames of the same gap ask nothing", () => {
  const { recovery, told } = recovering();
  for (const seq of [7, 8, 9]) recovery.missing(seq);
  assert.deepEqual(told, ["behind 3", "ask 4"]);
});

test("a hole in the answer is asked for at once", () => {
  const { recovery, told, apply } = recovering();
  recovery.missing(9);
  apply(5);
  recovery.missing(7);
  recovery.missing(8);
  assert.deepEqual(told, ["behind 5", "ask 4", "ask 5"]);
});

test("an answer whose beginning was lost is asked for again at once, but not for ever", () => {
  const { recovery, told } = recovering();
  recovery.missing(7);
  recovery.missing(6);
  assert.deepEqual(told, ["behind 3", "ask 4"]);
  for (let answer = 0; answer < 20; answer += 1) recovery.missing(7);
  assert.equal(told.length, 7);
});

test("an unanswered question is repeated for 8 s, less and less often, and then given up", async () => {
  const { recovery, told, clock } = recovering();
  recovery.missing(7);
  await clock.advance(7999);
  assert.deepEqual(told, ["behind 3", "ask 4", "ask 4", "ask 4", "ask 4", "ask 4"]);
  await clock.advance(1);
  assert.equal(told.at(-1), "give up");
});

test("every entry renews the patience", async () => {
  const { recovery, told, apply, clock } = recovering();
  recovery.missing(20);
  for (let seq = 5; seq < 20; seq += 1) {
    await clock.advance(450);
    apply(seq);
  }
  assert.deepEqual(told, ["behind 16", "ask 4"]);
});

test("what the server sends by itself is not asked for until it stops for 4 s", async () => {
  const { recovery, told, apply, clock } = recovering();
  recovery.expect(8);
  await clock.advance(3900);
  apply(5);
  await clock.advance(3900);
  assert.deepEqual(told, ["behind 4"]);
  await clock.advance(100);
  assert.deepEqual(told, ["behind 4", "ask 5"]);
});

test("a server that was to send and is silent is asked after 4 s, or given up after 10 s", async () => {
  const missed = recovering();
  missed.recovery.expect(8);
  await missed.clock.advance(3999);
  assert.deepEqual(missed.told, ["behind 4"]);
  await missed.clock.advance(1);
  assert.deepEqual(missed.told, ["behind 4", "ask 4"]);
  const fresh = recovering(null);
  fresh.recovery.expect(null);
  await fresh.clock.advance(9999);
  assert.deepEqual(fresh.told, ["behind null"]);
  await fresh.clock.advance(1);
  assert.deepEqual(fresh.told, ["behind null", "give up"]);
});

test("entries that come meanwhile are waited for too", () => {
  const { recovery, told, apply } = recovering();
  recovery.missing(7);
  recovery.missing(9);
  for (const seq of [5, 6, 7, 8]) apply(seq);
  assert.equal(told.includes("caught up"), false);
  apply(9);
  assert.equal(told.at(-1), "caught up");
});

test("an answer that stops is asked for again after half a second, with full patience", async () => {
  const { recovery, told, apply, clock } = recovering();
  recovery.missing(20);
  await clock.advance(7000);
  apply(5);
  await clock.advance(500);
  assert.equal(told.at(-1), "ask 5");
  await clock.advance(7499);
  assert.equal(told.includes("give up"), false);
});

test("where nothing is missing nothing is told", () => {
  const { recovery, told, apply, clock } = recovering();
  apply(5);
  recovery.settled();
  recovery.gotSnapshot();
  assert.deepEqual([told, clock.pending], [[], 0]);
});

test("a snapshot that reaches as far as we waited for ends the waiting", () => {
  const { recovery, told, position } = recovering();
  recovery.missing(7);
  position.forwardTo({ epoch: "e1", seq: 6 });
  recovery.gotSnapshot();
  assert.equal(told.includes("caught up"), false);
  position.forwardTo({ epoch: "e1", seq: 7 });
  recovery.gotSnapshot();
  assert.equal(told.at(-1), "caught up");
});

test("a new beginning has full patience and asks at once", async () => {
  const { recovery, told, clock } = recovering();
  recovery.missing(7);
  await clock.advance(7000);
  recovery.expect(9);
  recovery.missing(8);
  assert.deepEqual(told.slice(-2), ["behind 5", "ask 4"]);
  await clock.advance(7999);
  assert.equal(told.includes("give up"), false);
  recovery.stop();
  recovery.missing(7);
  await clock.advance(7999);
  assert.equal(told.includes("give up"), false);
});

test("without a position there is nothing to ask: the snapshot has 10 s", async () => {
  const { recovery, told, clock } = recovering(null);
  recovery.missing(7);
  await clock.advance(9999);
  assert.deepEqual(told, ["behind null"]);
  await clock.advance(1);
  assert.deepEqual(told, ["behind null", "give up"]);
});

test("a snapshot ends the waiting for one", () => {
  const { recovery, told, position } = recovering(null);
  recovery.expect(null);
  position.forwardTo({ epoch: "e1", seq: 3 });
  recovery.gotSnapshot();
  assert.deepEqual(told, ["behind null", "caught up"]);
});

test("after the stop nothing is asked", async () => {
  const { recovery, told, clock } = recovering();
  recovery.missing(7);
  recovery.stop();
  await clock.advance(60_000);
  assert.deepEqual(told, ["behind 3", "ask 4"]);
});
