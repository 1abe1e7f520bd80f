/** @file What stands for the long poll's server in tests that need to choose the moment of an answer? */

/** A `fetch` whose requests wait, oldest first in `requests`, until the test answers them. */
export function fakeFetch() {
  const requests = [];
  const fetch = (address, init) =>
    new Promise((resolve, reject) => {
      init.signal.addEventListener("abort", () => reject(new Error("aborted")));
      requests.push(new FakeRequest(new URL(address), init, resolve, reject));
    });
  return { fetch, requests };
}

class FakeRequest {
  constructor(address, init, resolve, reject) {
    this.address = address;
    this.method = init.method ?? "GET";
    this.headers = init.headers;
    this.signal = init.signal;
    this.body = init.body ? JSON.parse(init.body) : null;
    this.resolve = resolve;
    this.reject = reject;
  }

  /** The position it asks from. */
  get from() {
    return Number(this.address.searchParams.get("last_poll_id") ?? this.body?.last_poll_id ?? -1);
  }

  /** A good answer: entries up to `reached` in epoch `e1`. */
  answer(events, reached, more = {}) {
    this.respond(200, { epoch: "e1", last_poll_id: reached, events, has_more: false, ...more });
  }

  respond(status, body, headers = {}) {
    this.resolve(new Response(JSON.stringify(body), { status, headers }));
  }
}

/** Entry `seq` as the long poll tells it. */
export function entry(seq, type = "friend_activity") {
  return { id: `event-${seq}`, type, seq, payload: { seq } };
}
