/** @file Does the long poll work against a real HTTP server? */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";

import { Pace } from "../../static/realtime/pace.js";
import { PollTransport } from "../../static/realtime/poll_transport.js";
import { settingsFrom } from "../../static/realtime/settings.js";

/** A server of one stream: a poll waits until there is an entry after its position. */
class PollServer {
  entries = [];
  posts = [];
  #waiting = [];
  #server = createServer((request, response) => this.#handle(request, response));

  async start() {
    await new Promise((resolve) => {
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    return `http://127.0.0.1:${this.#server.address().port}/poll`;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  publish(type) {
    const seq = this.entries.length + 1;
    this.entries.push({ id: `event-${seq}`, type, seq, payload: { seq } });
    for (const answer of this.#waiting.splice(0)) answer();
  }

  async #handle(request, response) {
    const chunks = await request.toArray();
    const query = new URL(request.url, "http://localhost").searchParams;
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : null;
    const from = body?.last_poll_id ?? Number(query.get("last_poll_id"));
    if (body) this.posts.push({ body, token: request.headers["x-csrftoken"] });
    if (!body && this.entries.length === from) {
      await new Promise((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    const acks = (body?.messages ?? []).map(({ ack_id }) => ({
      id: "",
      type: "ack",
      ack_id,
      payload: { success: true },
    }));
    const events = [...acks, ...this.entries.slice(from)];
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ epoch: "e1", last_poll_id: this.entries.length, events, has_more: false }));
  }
}

async function polling() {
  const server = new PollServer();
  const url = await server.start();
  const settings = settingsFrom({ socketUrl: url, pollUrl: url, csrfToken: "token-1" });
  const place = { now: { epoch: "e1", seq: 0 } };
  const frames = [];
  const heard = { until: Infinity, resolve: () => {} };
  const made = new PollTransport(
    { ...settings, url, pace: new Pace(settings.timers, 1) },
    {
      onReady: () => {},
      onSent: () => {},
      onFrame: (frame) => frames.push(frame) === heard.until && heard.resolve(),
      onReached: (position) => {
        place.now = position;
      },
      onClose: ({ reason }) => frames.push({ type: "closed", reason }),
    },
  );
  made.open(() => place.now);
  const hear = (count) =>
    new Promise((resolve) => {
      Object.assign(heard, { until: count, resolve });
      if (frames.length >= count) resolve();
    });
  return { server, made, frames, hear };
}

test("entries arrive in order, also those that happen while it waits", async (t) => {
  const { server, made, frames, hear } = await polling();
  t.after(() => server.stop());
  server.publish("friend_request");
  await hear(1);
  server.publish("message");
  await hear(2);
  server.publish("notification");
  await hear(3);
  made.close();
  assert.deepEqual(
    frames.map((frame) => [frame.seq, frame.type]),
    [
      [1, "friend_request"],
      [2, "message"],
      [3, "notification"],
    ],
  );
});

test("a command goes out with its token while a poll waits, and its answer comes back", async (t) => {
  const { server, made, frames, hear } = await polling();
  t.after(() => server.stop());
  made.send({ id: "a", type: "like", payload: { activity_id: 1 }, ack_id: "a" });
  await hear(1);
  made.close();
  assert.deepEqual([frames[0].type, frames[0].ack_id], ["ack", "a"]);
  assert.deepEqual(
    server.posts.map(({ token, body }) => [token, body.messages[0].type]),
    [["token-1", "like"]],
  );
});

test("a server that goes away ends the poll with a reason", async () => {
  const { server, made, frames, hear } = await polling();
  server.publish("message");
  await hear(1);
  server.stop();
  while (frames.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.match(frames[1].reason, /The request failed/);
  assert.deepEqual(made.close(), []);
});
