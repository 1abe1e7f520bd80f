/** @file Is the console's log bounded, and text only? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { FrameLog } from "../../static/realtime/frame_log.js";

/** The part of an element that the log may use: anything that parses HTML is missing. */
class FakeElement {
  children = [];
  className = "";
  textContent = "";

  get ownerDocument() {
    return { createElement: () => new FakeElement() };
  }

  hidden = false;

  append(child) {
    this.children.push(child);
  }

  prepend(child) {
    this.children.unshift(child);
    child.remove = () => this.children.splice(this.children.indexOf(child), 1);
  }

  replaceChildren() {
    this.children = [];
  }
}

const traffic = (text) => ({
  direction: "in",
  frame: { id: "1", type: "message", payload: { text }, seq: 4 },
});

test("a frame is shown as text, whatever it holds", () => {
  const list = new FakeElement();
  new FrameLog(list).add(traffic("<img src=x onerror=alert(1)>"));
  const [head, body] = list.children[0].children;
  assert.equal(list.children[0].className, "console-row console-in");
  assert.match(head.textContent, /received message #4$/);
  assert.ok(body.textContent.includes("<img src=x onerror=alert(1)>"));
});

test("a command has no number and was sent", () => {
  const list = new FakeElement();
  new FrameLog(list).add({ direction: "out", frame: { id: "1", type: "like", payload: {} } });
  assert.match(list.children[0].children[0].textContent, /sent like$/);
});

test("the newest row is first and the oldest leaves", () => {
  const list = new FakeElement();
  const log = new FrameLog(list, 3);
  for (const text of ["a", "b", "c", "d"]) log.note(text);
  const titles = list.children.map((row) => row.children[0].textContent.slice(-1));
  assert.deepEqual(titles, ["d", "c", "b"]);
});

test("the log can be cleared", () => {
  const list = new FakeElement();
  const log = new FrameLog(list);
  log.note("a");
  log.clear();
  assert.deepEqual([list.children, log.text], [[], ""]);
});

test("the filter shows the rows that hold its text, also those that come later, and the copy holds these", () => {
  const list = new FakeElement();
  const log = new FrameLog(list);
  log.note("status live");
  log.add(traffic("Hello"));
  log.filter(" HELLO ");
  log.add(traffic("goodbye"));
  log.add(traffic("hello again"));
  assert.deepEqual(list.children.map((row) => row.hidden), [false, true, false, true]);
  assert.deepEqual(log.text.split("\n").map((line) => JSON.parse(line.slice(line.indexOf("{"))).payload.text), [
    "Hello",
    "hello again",
  ]);
  log.filter("");
  assert.ok(list.children.every((row) => !row.hidden));
});

test("while paused it collects the newest, and shows them when it goes on", () => {
  const list = new FakeElement();
  const log = new FrameLog(list, 3);
  log.note("a");
  log.pause(true);
  for (const text of ["b", "c", "d", "e"]) log.note(text);
  assert.deepEqual([list.children.length, log.waiting], [1, 3]);
  log.pause(false);
  const titles = list.children.map((row) => row.children[0].textContent.slice(-1));
  assert.deepEqual([titles, log.waiting], [["e", "d", "c"], 0]);
});
