/** @file Does each command that the server describes get an example that could be sent? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { commandSamples } from "../../static/realtime/command_samples.js";

const asked = (name, payload) => [`asked.${name}`, { name, payload: { properties: { payload } } }];
const described = (...messages) => ({
  components: {
    messages: { ...Object.fromEntries(messages), "told.welcome": { name: "welcome", payload: {} } },
    schemas: {
      Target: { type: "object", properties: { activity_id: { type: "integer" }, text: { type: "string" } } },
      Loop: { type: "object", properties: { again: { $ref: "#/components/schemas/Loop" } } },
    },
  },
});

test("a command has the fields of its schema, and what is only told has no example", () => {
  const samples = commandSamples(described(asked("comment", { $ref: "#/components/schemas/Target" })));
  assert.deepEqual([...samples], [["comment", { activity_id: 1, text: "" }]]);
});

test("choices, lists, words of a set and fields that may be null are filled in", () => {
  const properties = {
    ids: { type: "array", items: { type: "integer" } },
    status: { enum: ["online", "away"] },
    epoch: { anyOf: [{ type: "string" }, { type: "null" }] },
    all: { type: "boolean" },
  };
  const samples = commandSamples(described(asked("x", { type: "object", properties })));
  assert.deepEqual(samples.get("x"), { ids: [1], status: "online", epoch: "", all: false });
});

test("a schema within itself ends, and a description of something else has no commands", () => {
  assert.ok(commandSamples(described(asked("x", { $ref: "#/components/schemas/Loop" }))).has("x"));
  assert.equal(commandSamples({}).size, 0);
});
