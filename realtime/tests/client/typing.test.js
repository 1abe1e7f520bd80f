/** @file Is typing told while it goes on, and forgotten when nobody says it ended? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { TypingPeople } from "../../static/realtime/typing_people.js";
import { TypingSignal } from "../../static/realtime/typing_signal.js";
import { stage } from "./stage.js";

const bob = { id: 2, name: "Bob" };

function watching() {
  const scene = stage();
  const told = [];
  const typing = new TypingPeople(scene.client, (conversation, users) => told.push([conversation, users]), scene.clock);
  scene.goLive();
  const say = (type, payload) => scene.socket.say({ type, payload: { conversation_id: 7, ...payload } });
  return { scene, told, typing, say };
}

test("who types is told once, and forgotten 5 s after the last word of it", async () => {
  const { scene, told, typing, say } = watching();
  say("typing_start", { user: bob });
  await scene.clock.advance(4000);
  say("typing_start", { user: bob });
  await scene.clock.advance(4999);
  assert.deepEqual([told, typing.in(7), typing.in(8)], [[[7, [bob]]], [bob], []]);
  await scene.clock.advance(1);
  assert.deepEqual([told.at(-1), typing.in(7)], [[7, []], []]);
});

test("who stops is forgotten at once, whichever way the frame names them", () => {
  for (const who of [{ user: bob }, { user_id: 2 }]) {
    const { told, say } = watching();
    say("typing_start", { user: bob });
    say("typing_stop", who);
    assert.deepEqual(told.at(-1), [7, []]);
  }
});

test("it is bounded, and a stop leaves no timer", () => {
  const { scene, typing, say } = watching();
  const others = scene.clock.pending;
  for (let id = 1; id <= 300; id += 1) say("typing_start", { user: { id } });
  assert.deepEqual([typing.in(7).length, typing.in(7)[0].id], [200, 101]);
  typing.stop();
  say("typing_start", { user: bob });
  assert.deepEqual([typing.in(7), scene.clock.pending], [[], others]);
});

function pressing() {
  const scene = stage();
  scene.goLive();
  const signal = new TypingSignal(scene.client, 7, scene.clock);
  return { scene, signal, said: () => scene.socket.heard.map((frame) => frame.type) };
}

test("keys in a row are told every 3 s, and the pause after them once", async () => {
  const { scene, signal, said } = pressing();
  for (let tenth = 0; tenth < 40; tenth += 1) {
    signal.pressed();
    await scene.clock.advance(100);
  }
  assert.deepEqual(said(), ["typing_start", "typing_start"]);
  await scene.clock.advance(3000);
  assert.deepEqual(said(), ["typing_start", "typing_start", "typing_stop"]);
  assert.deepEqual(scene.socket.heard[0].payload, { conversation_id: 7 });
});

test("a message that was sent ends it at once; where nothing was said nothing is ended", () => {
  const { signal, said } = pressing();
  signal.stop();
  signal.pressed();
  signal.stop();
  signal.stop();
  assert.deepEqual(said(), ["typing_start", "typing_stop"]);
});
