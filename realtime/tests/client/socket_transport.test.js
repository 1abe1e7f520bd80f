/** @file Does one socket say who it is, carry frames, and end once? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { SocketTransport } from "../../static/realtime/socket_transport.js";
import { FakeClock, settle } from "./fake_clock.js";
import { fakeNetwork } from "./fake_socket.js";

function transport(options = {}) {
  const clock = new FakeClock();
  const { WebSocket, sockets } = fakeNetwork();
  const told = [];
  const made = new SocketTransport(
    { url: "https://a.example/ws?x=1", WebSocket, timers: clock, ...options },
    {
      onReady: (welcome) => told.push(["ready", welcome.payload.seq]),
      onFrame: (frame) => told.push(["frame", frame.type]),
      onReached: () => {},
      onSent: () => {},
      onClose: ({ code }) => told.push(["close", code]),
    },
  );
  return { made, clock, sockets, told };
}

const here = () => ({ epoch: "e 1", seq: 7 });

test("the address holds the position, the protocol its name", () => {
  const { made, sockets } = transport();
  made.open(here);
  const { address, protocols } = sockets[0];
  assert.equal(address.protocol, "wss:");
  assert.deepEqual(Object.fromEntries(address.searchParams), { x: "1", epoch: "e 1", seq: "7" });
  assert.deepEqual(protocols, ["slipstream.v1"]);
});

test("without a position the address names none", () => {
  const { made, sockets } = transport();
  made.open(() => null);
  assert.equal(sockets[0].address.search, "?x=1");
});

test("a fresh ticket goes along as a second protocol", async () => {
  const { made, sockets } = transport({ credential: async () => "ticket.t1" });
  made.open(here);
  await settle();
  assert.deepEqual(sockets[0].protocols, ["slipstream.v1", "ticket.t1"]);
});

test("a ticket that cannot be had is a lost try", async () => {
  for (const ticket of [
    async () => Promise.reject(new Error("no")),
    () => {
      throw new Error("no");
    },
  ]) {
    const { made, sockets, told, clock } = transport({ credential: ticket });
    made.open(here);
    await settle();
    assert.deepEqual([sockets.length, told, clock.pending], [0, [["close", 1006]], 0]);
  }
});

test("a transport closed while it fetched its ticket opens no socket", async () => {
  const { made, sockets, told } = transport({ credential: async () => "ticket.t1" });
  made.open(here);
  made.close();
  await settle();
  assert.deepEqual([sockets.length, told], [0, []]);
});

test("it is ready with its welcome, and frames pass both ways", () => {
  const { made, sockets, told } = transport();
  made.open(here);
  assert.equal(made.send({ id: "1", type: "like", payload: {} }), false);
  sockets[0].readyState = 1;
  assert.equal(made.send({ id: "1", type: "like", payload: {} }), false);
  sockets[0].welcome(9);
  sockets[0].entry(8);
  assert.equal(made.send({ id: "1", type: "like", payload: {} }), true);
  assert.deepEqual(told, [
    ["ready", 9],
    ["frame", "friend_activity"],
  ]);
  assert.deepEqual(sockets[0].heard, [{ id: "1", type: "like", payload: {} }]);
});

test("a refusal before the welcome is told as frame and as close code", () => {
  const { made, sockets, told } = transport();
  made.open(here);
  sockets[0].say({ type: "error", payload: { code: "MAX_CONNECTIONS" } });
  sockets[0].drop(4509);
  assert.deepEqual(told, [
    ["frame", "error"],
    ["close", 4509],
  ]);
});

test("what is no frame is left out", () => {
  const { made, sockets, told } = transport();
  made.open(here);
  sockets[0].welcome(9);
  for (const data of ["{", "[]", new ArrayBuffer(2)]) sockets[0].sayText(data);
  assert.deepEqual(told, [["ready", 9]]);
});

test("a socket that is never welcomed is lost after 20 s", async () => {
  const { made, sockets, told, clock } = transport();
  made.open(here);
  await clock.advance(19_999);
  assert.deepEqual(told, []);
  await clock.advance(1);
  assert.deepEqual([told, sockets[0].closedWith, clock.pending], [[["close", 1006]], 1000, 0]);
});

test("it beats every 30 s and asks for the answer", async () => {
  const { made, sockets, clock } = transport();
  made.open(here);
  sockets[0].welcome(9);
  await clock.advance(60_000);
  const beats = sockets[0].heardOf("heartbeat");
  assert.equal(beats.length, 2);
  assert.equal(beats[0].ack_id, beats[0].id);
});

test("the server's timings count", async () => {
  const { made, sockets, told, clock } = transport();
  made.open(here);
  sockets[0].welcome(9, { timings: { heartbeat: 5, dead: 12 } });
  await clock.advance(12_000);
  assert.equal(sockets[0].heardOf("heartbeat").length, 2);
  assert.deepEqual(told.at(-1), ["close", 1006]);
});

test("90 s without any frame end it; any frame counts", async () => {
  const { made, sockets, told, clock } = transport();
  made.open(here);
  sockets[0].welcome(9);
  await clock.advance(80_000);
  sockets[0].say({ type: "heartbeat" });
  await clock.advance(89_999);
  assert.equal(told.at(-1)[0], "frame");
  await clock.advance(1);
  assert.deepEqual(told.at(-1), ["close", 1006]);
});

test("an address that the browser refuses is a lost try, not a crash", () => {
  class Refusing {
    constructor() {
      throw new SyntaxError("bad");
    }
  }
  const { made, told, clock } = transport({ WebSocket: Refusing });
  made.open(here);
  assert.deepEqual([told, clock.pending], [[["close", 1006]], 0]);
});

test("closed by us, it says nothing more and leaves no timer", () => {
  const { made, sockets, told, clock } = transport();
  made.open(here);
  sockets[0].welcome(9);
  assert.deepEqual(made.close(), []);
  sockets[0].entry(8);
  sockets[0].drop(1000);
  assert.deepEqual([told, sockets[0].closedWith, clock.pending], [[["ready", 9]], 1000, 0]);
  assert.equal(made.send({ id: "1", type: "like", payload: {} }), false);
});

test("what the network does not take any more waits with us", () => {
  const { made, sockets } = transport();
  made.open(here);
  sockets[0].welcome(7);
  sockets[0].bufferedAmount = 2_000_000;
  assert.equal(made.send({ id: "1", type: "like", payload: {} }), false);
  sockets[0].bufferedAmount = 0;
  assert.equal(made.send({ id: "1", type: "like", payload: {} }), true);
  assert.equal(sockets[0].heard.length, 1);
});
