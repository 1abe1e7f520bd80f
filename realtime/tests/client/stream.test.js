/** @file Does each frame of the stream reach the page once, in order? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Stream } from "../../static/realtime/stream.js";
import { FakeClock } from "./fake_clock.js";

function streaming(start = { epoch: "e1", seq: 4 }) {
  const told = [];
  const stream = new Stream(start, new FakeClock(), {
    ask: () => told.push("ask"),
    giveUp: () => told.push("give up"),
    onBehind: (missed) => told.push(`behind ${missed}`),
    onCaughtUp: () => told.push("caught up"),
  });
  return { stream, told };
}

const entry = (seq, id = `event-${seq}`) => ({ id, type: "notification", payload: {}, seq });
const welcome = (seq, epoch = "e1") => ({ id: "w", type: "welcome", payload: { epoch, seq } });
const snapshot = (seq, epoch = "e1") => ({ id: "s", type: "social_data", payload: {}, epoch, seq });

const shownOf = (stream, seqs) => seqs.map((seq) => stream.take(entry(seq)).map((each) => each.seq));

test("entries are shown once, in order", () => {
  const { stream, told } = streaming();
  assert.deepEqual(shownOf(stream, [5, 5, 6, 4]), [[5], [], [6], []]);
  assert.deepEqual(told, []);
});

test("what comes too early is shown after what was missing, once", () => {
  const { stream, told } = streaming();
  assert.deepEqual(shownOf(stream, [5, 8, 7, 6, 7, 8]), [[5], [], [], [6, 7, 8], [], []]);
  assert.deepEqual(told, ["behind 3", "ask", "caught up"]);
});

test("a skip that came too early is taken in its turn", () => {
  const { stream } = streaming();
  stream.take({ id: "k", type: "skip", payload: { from: 6 }, seq: 8 });
  stream.take(entry(9));
  assert.deepEqual(
    stream.take(entry(5)).map((each) => each.seq),
    [5, 9],
  );
  assert.equal(stream.position.seq, 9);
});

test("of a thousand entries that come too early some are kept, and none is lost or doubled", () => {
  const { stream } = streaming();
  const seqs = Array.from({ length: 1000 }, (_, index) => index + 6);
  assert.deepEqual(shownOf(stream, seqs).flat(), []);
  const shown = shownOf(stream, [5, ...seqs]).flat();
  assert.deepEqual(shown, [5, ...seqs]);
});

test("what came too early of an old numbering is not shown in the new one", () => {
  const { stream } = streaming();
  stream.take(entry(7));
  stream.resync({
    id: "r",
    type: "resync_required",
    payload: { reason: "epoch_changed", epoch: "e2", seq: 5 },
  });
  assert.deepEqual(
    stream.take(entry(6, "new-6")).map((each) => each.id),
    ["new-6"],
  );
});

test("a skip moves on and shows nothing", () => {
  const { stream } = streaming();
  assert.deepEqual(stream.take({ id: "k", type: "skip", payload: { from: 5 }, seq: 8 }), []);
  assert.equal(stream.position.seq, 8);
});

test("the same event under a second number moves on and is not shown again", () => {
  const { stream } = streaming();
  assert.deepEqual([stream.take(entry(5, "same")).length, stream.take(entry(6, "same")).length], [1, 0]);
  assert.equal(stream.position.seq, 6);
});

test("a frame without a number is shown once by its id and moves nothing", () => {
  const { stream } = streaming();
  const typing = { id: "t", type: "typing_start", payload: {} };
  assert.deepEqual([stream.take(typing), stream.take(typing)], [[typing], []]);
  assert.equal(stream.position.seq, 4);
});

test("a welcome tells how many entries are missed", () => {
  const { stream, told } = streaming();
  stream.begin(welcome(10));
  assert.deepEqual([told, stream.isBehind], [["behind 6"], true]);
});

test("a welcome at our own place misses nothing", () => {
  const { stream, told } = streaming();
  stream.begin(welcome(4));
  assert.deepEqual([told, stream.isBehind], [[], false]);
});

test("a welcome of another numbering waits for the resync and then for its snapshot's place", () => {
  const { stream, told } = streaming();
  stream.begin(welcome(2, "e2"));
  stream.resync({
    id: "r",
    type: "resync_required",
    payload: { reason: "epoch_changed", epoch: "e2", seq: 2 },
  });
  assert.deepEqual(told, ["behind null", "caught up"]);
  stream.snapshot(snapshot(3, "e2"));
  assert.deepEqual(stream.position, { epoch: "e2", seq: 3 });
});

test("a resync that comes late or twice takes nothing back, unless we are ahead of the server", () => {
  const { stream } = streaming();
  const resync = (reason, seq) => ({
    id: "r",
    type: "resync_required",
    payload: { reason, epoch: "e1", seq },
  });
  assert.equal(stream.resync(resync("too_old", 9)), true);
  assert.equal(stream.resync(resync("too_old", 9)), false);
  assert.equal(stream.position.seq, 9);
  assert.equal(stream.resync(resync("ahead", 3)), true);
  assert.equal(stream.position.seq, 3);
});

test("a new connection forgets the gap of the last one, and what came too early on it", () => {
  const { stream } = streaming();
  stream.take(entry(7, "withdrawn meanwhile"));
  stream.begin(welcome(4));
  assert.equal(stream.isBehind, false);
  stream.take({ id: "k", type: "skip", payload: { from: 6 }, seq: 7 });
  assert.deepEqual(
    stream.take(entry(5)).map((each) => each.seq),
    [5],
  );
});

test("what came too early of an old numbering is not shown after a snapshot of the new one", () => {
  const { stream } = streaming();
  stream.take(entry(7, "old"));
  stream.snapshot(snapshot(5, "e2"));
  assert.deepEqual(
    stream.take(entry(6, "new")).map((each) => each.id),
    ["new"],
  );
});

test("a snapshot of our numbering keeps what came too early", () => {
  const { stream } = streaming();
  stream.take(entry(7));
  stream.snapshot(snapshot(5));
  assert.deepEqual(
    stream.take(entry(6)).map((each) => each.seq),
    [6, 7],
  );
});

test("what came early and was overtaken takes no room", () => {
  const { stream } = streaming({ epoch: "e1", seq: 0 });
  for (let seq = 2; seq < 1000; seq += 2) {
    stream.take(entry(seq));
    stream.take({ id: `s${seq}`, type: "skip", payload: { from: seq - 1 }, seq });
  }
  stream.take(entry(1000));
  assert.deepEqual(
    stream.take(entry(999)).map((each) => each.seq),
    [999, 1000],
  );
});

test("a resync that names no place waits for the snapshot; a snapshot without a place moves nothing", () => {
  const { stream, told } = streaming();
  assert.equal(stream.resync({ id: "r", type: "resync_required", payload: { reason: "too_old" } }), true);
  assert.deepEqual([stream.position, told], [null, ["behind null"]]);
  assert.equal(stream.snapshot({ id: "s", type: "social_data", payload: {} }), "fresh");
  assert.equal(stream.position, null);
  stream.snapshot(snapshot(9));
  assert.deepEqual(told, ["behind null", "caught up"]);
});

test("without a position the snapshot gives one", () => {
  const { stream, told } = streaming(null);
  stream.begin(welcome(9));
  stream.snapshot(snapshot(9));
  assert.deepEqual([stream.position.seq, told], [9, ["behind null", "caught up"]]);
  assert.equal(stream.take(entry(10)).length, 1);
});

test("a snapshot of another numbering is a resync, even if nobody said so", () => {
  const { stream } = streaming();
  assert.deepEqual([stream.snapshot(snapshot(9)), stream.snapshot(snapshot(2, "e2"))], ["fresh", "resync"]);
  assert.deepEqual(stream.position, { epoch: "e2", seq: 2 });
});

test("an older snapshot is stale and does not move us back: nothing is taken back or shown twice", () => {
  const { stream } = streaming();
  assert.equal(stream.snapshot(snapshot(2)), "stale");
  assert.deepEqual(stream.take(entry(3)), []);
  assert.equal(stream.snapshot(snapshot(4)), "fresh");
});

test("entries of a new numbering are not measured by the old one", () => {
  const { stream } = streaming({ epoch: "e1", seq: 0 });
  stream.begin(welcome(0, "e2"));
  assert.deepEqual(stream.take(entry(1)), []);
  stream.snapshot(snapshot(0, "e2"));
  assert.deepEqual(stream.take(entry(1)).length, 1);
});

test("the poll's place is taken, but not over a gap", () => {
  const { stream } = streaming();
  stream.reached({ epoch: "e1", seq: 6 });
  assert.equal(stream.position.seq, 6);
  stream.take(entry(9));
  stream.reached({ epoch: "e1", seq: 9 });
  assert.equal(stream.position.seq, 6);
});
