/** @file Is there always a connection, or a next try? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { WELCOME, connecting } from "./fake_links.js";

test("failed tries wait longer and longer, and never end", async () => {
  const { clock, told, fail, links } = connecting({ pollUrl: null });
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

test("a second named time replaces the first", async () => {
  const { clock, connector, links } = connecting();
  links[0].onReady(WELCOME);
  connector.planRestart(3000);
  connector.planRestart(9000);
  await clock.advance(8999);
  assert.deepEqual([links.length, links[0].isClosed], [1, false]);
  await clock.advance(1);
  assert.equal(links.length, 2);
});

test("between two tries nothing can be sent", () => {
  const { connector, links, fail } = connecting();
  links[0].onReady(WELCOME);
  const like = { id: "1", type: "like", payload: {} };
  assert.equal(connector.send(like), true);
  fail();
  assert.equal(connector.send(like), false);
});

test("started again, it begins with the socket, with short waits, bound by nothing", async () => {
  const { clock, connector, links, told, fail, failUntilPolling } = connecting();
  await failUntilPolling();
  connector.stop();
  connector.start();
  assert.equal(links.at(-1).kind, "socket");
  fail(1006, 50_000);
  connector.stop();
  connector.start();
  links.at(-1).onReady(WELCOME);
  connector.planRestart(90_000);
  connector.stop();
  connector.start();
  fail();
  assert.equal(told.at(-1), "down 1006 1000");
  const before = links.length;
  await clock.advance(1000);
  fail();
  await clock.advance(1500);
  connector.wake();
  assert.equal(links.length, before + 2);
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
test("a connection that lasted makes the count of failures begin again", async () => {
  const { clock, links, fail } = connecting();
  for (let index = 0; index < 20; index += 1) {
    if (index === 9) {
      links.at(-1).onReady(WELCOME);
      await clock.advance(5000);
    }
    if (links.at(-1).kind === "poll") break;
    fail();
    await clock.advance(clock.next);
  }
  assert.equal(
    links.findIndex((link) => link.kind === "poll"),
    20,
  );
});
