/** @file Can the static storage rename the library's files, and may a strict policy run them? */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const FOLDER = new URL("../../static/realtime/", import.meta.url);
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".js"));
const sources = names.map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), "utf8") }));

test("every import names a file beside it, on one line, and ends in a semicolon", () => {
  const statements = sources.flatMap(({ text }) => text.match(/^(import|export) .*from .*$/gm) ?? []);
  assert.ok(statements.length > 20);
  for (const statement of statements) {
    const [, file] = /^(?:import|export) \{[^}]*\} from "\.\/([a-z_]+\.js)";$/.exec(statement) ?? [];
    assert.ok(names.includes(file), statement);
  }
});

test("no import is hidden in the middle of code or in a comment that would be rewritten", () => {
  for (const { name, text } of sources) assert.doesNotMatch(text, /import\s*\(|^import "/m, name);
});

test("nothing turns text into markup or code", () => {
  const forbidden =
    /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|javascript:|\.style\b/;
  for (const { name, text } of sources) assert.doesNotMatch(text, forbidden, name);
});

test("every module opens with the question it answers", () => {
  for (const { name, text } of sources) assert.match(text, /^\/\*\* @file [A-Z][^\n]*\? \*\/\n/, name);
});
