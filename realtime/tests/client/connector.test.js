/** @file Is there always a connection, or a next try? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Connector } from "../../static/realtime/connector.js";
import { FakeClock } from "./fake_clock.js";

/** A connector over transports that the test moves; `random` is 1, so every wait is the longest. */
function connecting({ canPoll = true, random = () => 1 } = {}) {
  const clock = new FakeClock();
  const links = [];
  const told = [];
  const make = (kind, handlers) => {
    const link = { kind, ...handlers, isClosed: false, probes: 0, unsent: [] };
    links.push(link);
    return {
      open: () => {},
      send: () => true,
      probe: () => (link.probes += 1),
      close: () => {
        link.isClosed = true;
        return link.unsent;
      },
    };
  };
  const connector = new Connector(
    { make, canPoll, random, timers: clock, position: () => null },
    {
      onReady: (kind) => told.push(`ready ${kind}`),
      onFrame: (frame) => told.push(`frame ${frame.type}`),
      onReached: () => told.push("reached"),
      onUnsent: (frames) => frames.length > 0 && told.push(`unsent ${frames.length}`),
      onDown: ({ code }, ms) => told.push(`down ${code} ${ms}`),
      onClosed: ({ code }) => told.push(`closed ${code}`),
    },
  );
  connector.start();
  const fail = (code = 1006, retryAfterMs = 0) => links.at(-1).onClose({ code, reason: "", retryAfterMs });
  const failUntilPolling = async () => {
    for (let index = 0; index < 10; index += 1) {
      fail();
      await clock.advance(clock.next);
    }
  };
  return { clock, links, told, connector, fail, failUntilPolling };
}

const WELCOME = { id: "w", type: "welcome", payload: {} };

test("failed tries wait longer and longer, and never end", async () => {
  const { clock, told, fail, links } = connecting({ canPoll: false });
  for (let index = 0; index < 60; index += 1) {
    fail();
    await clock.advance(clock.next);
  }
  const waits = told.map((each) => Number(each.split(" ")[2]));
  assert.deepEqual(waits.slice(0, 7), [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  assert.equal(links.length, 61);
  assert.ok(links.every((link) => link.kind === "socket"));
});

test("a connection that lasted is followed by a quick try, one that did not is a failure", async () => {
  const { clock, told, fail, links } = connecting();
  fail();
  await clock.advance(1000);
  links[1].onReady(WELCOME);
  await clock.advance(4999);
  fail();
  await clock.advance(2000);
  links[2].onReady(WELCOME);
  await clock.advance(5000);
  fail();
  const downs = told.filter((each) => each.startsWith("down"));
  assert.deepEqual(downs, ["down 1006 1000", "down 1006 2000", "down 1006 1000"]);
});

test("codes that say stay away end it; those that say come back do not", async () => {
  for (const code of [4500, 4501, 4503, 4504, 4509, 4512]) {
    const { clock, told, links, fail } = connecting();
    fail(code);
    await clock.advance(600_000);
    assert.deepEqual([told, links.length, clock.pending], [[`closed ${code}`], 1, 0]);
  }
  for (const code of [1006, 1012, 4401, 4408]) {
    const { clock, links, fail } = connecting();
    fail(code);
    await clock.advance(1000);
    assert.equal(links.length, 2);
  }
});

test("a full server is left alone for up to 30 s at once", () => {
  const { told, fail } = connecting();
  fail(4413);
  assert.deepEqual(told, ["down 4413 30000"]);
});

test("after 10 failures in a row it polls, and probes the socket beside that", async () => {
  const { clock, links, told, failUntilPolling } = connecting();
  await failUntilPolling();
  assert.deepEqual(
    links.slice(-2).map((link) => link.kind),
    ["socket", "poll"],
  );
  links.at(-1).onReady(null);
  assert.equal(told.at(-1), "ready poll");
  await clock.advance(30_000);
  assert.deepEqual([links.length, links.at(-1).kind], [12, "socket"]);
});

test("a probe that fails is repeated and disturbs nothing", async () => {
  const { clock, links, told, failUntilPolling } = connecting();
  await failUntilPolling();
  links.at(-1).onReady(null);
  const before = told.length;
  for (let index = 0; index < 5; index += 1) {
    await clock.advance(30_000);
    links.at(-1).onClose({ code: 1006, reason: "", retryAfterMs: 0 });
  }
  assert.deepEqual([links.length, told.length], [16, before]);
});

test("the socket takes over with its welcome: the poll is closed and what it held is handed on", async () => {
  const { clock, links, told, failUntilPolling } = connecting();
  await failUntilPolling();
  const poll = links.at(-1);
  poll.onReady(null);
  poll.unsent.push({ id: "a", type: "like", payload: {} });
  await clock.advance(30_000);
  const probe = links.at(-1);
  probe.onFrame({ id: "x", type: "too_early", payload: {} });
  probe.onReady(WELCOME);
  poll.onFrame({ id: "x", type: "too_late", payload: {} });
  probe.onFrame({ id: "x", type: "in_time", payload: {} });
  assert.equal(poll.isClosed, true);
  assert.deepEqual(told.slice(-4), ["ready poll", "unsent 1", "ready socket", "frame in_time"]);
  assert.equal(clock.pending, 0);
});

test("a probe that is told to stay away ends everything", async () => {
  const { clock, links, told, failUntilPolling } = connecting();
  await failUntilPolling();
  links.at(-1).onReady(null);
  await clock.advance(30_000);
  links.at(-1).onClose({ code: 4504, reason: "", retryAfterMs: 0 });
  assert.deepEqual([told.at(-1), links.at(-2).isClosed, clock.pending], ["closed 4504", true, 0]);
});

test("a poll that fails is tried again, as a poll, not before Retry-After", async () => {
  const { clock, links, told, failUntilPolling } = connecting({ random: () => 0 });
  await failUntilPolling();
  const poll = links.filter((link) => link.kind === "poll").at(-1);
  poll.onClose({ code: 1006, reason: "", retryAfterMs: 12_000 });
  assert.equal(told.at(-1), "down 1006 12000");
  await clock.advance(12_000);
  assert.equal(links.filter((link) => link.kind === "poll").length, 2);
});

test("without an address to poll it goes on with sockets", async () => {
  const { links, failUntilPolling } = connecting({ canPoll: false });
  await failUntilPolling();
  assert.equal(links.at(-1).kind, "socket");
});

test("waking tries at once, once a second at most, and never beside a try", async () => {
  const { clock, connector, links, fail } = connecting();
  connector.wake();
  assert.equal(links.length, 1);
  await clock.advance(5000);
  fail();
  connector.wake();
  assert.equal(links.length, 2);
  fail();
  connector.wake();
  assert.equal(links.length, 2);
  await clock.advance(1000);
  connector.wake();
  assert.equal(links.length, 3);
  await clock.advance(60_000);
  assert.equal(links.length, 3);
});

test("waking does not undercut what the server asked for", async () => {
  const { clock, connector, links, fail } = connecting();
  fail(1006, 20_000);
  await clock.advance(10_000);
  connector.wake();
  assert.equal(links.length, 1);
});

test("waking asks a live connection for a sign of life, and a poll's probe to try now", async () => {
  const { clock, connector, links, failUntilPolling } = connecting();
  await failUntilPolling();
  links.at(-1).onReady(null);
  await clock.advance(2000);
  connector.wake();
  assert.deepEqual([links.at(-2).probes, links.at(-1).kind], [1, "socket"]);
});

test("a named time of return: the connection goes on until then, and comes back then", async () => {
  const { clock, connector, links, told } = connecting();
  links[0].onReady(WELCOME);
  connector.planRestart(3000);
  await clock.advance(2999);
  links[0].onFrame({ id: "x", type: "still", payload: {} });
  assert.equal(links.length, 1);
  await clock.advance(1);
  assert.deepEqual([links[0].isClosed, links.length], [true, 2]);
  assert.deepEqual(told, ["ready socket", "frame still", "down 1012 0"]);
});

test("a connection that closes before the named time waits for it, and is no failure", async () => {
  const { clock, connector, links, told, fail } = connecting();
  links[0].onReady(WELCOME);
  connector.planRestart(3000);
  await clock.advance(1000);
  fail(1012);
  connector.wake();
  assert.equal(told.at(-1), "down 1012 2000");
  await clock.advance(2000);
  assert.equal(links.length, 2);
  fail();
  assert.equal(told.at(-1), "down 1006 1000");
});

test("a restart ends a connection that is of no use", async () => {
  const { clock, connector, links, told } = connecting();
  links[0].onReady(WELCOME);
  connector.restart();
  assert.deepEqual([links[0].isClosed, told.at(-1)], [true, "down 1006 1000"]);
  await clock.advance(1000);
  assert.equal(links.length, 2);
});

test("stopped, it closes what is open and leaves no timer", async () => {
  const { clock, connector, links, failUntilPolling } = connecting();
  await failUntilPolling();
  links.at(-1).onReady(null);
  await clock.advance(30_000);
  connector.stop();
  assert.deepEqual([links.slice(-2).map((link) => link.isClosed), clock.pending], [[true, true], 0]);
  connector.wake();
  assert.equal(connector.send({ id: "1", type: "like", payload: {} }), false);
});
