/** @file Do commands wait in order, within bounds? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../../static/realtime/outbox.js";
import { FakeClock } from "./fake_clock.js";

const frame = (id) => ({ id, type: "like", payload: {} });

function outbox(bounds) {
  const clock = new FakeClock();
  const expired = [];
  return { clock, expired, box: new Outbox(clock, (each) => expired.push(each.id), bounds) };
}

function drained(box, count = 1000) {
  const ids = [];
  box.drain(count, ({ id }) => ids.push(id) > 0);
  return ids;
}

test("what waits leaves in order", () => {
  const { box } = outbox();
  for (const id of ["a", "b", "c"]) box.add(frame(id));
  assert.deepEqual(drained(box), ["a", "b", "c"]);
  assert.equal(box.isEmpty, true);
});

test("the hundred-and-first command is refused and the others stay", () => {
  const { box } = outbox();
  const taken = Array.from({ length: 101 }, (_, index) => box.add(frame(`${index}`)));
  assert.deepEqual([taken.filter(Boolean).length, taken.at(-1)], [100, false]);
  assert.equal(drained(box)[0], "0");
});

test("what waits for 60 s is told and not sent", async () => {
  const { box, clock, expired } = outbox();
  box.add(frame("old"));
  await clock.advance(30_000);
  box.add(frame("young"));
  await clock.advance(30_000);
  assert.deepEqual([drained(box), expired], [["young"], ["old"]]);
});

test("what expired takes no room", async () => {
  const { box, clock, expired } = outbox({ most: 1 });
  box.add(frame("old"));
  await clock.advance(60_000);
  assert.deepEqual([box.add(frame("young")), expired], [true, ["old"]]);
});

test("a drain takes no more than asked for, and stops when sending fails", () => {
  const { box } = outbox();
  for (const id of ["a", "b", "c"]) box.add(frame(id));
  assert.deepEqual(drained(box, 2), ["a", "b"]);
  box.drain(5, () => false);
  assert.deepEqual(drained(box), ["c"]);
});

test("repeats go first, do not count, do not expire, and end with the connection", async () => {
  const { box, clock, expired } = outbox({ most: 1 });
  box.repeatFirst([frame("r1"), frame("r2")]);
  assert.equal(box.add(frame("a")), true);
  assert.deepEqual(drained(box, 1), ["r1"]);
  await clock.advance(120_000);
  assert.deepEqual(drained(box, 1), ["r2"]);
  assert.deepEqual(expired, ["a"]);
  box.repeatFirst([frame("r3")]);
  box.forgetRepeats();
  assert.equal(box.isEmpty, true);
});

test("a command can be taken back, and all can be forgotten", () => {
  const { box } = outbox();
  for (const id of ["a", "b", "c"]) box.add(frame(id));
  box.remove("b");
  assert.deepEqual(drained(box, 1), ["a"]);
  box.clear();
  assert.deepEqual(drained(box), []);
});
