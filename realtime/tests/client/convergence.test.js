/** @file Whatever the network does, is everything shown exactly once, in order? */

import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeClock } from "./fake_clock.js";
import { seededRandom } from "./seeded_random.js";
import { SimulatedServer } from "./simulated_server.js";
import { stage } from "./stage.js";

const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);
const TROUBLE = 0.3;

/**
 * A page against a simulated server. `reach` says what the network lets through at the moment. `told` are the
 * ids the client told, in order. `shown` is what the page makes of them: it reads the truth afresh if told,
 * and applies events idempotently, because that truth may hold them already.
 */
function world(seed, { position = { epoch: "e1", seq: 0 } } = {}) {
  const clock = new FakeClock();
  const random = seededRandom(seed * 7919);
  const scene = stage({ timers: clock, random, position });
  const server = new SimulatedServer(clock, seed, TROUBLE);
  const reach = { socket: true, poll: true };
  const page = { told: [], shown: new Set(), toldAt: new Map() };
  scene.client.on("social_data", ({ ids }) => (page.shown = new Set(ids)));
  scene.client.on("resync", () => (page.shown = new Set(server.truth)));
  scene.client.on("*", (payload, { type, id }) => {
    if (type !== "message" && type !== "count_update") return;
    page.told.push(id);
    page.shown.add(id);
    page.toldAt.set(id, clock.now());
  });
  const step = async (ms) => {
    await clock.advance(ms);
    for (const socket of scene.sockets.filter((each) => each.readyState === 0)) {
      if (reach.socket) server.accept(socket);
      else socket.drop(1006);
    }
    for (const request of scene.requests.splice(0)) {
      if (reach.poll) server.poll(request);
      else request.reject(new TypeError("network"));
    }
  };
  scene.client.connect();
  return { clock, random, server, reach, page, step, client: scene.client, told: scene.told };
}

/** All is calm; one more entry shows any gap; then there is time for everything. */
async function comeToRest({ server, reach, step }) {
  server.calm();
  Object.assign(reach, { socket: true, poll: true });
  for (let second = 0; second < 90; second += 1) await step(1000);
  server.publish();
  for (let second = 0; second < 30; second += 1) await step(1000);
}

/** What counts is there, in order, and nothing was told twice; what a newer one replaced may be there too. */
function assertConverged({ page, server }, seed) {
  const isTrue = new Set(server.truth);
  assert.equal(new Set(page.told).size, page.told.length, `seed ${seed}: told twice`);
  assert.deepEqual(
    [...page.shown].filter((id) => isTrue.has(id)),
    server.truth,
    `seed ${seed}: lost or out of order`,
  );
}

for (const seed of SEEDS) {
  test(`frames dropped, doubled and reordered change nothing in the end (seed ${seed})`, async () => {
    const here = world(seed);
    for (let index = 0; index < 150; index += 1) {
      if (here.random() < 0.6) here.server.publish();
      await here.step(here.random() * 300);
    }
    await comeToRest(here);
    assertConverged(here, seed);
    assert.deepEqual(here.page.told, [...here.page.shown]);
    assert.ok(here.server.truth.length > 30);
    assert.equal(here.client.status, "live");
  });

  test(`cut connections, no sockets at times and a restored data base neither (seed ${seed})`, async () => {
    const here = world(seed, { position: seed % 2 ? null : { epoch: "e1", seq: 0 } });
    for (let index = 0; index < 300; index += 1) {
      const chance = here.random();
      if (chance < 0.5) here.server.publish();
      else if (chance < 0.53) here.server.hangUp();
      else if (chance < 0.54) here.server.restore();
      else if (chance < 0.56) here.reach.socket = !here.reach.socket;
      else if (chance < 0.57) here.reach.poll = !here.reach.poll;
      if (!here.reach.socket) here.server.hangUp();
      await here.step(here.random() * 3000);
    }
    await comeToRest(here);
    assertConverged(here, seed);
    assert.equal(here.client.status, "live");
  });
}

test("with a third of the frames lost, 99 of 100 entries are shown within 2 s", async () => {
  const waits = [];
  for (const seed of SEEDS) {
    const here = world(seed);
    const bornAt = new Map();
    for (let index = 0; index < 100; index += 1) {
      here.server.publish();
      bornAt.set(here.server.log.at(-1).id, here.clock.now());
      for (let slice = 0; slice < 4; slice += 1) await here.step(50);
    }
    const settled = [...bornAt].filter(([id]) => here.page.toldAt.has(id));
    waits.push(...settled.map(([id, at]) => here.page.toldAt.get(id) - at));
  }
  waits.sort((a, b) => a - b);
  assert.ok(waits.length > 2000, `${waits.length} shown`);
  assert.ok(
    waits[Math.floor(waits.length * 0.99)] <= 2000,
    `p99 ${waits[Math.floor(waits.length * 0.99)]} ms`,
  );
});

test("the long poll is really used, and left again, in some of these worlds", async () => {
  const here = world(3);
  here.reach.socket = false;
  for (let second = 0; second < 300; second += 1) {
    here.server.publish();
    await here.step(1000);
  }
  assert.equal(here.client.status, "polling");
  await comeToRest(here);
  assertConverged(here, 3);
  assert.equal(here.client.status, "live");
});
