/** @file Is the state of the connection told once, by the right name? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { ConnectionStatus } from "../../static/realtime/connection_status.js";
import { FakePage } from "./stage.js";

function telling(page = new FakePage()) {
  const changes = [];
  return { page, changes, status: new ConnectionStatus(page, (change) => changes.push(change)) };
}

const LOST = { code: 1006, reason: "", retryAfterMs: 0 };

test("a change is told once", () => {
  const { status, changes } = telling();
  status.set({ status: "live" });
  status.set({ status: "live" });
  assert.deepEqual(changes, [{ status: "live" }]);
});

test("a new try is told with its delay and a sentence", () => {
  const { status, changes } = telling();
  status.down(LOST, 700);
  const message = "The connection was lost.";
  assert.deepEqual(changes, [{ status: "reconnecting", retryInMs: 700, code: 1006, message, reason: "" }]);
});

test("waiting is called offline while the browser says so", () => {
  const { status, changes, page } = telling();
  status.down(LOST, 700);
  page.navigator.onLine = false;
  status.lookAgain();
  page.navigator.onLine = true;
  status.lookAgain();
  assert.deepEqual(
    changes.map((change) => change.status),
    ["reconnecting", "offline", "reconnecting"],
  );
  assert.equal(changes[1].retryInMs, 700);
});

test("a live connection stays live whatever the browser says", () => {
  const { status, page } = telling();
  status.set({ status: "live" });
  page.navigator.onLine = false;
  status.lookAgain();
  assert.equal(status.name, "live");
});

test("closed says why", () => {
  const { status, changes } = telling(null);
  status.closed({ code: 4504, reason: "bye", retryAfterMs: 0 });
  assert.deepEqual(changes, [{ status: "closed", code: 4504, message: "You signed out.", reason: "bye" }]);
});
