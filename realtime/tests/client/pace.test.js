/** @file Are there fewer than 30 polls in every minute? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Pace } from "../../static/realtime/pace.js";
import { FakeClock } from "./fake_clock.js";

function pacing() {
  const clock = new FakeClock();
  const begin = clock.now();
  const starts = [];
  const pace = new Pace(clock);
  const take = (atOnce) => pace.turn(atOnce).then(() => starts.push(clock.now() - begin));
  return { clock, pace, starts, take };
}

test("the first poll starts at once, the next 2.1 s after it", async () => {
  const { clock, starts, take } = pacing();
  take();
  take();
  await clock.advance(10_000);
  assert.deepEqual(starts, [0, 2100]);
});

test("several that wait get a place each", async () => {
  const { clock, starts, take } = pacing();
  for (let index = 0; index < 100; index += 1) take();
  await clock.advance(60_000);
  assert.equal(starts.length, 29);
  assert.deepEqual(starts.slice(0, 3), [0, 2100, 4200]);
});

test("a gap is counted from the last start, not from the last end", async () => {
  const { clock, starts, take } = pacing();
  take();
  await clock.advance(30_000);
  take();
  await clock.advance(0);
  assert.deepEqual(starts, [0, 30_000]);
});

test("when there is more, the next poll starts at once", async () => {
  const { clock, starts, take } = pacing();
  take();
  await clock.advance(10);
  take(true);
  await clock.advance(0);
  assert.deepEqual(starts, [0, 10]);
});

test("a Retry-After holds everything, also what has a place already, and lets go one by one", async () => {
  const { clock, pace, starts, take } = pacing();
  take();
  take();
  await clock.advance(10);
  pace.hold(20_000);
  take(true);
  await clock.advance(20_000);
  assert.deepEqual(starts, [0, 20_010]);
  await clock.advance(2100);
  assert.deepEqual(starts, [0, 20_010, 22_110]);
});

test("after the stop nothing starts and no timer is left", async () => {
  const { clock, pace, starts, take } = pacing();
  take();
  take();
  pace.stop();
  await clock.advance(60_000);
  assert.deepEqual([starts, clock.pending], [[0], 0]);
});
