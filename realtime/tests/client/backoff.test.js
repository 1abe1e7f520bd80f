/** @file Does a client wait as long as it should? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Backoff, retryAfterMs } from "../../static/realtime/backoff.js";

const NOW = Date.parse("2025-01-01T00:00:00Z");

test("the longest wait doubles from 1 s to 30 s and stays there", () => {
  const backoff = new Backoff(() => 1);
  const waits = Array.from({ length: 8 }, () => backoff.next());
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test("the jitter is full: a wait may be nothing at all", () => {
  const backoff = new Backoff(() => 0);
  assert.deepEqual([backoff.next(), backoff.next(), backoff.next()], [0, 0, 0]);
});

test("the server's Retry-After is never undercut", () => {
  const backoff = new Backoff(() => 0.1);
  assert.equal(backoff.next(12_000), 12_000);
});

test("a reset begins with a short wait again", () => {
  const backoff = new Backoff(() => 1);
  backoff.next();
  backoff.next();
  backoff.reset();
  assert.equal(backoff.next(), 1000);
});

test("a full server is given the whole 30 s at once", () => {
  const backoff = new Backoff(() => 1);
  backoff.slow();
  assert.equal(backoff.next(), 30_000);
});

test("Retry-After is read as seconds and as a date", () => {
  assert.equal(retryAfterMs("7", NOW), 7000);
  assert.equal(retryAfterMs("Wed, 01 Jan 2025 00:00:09 GMT", NOW), 9000);
});

test("a Retry-After that says nothing, or lies in the past, asks for no wait", () => {
  const headers = [null, "", "soon", "Tue, 31 Dec 2024 00:00:00 GMT"];
  assert.deepEqual(
    headers.map((each) => retryAfterMs(each, NOW)),
    [0, 0, 0, 0],
  );
});

test("a Retry-After of a year becomes an hour", () => {
  assert.equal(retryAfterMs("31536000", NOW), 3_600_000);
});
