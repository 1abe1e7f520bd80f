/** @file Are conversations told in the browser as on the server, and do ticks, turns and typing say what is true? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { DELETED, lastWords, otherIn, reachOf, ticksOf, titleOf, turnsOf, typingWords } from "../../../static/slipstream/talk_words.js";
import { day } from "../../../static/slipstream/times.js";
import { cases } from "./cases.js";

const ME = 1;
const person = (id, name) => ({ id, username: name.toLowerCase(), name, avatar: null });
const member = (id, delivered_seq, read_seq) => ({ user: person(id, `P${id}`), delivered_seq, read_seq });

for (const { names, short } of cases("talks")) {
  test(`a group of ${names.length} others is called ${JSON.stringify(short)} as on the server`, () => {
    const members = [member(ME, null, null), ...names.map((name, place) => ({ user: person(place + 2, name) }))];
    assert.equal(titleOf({ title: "", members }, ME), short);
    assert.equal(titleOf({ title: "Hills", members }, ME), "Hills");
  });
}

for (const { moment, now, zone, day: told } of cases("days")) {
  test(`${moment}, seen at ${now} in ${zone}, is ${told} as on the server`, () => {
    assert.equal(day(new Date(moment), new Date(now), zone), told);
  });
}

test("the last words are one line, and say who where that is not plain", () => {
  const [bob, alice] = [person(2, "Bob"), person(ME, "Alice")];
  const said = { content: " one\n two ", deleted_at: null, sender: bob };
  assert.equal(lastWords(said, ME, false), "one two");
  assert.equal(lastWords(said, ME, true), "Bob: one two");
  assert.equal(lastWords({ ...said, sender: alice }, ME, true), "You: one two");
  assert.equal(lastWords({ ...said, deleted_at: "2026-11-21T14:02:00Z" }, ME, false), DELETED);
  assert.equal(lastWords(null, ME, false), "No messages yet");
});

test("of two the other is named, of a group nobody", () => {
  const talk = { is_group: false, members: [member(ME, null, null), member(2, 0, 0)] };
  assert.equal(otherIn(talk, ME)?.id, 2);
  assert.equal(otherIn({ ...talk, is_group: true }, ME), undefined);
});

test("a message is read when all have read it who say so", () => {
  const reach = reachOf([member(ME, null, null), member(2, 5, 3), member(3, 4, 4), member(4, null, null)], ME);
  assert.deepEqual(reach, { delivered: 4, read: 3 });
  assert.deepEqual([3, 4, 5].map((seq) => ticksOf(seq, reach)), ["read", "delivered", "sent"]);
  assert.equal(ticksOf(1, reachOf([member(ME, null, null), member(2, null, null)], ME)), "sent");
});

test("a day is told above its first message, and a turn begins with another speaker or day", () => {
  const rows = [
    { at: "2026-11-20T23:50:00Z", by: 2 },
    { at: "2026-11-21T00:10:00Z", by: 2 },
    { at: "2026-11-21T00:11:00Z", by: 2 },
    { at: "2026-11-21T00:12:00Z", by: ME },
  ];
  assert.deepEqual(turnsOf(rows, new Date("2026-11-21T12:00:00Z"), "UTC"), [
    { day: "Yesterday", isFirst: true },
    { day: "Today", isFirst: true },
    { day: "", isFirst: false },
    { day: "", isFirst: true },
  ]);
});

test("who types is named up to two", () => {
  const [bob, erin, gil] = [person(2, "Bob"), person(3, "Erin"), person(4, "Gil")];
  assert.equal(typingWords([]), "");
  assert.equal(typingWords([bob]), "Bob is typing");
  assert.equal(typingWords([bob, erin]), "Bob and Erin are typing");
  assert.equal(typingWords([bob, erin, gil]), "3 people are typing");
});
