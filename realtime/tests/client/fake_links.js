/** @file What stands for transports when only the connector is tested? */

import { Connector } from "../../static/realtime/connector.js";
import { FakeClock } from "./fake_clock.js";

export const WELCOME = { id: "w", type: "welcome", payload: {} };

/** A connector over transports that the test moves; `random` is 1, so every wait is the longest. */
export function connecting({ socketUrl = "/ws", pollUrl = "/poll", random = () => 1 } = {}) {
  const clock = new FakeClock();
  const links = [];
  const told = [];
  const make = (kind, handlers) => {
    const link = { kind, ...handlers, isClosed: false, probes: 0, unsent: [] };
    links.push(link);
    return {
      open: () => {},
      send: () => true,
      probe: () => (link.probes += 1),
      close: () => {
        link.isClosed = true;
        return link.unsent;
      },
    };
  };
  const connector = new Connector(
    { make, socketUrl, pollUrl, random, timers: clock, position: () => null },
    {
      onReady: (kind) => told.push(`ready ${kind}`),
      onSent: () => {},
      onFrame: (frame) => told.push(`frame ${frame.type}`),
      onReached: () => told.push("reached"),
      onUnsent: (frames) => frames.length > 0 && told.push(`unsent ${frames.length}`),
      onDown: ({ code }, ms) => told.push(`down ${code} ${ms}`),
      onClosed: ({ code }) => told.push(`closed ${code}`),
    },
  );
  connector.start();
  const fail = (code = 1006, retryAfterMs = 0) => links.at(-1).onClose({ code, reason: "", retryAfterMs });
  const failUntilPolling = async () => {
    for (let index = 0; index < 10; index += 1) {
      fail();
      await clock.advance(clock.next);
    }
  };
  return { clock, links, told, connector, fail, failUntilPolling };
}
