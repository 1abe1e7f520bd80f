/** @file What does a client under test stand on? */

import { Client } from "../../static/realtime/client.js";
import { FakeClock } from "./fake_clock.js";
import { fakeFetch } from "./fake_fetch.js";
import { fakeNetwork } from "./fake_socket.js";

/** A window, a document and a navigator that the test moves. */
export class FakePage {
  window = new EventTarget();
  document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  navigator = { onLine: true };

  goOffline() {
    this.navigator.onLine = false;
    this.window.dispatchEvent(new Event("offline"));
  }

  goOnline() {
    this.navigator.onLine = true;
    this.window.dispatchEvent(new Event("online"));
  }

  look() {
    this.document.dispatchEvent(new Event("visibilitychange"));
  }
}

/**
 * A client on fakes of the network, the clock and the browser, with what it told: `events` by `*`, `changes`
 * of the status, `resyncs`, `unsent`. `random` is always 0.5 unless given.
 */
export function stage(options = {}) {
  const clock = new FakeClock();
  const page = new FakePage();
  const { WebSocket, sockets } = fakeNetwork();
  const { fetch, requests } = fakeFetch();
  const reported = [];
  const client = new Client({
    socketUrl: "https://slipstream.example/ws",
    pollUrl: "https://slipstream.example/api/v1/realtime/poll",
    position: { epoch: "e1", seq: 0 },
    csrfToken: "token-1",
    random: () => 0.5,
    timers: clock,
    reportError: (error) => reported.push(error),
    WebSocket,
    fetch,
    page,
    ...options,
  });
  const told = { events: [], changes: [], resyncs: [], unsent: [], traffic: [] };
  client.on("*", (payload, frame) => told.events.push(frame));
  client.on("status", (change) => told.changes.push(change));
  client.on("resync", (resync) => told.resyncs.push(resync));
  client.on("unsent", (unsent) => told.unsent.push(unsent));
  client.on("frame", (traffic) => told.traffic.push(traffic));
  return {
    client,
    clock,
    page,
    sockets,
    requests,
    reported,
    told,
    /** The newest socket. */
    get socket() {
      return sockets.at(-1);
    },
    /** The numbers of the entries shown. */
    get shown() {
      return told.events
        .filter((frame) => frame.seq !== undefined && frame.payload.seq)
        .map((frame) => frame.seq);
    },
    /** Connects and is welcomed at `top`. */
    goLive(top = 0) {
      client.connect();
      sockets.at(-1).welcome(top);
    },
    /** Lets the socket fail until the client polls. */
    async goPolling() {
      client.connect();
      while (requests.length === 0) {
        if (sockets.at(-1).readyState !== 3) sockets.at(-1).drop(1006);
        await clock.advance(clock.next ?? 0);
      }
    },
  };
}
