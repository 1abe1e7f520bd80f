/** @file Are mentions found in the browser as on the server? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { nameBegun, wordsOf } from "../../../static/slipstream/words.js";
import { cases } from "./cases.js";

for (const { content, usernames, words } of cases("words")) {
  test(`${JSON.stringify(content)} is told in the same pieces as on the server`, () => {
    const told = wordsOf(content, usernames).map(({ text, username }) => [text, username]);
    assert.deepEqual(told, words);
  });
}

test("a name is completed from an @ that begins a word up to where one types", () => {
  assert.equal(nameBegun("hello @al"), "al");
  assert.equal(nameBegun("hello @al "), "");
  assert.equal(nameBegun("mail me at me@al"), "");
  assert.equal(nameBegun("@"), "");
});
