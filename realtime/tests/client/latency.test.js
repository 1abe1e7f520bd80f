/** @file Is the round trip measured from the frames that pass? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Latency } from "../../static/realtime/latency.js";

const out = (id) => ({ direction: "out", frame: { id, type: "like", payload: {}, ack_id: id } });
const back = (id) => ({ direction: "in", frame: { id: "x", type: "ack", payload: {}, ack_id: id } });

function measuring() {
  const clock = { now: 0 };
  return { clock, latency: new Latency(() => clock.now) };
}

test("from a command to its ack, and once", () => {
  const { clock, latency } = measuring();
  assert.equal(latency.measure(out("a")), null);
  clock.now = 12;
  assert.deepEqual([latency.measure(back("a")), latency.measure(back("a"))], [12, null]);
});

test("what asks for no answer, and an answer to nothing, measure nothing", () => {
  const { latency } = measuring();
  assert.equal(latency.measure({ direction: "in", frame: { id: "1", type: "message", payload: {} } }), null);
  assert.equal(latency.measure(back("unknown")), null);
});

test("answers that never come are forgotten", () => {
  const { latency } = measuring();
  for (let index = 0; index < 1000; index += 1) latency.measure(out(`${index}`));
  assert.deepEqual([latency.measure(back("0")), latency.measure(back("999"))], [null, 0]);
});
