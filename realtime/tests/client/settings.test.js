/** @file What does a client do when little is said? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { settingsFrom } from "../../static/realtime/settings.js";

const URLS = { socketUrl: "https://a.example/ws", pollUrl: null };

test("fixed headers and tokens, and those asked for each time, are the same to us", async () => {
  const fixed = settingsFrom({ ...URLS, headers: { A: "1" }, csrfToken: "t" });
  const asked = settingsFrom({ ...URLS, headers: () => ({ A: "1" }), csrfToken: () => "t" });
  for (const settings of [fixed, asked])
    assert.deepEqual([await settings.headers(), settings.csrfToken()], [{ A: "1" }, "t"]);
});

test("an access token speaks for the socket and for each poll, and is asked for each time", async () => {
  let asked = 0;
  const settings = settingsFrom({ ...URLS, headers: { A: "1" }, token: () => `t${(asked += 1)}` });
  assert.equal(await settings.credential(), "bearer.t1");
  assert.deepEqual(await settings.headers(), { A: "1", Authorization: "Bearer t2" });
});

test("a ticket speaks for the socket only, and without one the cookie does", async () => {
  const settings = settingsFrom({ ...URLS, ticket: async () => "once" });
  assert.deepEqual([await settings.credential(), await settings.headers()], ["ticket.once", {}]);
  assert.equal(settingsFrom(URLS).credential, undefined);
});

test("a client that may neither open a socket nor poll is a mistake", () => {
  assert.throws(() => settingsFrom({ socketUrl: null, pollUrl: null }), TypeError);
});

test("a position that is none asks for a snapshot", () => {
  const bad = [null, undefined, {}, { epoch: "", seq: 1 }, { epoch: "e", seq: "1" }, { epoch: "e", seq: -1 }];
  assert.deepEqual(
    bad.map((position) => settingsFrom({ ...URLS, position }).position),
    bad.map(() => null),
  );
  assert.deepEqual(settingsFrom({ ...URLS, position: { epoch: "e", seq: 0 } }).position, {
    epoch: "e",
    seq: 0,
  });
});

test("an address that cannot be one is refused at once, not tried for ever", () => {
  assert.throws(() => settingsFrom({ ...URLS, socketUrl: "/ws" }), TypeError);
  assert.throws(() => settingsFrom({ ...URLS, pollUrl: "/poll" }), TypeError);
});

test("outside a browser there is no page, and time is the system's", () => {
  const settings = settingsFrom(URLS);
  assert.equal(settings.page, null);
  assert.ok(Math.abs(settings.timers.now() - Date.now()) < 1000);
});

test("a fault in a listener is thrown where nobody catches it", async () => {
  const fault = new Error("mine");
  const thrown = new Promise((resolve) => {
    process.setUncaughtExceptionCaptureCallback(resolve);
  });
  settingsFrom(URLS).reportError(fault);
  assert.equal(await thrown, fault);
  process.setUncaughtExceptionCaptureCallback(null);
});
