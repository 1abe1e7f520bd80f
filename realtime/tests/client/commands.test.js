/** @file Does a command reach the server once, and its answer the caller? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Commands } from "../../static/realtime/commands.js";
import { FakeClock } from "./fake_clock.js";

function commanding({ queue = {} } = {}) {
  const clock = new FakeClock();
  const wire = { isOpen: false, sent: [] };
  const unsent = [];
  const transmit = (frame) => wire.isOpen && wire.sent.push(frame) > 0;
  const commands = new Commands({ timers: clock, queue, transmit, onUnsent: (each) => unsent.push(each) });
  const open = (first = []) => {
    wire.isOpen = true;
    commands.begin(first);
  };
  const cut = () => {
    wire.isOpen = false;
    commands.pause();
  };
  const types = () => wire.sent.map((frame) => frame.type);
  return { clock, wire, unsent, commands, open, cut, types };
}

const success = (id, result) => ({ id: "x", type: "ack", ack_id: id, payload: { success: true, result } });

test("commands wait for a connection and leave in order", () => {
  const { commands, open, types } = commanding();
  for (const type of ["a", "b", "c"]) assert.equal(commands.send(type, {}), true);
  open();
  commands.send("d", {});
  assert.deepEqual(types(), ["a", "b", "c", "d"]);
});

test("typing and heartbeats never wait", () => {
  const { commands, open, types } = commanding();
  assert.deepEqual(
    ["typing_start", "typing_stop", "heartbeat"].map((type) => commands.send(type, {})),
    [false, false, false],
  );
  open();
  assert.equal(commands.send("typing_start", {}), true);
  assert.deepEqual(types(), ["typing_start"]);
});

test("a full queue refuses the newest command and says so", async () => {
  const { commands, unsent } = commanding({ queue: { most: 1 } });
  commands.send("a", {});
  assert.equal(commands.send("b", { n: 1 }), false);
  assert.deepEqual(
    unsent.map(({ type, payload, reason }) => [type, payload, reason]),
    [["b", { n: 1 }, "QUEUE_FULL"]],
  );
  await assert.rejects(commands.request("c", {}, 1000), { code: "QUEUE_FULL" });
});

test("what waited too long is told, or rejected, and not sent", async () => {
  const { commands, clock, unsent, open, types } = commanding();
  commands.send("a", {});
  const answer = assert.rejects(commands.request("b", {}, 90_000), { code: "EXPIRED" });
  await clock.advance(60_000);
  open();
  await answer;
  assert.deepEqual([types(), unsent.map((each) => each.reason)], [[], ["EXPIRED"]]);
});

test("a command that timed out while waiting is never sent", async () => {
  const { commands, clock, open, types } = commanding();
  const answer = assert.rejects(commands.request("a", {}, 5000), { code: "EXPIRED" });
  await clock.advance(5000);
  await answer;
  open();
  assert.deepEqual(types(), []);
});

test("a command without an answer is sent again, with the same id, before the queue", async () => {
  const { commands, wire, open, cut, types } = commanding();
  open();
  const answer = commands.request("like", {}, 5000);
  cut();
  commands.send("later", {});
  open([{ id: "s", type: "subscribe", payload: {} }]);
  assert.deepEqual(types(), ["like", "subscribe", "like", "later"]);
  assert.equal(wire.sent[0].id, wire.sent[2].id);
  commands.settle(success(wire.sent[0].id, { likes: 1 }));
  assert.deepEqual(await answer, { likes: 1 });
  cut();
  open();
  assert.equal(types().length, 4);
});

test("a queued command that asks for an answer is sent once", () => {
  const { commands, open, types } = commanding();
  commands.request("like", {}, 5000);
  open();
  assert.deepEqual(types(), ["like"]);
});

test("what a lost connection did not deliver is queued again, unless it is known from its answer", () => {
  const { commands, wire, open, cut, types } = commanding();
  open();
  commands.send("a", {});
  commands.request("b", {}, 5000);
  cut();
  commands.requeue([...wire.sent]);
  open();
  assert.deepEqual(types(), ["a", "b", "b", "a"]);
});

test("a long queue leaves at half the server's pace, and new commands behind it", async () => {
  const { commands, clock, open, types, wire } = commanding();
  commands.heed({ messages_per_second: 20 });
  for (let index = 0; index < 25; index += 1) commands.send(`old${index}`, {});
  open();
  commands.send("new", {});
  assert.equal(types().length, 10);
  await clock.advance(1000);
  assert.equal(types().length, 20);
  await clock.advance(1000);
  assert.deepEqual([types().length, types().at(-1), wire.sent.length], [26, "new", 26]);
  assert.equal(clock.pending, 0);
});

test("what only one connection had to hear is not said to the next", async () => {
  const { commands, clock, open, cut, types } = commanding();
  commands.heed({ messages_per_second: 2 });
  const subscribe = (id) => ({ id, type: `subscribe ${id}`, payload: {} });
  open([subscribe("a"), subscribe("b")]);
  cut();
  assert.equal(clock.pending, 0);
  open([subscribe("c"), subscribe("d")]);
  open([subscribe("e")]);
  await clock.advance(5000);
  assert.deepEqual(types(), ["subscribe a", "subscribe c", "subscribe e"]);
});

test("what cannot be queued again is told", () => {
  const { commands, unsent } = commanding({ queue: { most: 1 } });
  const frame = (id) => ({ id, type: "like", payload: {} });
  commands.requeue([frame("a"), frame("b")]);
  assert.deepEqual(
    unsent.map((each) => each.id),
    ["b"],
  );
});

test("the end rejects what waits for an answer and forgets the queue", async () => {
  const { commands, clock, open, types } = commanding();
  commands.heed({ messages_per_second: 2 });
  const answer = assert.rejects(commands.request("a", {}, 5000), { code: "CLOSED", message: "Over." });
  for (const type of ["b", "c"]) commands.send(type, {});
  open();
  commands.stop("Over.");
  await answer;
  assert.equal(clock.pending, 0);
  open();
  assert.deepEqual([types(), clock.pending], [["a"], 0]);
});

test("what cannot be a frame is refused before it can cut the connection", async () => {
  const { commands } = commanding();
  commands.heed({ frame_bytes: 200 });
  const bytesAround = JSON.stringify({ id: "x".repeat(32), type: "note", payload: { text: "" } }).length;
  assert.equal(commands.send("note", { text: "x".repeat(200 - bytesAround) }), true);
  assert.throws(() => commands.send("note", { text: "x".repeat(201 - bytesAround) }));
  const wrong = { name: "CommandError", code: "INVALID_MESSAGE" };
  assert.throws(() => commands.send("note", { text: "x".repeat(200) }), wrong);
  assert.throws(() => commands.send("", {}), wrong);
  assert.throws(() => commands.send("note", [1]), wrong);
  await assert.rejects(commands.request("note", null, 1000), wrong);
});

test("a thousand commands may wait for an answer, and no more", async () => {
  const { commands, open } = commanding();
  open();
  const answers = Array.from({ length: 1000 }, () => commands.request("a", {}, 1000));
  await assert.rejects(commands.request("a", {}, 1000), { code: "QUEUE_FULL" });
  commands.stop("over");
  for (const each of await Promise.allSettled(answers)) assert.equal(each.status, "rejected");
});
