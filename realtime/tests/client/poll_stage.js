/** @file What does a long poll under test stand on? */

import { Pace } from "../../static/realtime/pace.js";
import { PollTransport } from "../../static/realtime/poll_transport.js";
import { FakeClock } from "./fake_clock.js";
import { fakeFetch } from "./fake_fetch.js";

/** A long poll whose requests the test answers, and what it `told` its owner. It is open. */
export function polling(start = { epoch: "e1", seq: 7 }, clock = new FakeClock(), pace = new Pace(clock)) {
  const { fetch, requests } = fakeFetch();
  const told = [];
  const frames = [];
  const place = { now: start };
  const made = new PollTransport(
    {
      fetch,
      url: "https://a.example/poll",
      headers: () => ({ "X-Extra": "1" }),
      csrfToken: () => "token-1",
      timers: clock,
      pace,
    },
    {
      onReady: (welcome) => told.push(["ready", welcome]),
      onSent: () => {},
      onFrame: (frame) => {
        frames.push(frame);
        told.push(["frame", frame.type, frame.seq ?? frame.ack_id]);
      },
      onReached: (position) => {
        place.now = position;
        told.push(["reached", position.seq]);
      },
      onClose: ({ code, retryAfterMs }) => told.push(["close", code, retryAfterMs]),
    },
  );
  made.open(() => place.now);
  return { made, clock, requests, told, frames, place };
}

export const like = (id) => ({ id, type: "like", payload: { activity_id: 1 }, ack_id: id });
export const ack = (id) => ({ id: "x", type: "ack", ack_id: id, payload: { success: true } });
