/** @file Do the pieces of code in the guide do what it says? */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

import { settle } from "./fake_clock.js";
import { fakeNetwork } from "./fake_socket.js";

const GUIDE = new URL("../../../docs/client.md", import.meta.url);
const LIBRARY = new URL("../../static/realtime/", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "guide-"));
after(() => rmSync(folder, { recursive: true }));

/** What the guide's program uses of a page. */
class FakeNode {
  value = "token-1";
  textContent = "";
  rows = [];
  clicks = [];
  prepend(row) {
    this.rows.unshift(row);
  }
  replaceChildren() {
    this.rows = [];
  }
  addEventListener(type, listener) {
    this.clicks.push(listener);
  }
  get text() {
    return this.rows.map((row) => row.textContent);
  }
}

/** Runs the whole program of the guide on a page of its own; `answer` is what the API says. */
async function program(answer) {
  const nodes = {};
  const { WebSocket, sockets } = fakeNetwork();
  const shown = [];
  const document = Object.assign(new EventTarget(), {
    hidden: true,
    visibilityState: "hidden",
    querySelector: (selector) => (nodes[selector] ??= new FakeNode()),
    createElement: () => new FakeNode(),
  });
  const Notification = Object.assign(
    function (title, { body }) {
      shown.push([title, body]);
    },
    { permission: "granted" },
  );
  const navigator = { onLine: true };
  const window = Object.assign(new EventTarget(), { document, navigator, Notification });
  const location = { href: "https://a.example/social/" };
  const page = { window, document, navigator, WebSocket, location, fetch: answer };
  for (const [name, value] of Object.entries(page)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const code = [...readFileSync(GUIDE, "utf8").matchAll(/^```js\n(.*?)^```$/gms)].map(([, block]) => block).join("\n");
  const name = join(folder, "program.mjs");
  const exported = "export { client, like, list, light, signal, typing };";
  writeFileSync(name, code.replaceAll("/static/realtime/", LIBRARY.href) + exported);
  return { sockets, shown, ...(await import(pathToFileURL(name))) };
}

test("the guide's program shows a live feed, recovers, likes, watches, and notices", async (t) => {
  let finish;
  const { client, like, light, list, signal, sockets, shown } = await program(
    () => new Promise((resolve) => (finish = (results) => resolve({ json: async () => ({ results }) }))),
  );
  t.after(() => client.disconnect());
  const [socket] = sockets;
  socket.welcome(0);
  socket.say({ type: "social_data", epoch: "e1", seq: 0 });
  assert.equal(light.textContent, "live");
  socket.entry(1, "friend_activity", { user: { name: "Bob" }, title: "Lake run" });
  assert.deepEqual(list.text, ["Bob: Lake run"]);

  const liked = like(42);
  await settle();
  const [command] = socket.heardOf("like");
  const error = { code: "NOT_FOUND", message: "Not here." };
  socket.say({ type: "ack", ack_id: command.ack_id, payload: { success: false, error } });
  assert.deepEqual([await liked, light.textContent], [null, "NOT_FOUND: Not here."]);

  assert.equal(socket.heardOf("subscribe")[0].payload.channel, "activity:42");
  const details = { channel: "activity:42" };
  socket.say({ type: "error", payload: { code: "CHANNEL_NOT_FOUND", message: "There is no such channel.", details } });
  assert.equal(light.textContent, "activity:42: There is no such channel.");

  socket.say({ type: "resync_required", payload: { reason: "too_old", epoch: "e1", seq: 9 } });
  socket.entry(10, "friend_activity", { user: { name: "Bob" }, title: "Third" });
  finish([{ user: { name: "Bob" }, title: "Second" }, { user: { name: "Eve" }, title: "First" }]);
  await settle();
  assert.deepEqual(list.text, ["Bob: Third", "Bob: Second", "Eve: First"]);

  socket.say({ type: "typing_start", payload: { conversation_id: 7, user: { id: 2, name: "Bob" } } });
  assert.equal(light.textContent, "Bob is typing");
  socket.say({ type: "typing_stop", payload: { conversation_id: 7, user_id: 2 } });
  signal.pressed();
  signal.stop();
  assert.equal(socket.heardOf("typing_start").length, 1);

  socket.entry(11, "notification", { notification: { id: 1, title: "Bob", message: "likes your run" } });
  await settle();
  assert.deepEqual(shown, [["Bob", "likes your run"]]);
});
