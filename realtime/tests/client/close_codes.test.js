/** @file Do we come back when we may, and stay away when we must? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { closeAdvice } from "../../static/realtime/close_codes.js";

test("4500 to 4999 stay away and everything else comes back", () => {
  for (const code of [1000, 1001, 1005, 1006, 1009, 1011, 1012, 4000, 4401, 4408, 4413, 4429, 4499]) {
    assert.equal(closeAdvice(code).comeBack, true, `${code}`);
  }
  for (const code of [4500, 4501, 4503, 4504, 4509, 4512, 4777, 4999]) {
    assert.equal(closeAdvice(code).comeBack, false, `${code}`);
  }
});

test("a full server and a noisy client come back later", () => {
  assert.deepEqual(
    [4413, 4429, 4408, 1012].map((code) => closeAdvice(code).later),
    [true, true, false, false],
  );
});

test("every code has a sentence for a person", () => {
  for (const code of [1006, 1012, 4401, 4413, 4501, 4509, 4600, 3000]) {
    assert.match(closeAdvice(code).sentence, /^[A-Z].*\.$/);
  }
  assert.match(closeAdvice(4509).sentence, /Too many tabs/);
  assert.notEqual(closeAdvice(4600).sentence, closeAdvice(4100).sentence);
});
