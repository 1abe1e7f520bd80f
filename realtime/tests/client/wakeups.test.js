/** @file Is the browser heard when it says that a try could succeed? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { listenForWakeups } from "../../static/realtime/wakeups.js";
import { FakePage } from "./stage.js";

function listening() {
  const page = new FakePage();
  const told = [];
  const handlers = { wake: () => told.push("wake"), lost: () => told.push("lost") };
  return { page, told, stop: listenForWakeups(page, handlers) };
}

test("online, pageshow, a look at the page and its thawing wake; offline is told", () => {
  const { page, told } = listening();
  page.goOffline();
  page.goOnline();
  page.window.dispatchEvent(new Event("pageshow"));
  page.look();
  page.document.dispatchEvent(new Event("resume"));
  assert.deepEqual(told, ["lost", "wake", "wake", "wake", "wake"]);
});

test("a page that is hidden wakes nobody", () => {
  const { page, told } = listening();
  page.document.visibilityState = "hidden";
  page.look();
  assert.deepEqual(told, []);
});

test("after the stop nothing is heard", () => {
  const { page, told, stop } = listening();
  stop();
  page.goOnline();
  page.look();
  assert.deepEqual(told, []);
});

test("outside a browser there is nothing to hear", () => {
  assert.equal(listenForWakeups(null, { wake() {}, lost() {} })(), undefined);
});
