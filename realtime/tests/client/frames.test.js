/** @file Are frames read safely, whoever wrote them? */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  bytesIn,
  isEphemeral,
  makeFrame,
  parseFrame,
  parseJson,
  positionOf,
  readFrame,
  refusalOf,
} from "../../static/realtime/frames.js";

test("a command has its own id, and repeats it when it asks for an answer", () => {
  const [first, second] = [makeFrame("like", { activity_id: 1 }), makeFrame("like", {}, true)];
  assert.match(first.id, /^[0-9a-f]{32}$/);
  assert.notEqual(first.id, second.id);
  assert.deepEqual([first.ack_id, second.ack_id], [undefined, second.id]);
});

test("a frame keeps the fields of the envelope and no others", () => {
  const whole = {
    id: "1",
    type: "notification",
    payload: { a: 1 },
    channel: "c",
    ack_id: "k",
    seq: 4,
    epoch: "e",
    timestamp: "t",
  };
  assert.deepEqual(parseFrame(JSON.stringify({ ...whole, surprise: true })), whole);
});

test("fields that are null count as absent", () => {
  const text = '{"id":"1","type":"x","payload":null,"channel":null,"ack_id":null,"seq":null,"epoch":null}';
  assert.deepEqual(parseFrame(text), { id: "1", type: "x", payload: {} });
});

test("what is no frame is null", () => {
  const texts = [
    "",
    "no json",
    "1",
    "null",
    "[]",
    '"x"',
    "{}",
    '{"type":1}',
    '{"type":""}',
    '{"type":"x","payload":[]}',
    '{"type":"x","payload":"y"}',
    '{"type":"x","seq":"4"}',
    '{"type":"x","seq":1.5}',
    '{"type":"x","seq":-1}',
    '{"type":"x","seq":9007199254740993}',
  ];
  assert.deepEqual(
    texts.map(parseFrame),
    texts.map(() => null),
  );
  assert.equal(parseFrame(new ArrayBuffer(8)), null);
});

test("payload keys that name a prototype change nothing", () => {
  const text =
    '{"id":"1","type":"x","__proto__":{"seq":7},"payload":{"__proto__":{"isAdmin":true},"constructor":' +
    '{"prototype":{"isAdmin":true}},"list":[{"\\u005f_proto__":{"isAdmin":true}}]}}';
  const { payload, ...frame } = parseFrame(text);
  const copy = Object.assign({}, payload, payload.list[0]);
  assert.equal(frame.seq, undefined);
  assert.equal(copy.isAdmin, undefined);
  assert.equal(Object.getPrototypeOf(copy), Object.prototype);
  assert.equal({}.isAdmin, undefined);
  assert.equal(Object.hasOwn(payload, "__proto__"), false);
});

test("a frame of a type that every object has is only a name", () => {
  assert.equal(parseFrame('{"type":"constructor"}').type, "constructor");
  assert.equal(parseFrame('{"type":"__proto__"}').type, "__proto__");
});

test("text that is not JSON is undefined, unlike JSON's null", () => {
  assert.deepEqual([parseJson("{"), parseJson("null")], [undefined, null]);
});

test("JSON nested too deeply to be read costs no more than the frame", () => {
  const deep = `{"type":"\\u0078","payload":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`;
  assert.equal(parseFrame(deep), null);
});

test("a position stands on the frame or in its payload", () => {
  const onFrame = readFrame({ type: "social_data", epoch: "e", seq: 3, payload: { feed: [] } });
  const inPayload = readFrame({ type: "welcome", payload: { epoch: "e", seq: 4 } });
  const mixed = readFrame({ type: "welcome", epoch: "e", payload: { epoch: "e", seq: 5 } });
  assert.deepEqual(
    [onFrame, inPayload, mixed].map((frame) => positionOf(frame).seq),
    [3, 4, 5],
  );
  assert.equal(positionOf(readFrame({ type: "welcome", payload: { epoch: "", seq: 5 } })), null);
});

test("the size of a frame is counted in bytes, not in letters", () => {
  const plain = { id: "1", type: "x", payload: { text: "aa" } };
  const accented = { id: "1", type: "x", payload: { text: "éé" } };
  assert.equal(bytesIn(accented) - bytesIn(plain), 2);
});

test("typing and heartbeats are worthless later", () => {
  const types = ["heartbeat", "typing_start", "typing_stop", "like", "send_message"];
  assert.deepEqual(
    types.map((type) => isEphemeral({ type })),
    [true, true, true, false, false],
  );
});

test("a refusal has the shape of the server's", () => {
  const asking = refusalOf(makeFrame("like", {}, true), "too_large", "Too large.");
  assert.equal(asking.type, "ack");
  const error = { code: "too_large", message: "Too large.", details: {} };
  assert.deepEqual(asking.payload, { ack_id: asking.ack_id, success: false, error, result: null });
  assert.equal(refusalOf(makeFrame("like", {}), "too_large", "Too large.").type, "error");
});
