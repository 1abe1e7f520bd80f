/** @file Is a dead connection noticed, and a quiet one left alone? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Heartbeat } from "../../static/realtime/heartbeat.js";
import { FakeClock } from "./fake_clock.js";

function beating() {
  const clock = new FakeClock();
  const told = [];
  const handlers = { beat: () => told.push("beat"), onDead: () => told.push("dead") };
  const heartbeat = new Heartbeat(clock, handlers);
  heartbeat.start({ beatMs: 30_000, deadMs: 90_000 });
  return { clock, told, heartbeat };
}

const count = (told, what) => told.filter((each) => each === what).length;

test("it beats every 30 s", async () => {
  const { clock, told, heartbeat } = beating();
  for (let minute = 0; minute < 5; minute += 1) {
    await clock.advance(60_000);
    heartbeat.heard();
  }
  assert.equal(count(told, "beat"), 10);
  assert.equal(count(told, "dead"), 0);
});

test("90 s of silence are death, 89 s are not", async () => {
  const { clock, told, heartbeat } = beating();
  await clock.advance(50_000);
  heartbeat.heard();
  await clock.advance(89_999);
  assert.equal(count(told, "dead"), 0);
  await clock.advance(1);
  assert.equal(count(told, "dead"), 1);
});

test("a probe asks at once and waits 10 s only", async () => {
  const { clock, told, heartbeat } = beating();
  await clock.advance(1000);
  heartbeat.probe();
  assert.deepEqual(told, ["beat"]);
  await clock.advance(10_000);
  assert.deepEqual(told, ["beat", "dead"]);
});

test("a probe that is answered changes nothing", async () => {
  const { clock, told, heartbeat } = beating();
  await clock.advance(1000);
  heartbeat.probe();
  await clock.advance(500);
  heartbeat.heard();
  await clock.advance(20_000);
  assert.equal(count(told, "dead"), 0);
});

test("a second start begins anew, and beats once", async () => {
  const { clock, told, heartbeat } = beating();
  await clock.advance(89_000);
  heartbeat.start({ beatMs: 30_000, deadMs: 90_000 });
  told.length = 0;
  await clock.advance(89_999);
  assert.deepEqual(told, ["beat", "beat"]);
});

test("an answer in the moment of the probe counts", async () => {
  const { clock, told, heartbeat } = beating();
  await clock.advance(1000);
  heartbeat.probe();
  heartbeat.heard();
  await clock.advance(15_000);
  assert.equal(count(told, "dead"), 0);
});

test("a probe amid another asks nothing and gives no more time; later ones do", async () => {
  const { clock, told, heartbeat } = beating();
  heartbeat.probe();
  await clock.advance(9000);
  heartbeat.probe();
  heartbeat.heard();
  await clock.advance(1000);
  assert.deepEqual(told, ["beat"]);
  heartbeat.probe();
  await clock.advance(10_000);
  assert.deepEqual(told, ["beat", "beat", "dead"]);
  heartbeat.stop();
  heartbeat.probe();
  assert.equal(count(told, "beat"), 3);
});

test("after the stop no timer is left", () => {
  const { clock, heartbeat } = beating();
  heartbeat.probe();
  heartbeat.stop();
  assert.equal(clock.pending, 0);
});

test("a timer that fires late has slept: the connection is asked for a sign of life", async () => {
  const clock = new FakeClock();
  const told = [];
  let slept = 0;
  const timers = { ...clock, now: () => clock.now() + slept };
  const heartbeat = new Heartbeat(timers, { beat: () => told.push("beat"), onDead: () => told.push("dead") });
  heartbeat.start({ beatMs: 30_000, deadMs: 900_000 });
  slept = 60_000;
  await clock.advance(30_000);
  assert.deepEqual(told, ["beat"]);
  await clock.advance(10_000);
  assert.deepEqual(told, ["beat", "dead"]);
});
