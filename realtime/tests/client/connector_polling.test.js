/** @file Does it poll when sockets fail, and climb back? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { WELCOME, connecting } from "./fake_links.js";

test("after 10 failures in a row it polls, and probes the socket beside that", async () => {
  const { clock, links, told, failUntilPolling } = connecting();
  await failUntilPolling();
  assert.deepEqual(
    links.slice(-2).map((link) => link.kind),
    ["socket", "poll"],
  );
  links.at(-1).onReady(null);
  assert.equal(told.at(-1), "ready poll");
  await clock.advance(29_999);
  assert.equal(links.length, 11);
  await clock.advance(1);
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
  poll.onReached({ epoch: "e1", seq: 1 });
  poll.onReady(null);
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
  const { links, failUntilPolling } = connecting({ pollUrl: null });
  await failUntilPolling();
  assert.equal(links.at(-1).kind, "socket");
});

test("waking asks a live connection for a sign of life, and a poll's probe to try now", async () => {
  const { clock, connector, links, failUntilPolling } = connecting();
  await failUntilPolling();
  links.at(-1).onReady(null);
  await clock.advance(2000);
  connector.wake();
  assert.deepEqual([links.at(-2).probes, links.at(-1).kind], [1, "socket"]);
});

test("a probe started by waking is the only one", async () => {
  const { clock, connector, links, failUntilPolling } = connecting();
  await failUntilPolling();
  links.at(-1).onReady(null);
  await clock.advance(2000);
  connector.wake();
  await clock.advance(2000);
  connector.wake();
  await clock.advance(120_000);
  assert.equal(links.length, 12);
});

test("a socket that comes back while the poll waits for its next try ends the waiting", async () => {
  const { clock, links, told, failUntilPolling } = connecting();
  await failUntilPolling();
  const poll = links.at(-1);
  poll.onReady(null);
  await clock.advance(30_000);
  poll.onClose({ code: 1006, reason: "", retryAfterMs: 60_000 });
  links.at(-1).onReady(WELCOME);
  assert.deepEqual([told.at(-1), clock.pending], ["ready socket", 0]);
});

test("a socket that took over and fails at once is followed by the poll without a long wait", async () => {
  const { clock, connector, links, told, fail, failUntilPolling } = connecting();
  await failUntilPolling();
  links.at(-1).onReady(null);
  connector.planRestart(200_000);
  await clock.advance(30_000);
  links.at(-1).onReady(WELCOME);
  fail();
  assert.equal(told.at(-1), "down 1006 1000");
  await clock.advance(1000);
  assert.equal(links.at(-1).kind, "poll");
  links.at(-1).onReady(null);
  await clock.advance(30_000);
  assert.equal(links.at(-1).kind, "socket");
});
