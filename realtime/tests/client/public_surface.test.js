/** @file Do the public types name what the client has, and nothing else? */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as library from "../../static/realtime/client.js";

const types = readFileSync(new URL("../../static/realtime/client.d.ts", import.meta.url), "utf8");

/** The names of the members in the body of a class or interface. */
function membersOf(kind, name) {
  const [, body] = new RegExp(`export ${kind} ${name}[^{]*\\{\\n(.*?)\\n\\}`, "s").exec(types);
  const members = body.match(/^ {2}(?:readonly )?[a-zA-Z]+(?=[(?:])/gm);
  return [...new Set(members.map((each) => each.trim().split(" ").at(-1)))];
}

test("the class and its interface name each public member of the code", () => {
  const inCode = Object.getOwnPropertyNames(library.Client.prototype).sort();
  assert.deepEqual(membersOf("class", "Client").sort(), inCode);
  assert.deepEqual(membersOf("interface", "ClientSurface").sort(), inCode.filter((name) => name !== "constructor"));
});

test("the module exports the classes that the types declare", () => {
  const declared = [...types.matchAll(/^export class (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(Object.keys(library).sort(), declared.sort());
});
