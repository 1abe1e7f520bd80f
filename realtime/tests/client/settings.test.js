/** @file What does a client do when little is said? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { settingsFrom } from "../../static/realtime/settings.js";

const URLS = { socketUrl: "https://a.example/ws", pollUrl: null };

test("fixed headers and tokens, and those asked for each time, are the same to us", () => {
  const fixed = settingsFrom({ ...URLS, headers: { A: "1" }, csrfToken: "t" });
  const asked = settingsFrom({ ...URLS, headers: () => ({ A: "1" }), csrfToken: () => "t" });
  for (const settings of [fixed, asked])
    assert.deepEqual([settings.headers(), settings.csrfToken()], [{ A: "1" }, "t"]);
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
