/** @file What stands for the network's sockets in tests? */

/** A WebSocket class of its own list: every socket made with it, oldest first, is in `sockets`. */
export function fakeNetwork() {
  const sockets = [];
  class WebSocket extends FakeSocket {
    constructor(url, protocols) {
      super(url, protocols);
      sockets.push(this);
    }
  }
  return { WebSocket, sockets };
}

export const WELCOME = {
  protocol: "slipstream.v1",
  connection_id: "c1",
  user_id: 1,
  epoch: "e1",
  seq: 0,
  oldest: 0,
  limits: { frame_bytes: 65536, depth: 20, messages_per_second: 100, connections: 10, subscriptions: 100 },
  timings: { heartbeat: 30, dead: 90, poll: 30 },
};

/** The server's end of one connection. */
class FakeSocket {
  readyState = 0;
  closedWith = null;
  /** Frames the client sent. */
  heard = [];
  onmessage = () => {};
  onclose = () => {};
  /** Told each frame the client sends. */
  answer = () => {};

  constructor(url, protocols) {
    this.address = new URL(url);
    this.protocols = protocols;
  }

  send(text) {
    if (this.readyState !== 1) throw new Error("The socket is not open.");
    const frame = JSON.parse(text);
    this.heard.push(frame);
    this.answer(frame);
  }

  close(code) {
    this.closedWith = code;
    this.readyState = 3;
  }

  /** Opens and greets; `top` is the newest entry. */
  welcome(top = 0, payload = {}) {
    this.readyState = 1;
    this.say({ type: "welcome", payload: { ...WELCOME, seq: top, ...payload } });
  }

  /** The server sends a frame. */
  say(frame) {
    this.sayText(JSON.stringify({ id: crypto.randomUUID(), payload: {}, ...frame }));
  }

  /** The server sends entry `seq`. */
  entry(seq, type = "friend_activity", payload = { seq }) {
    this.say({ id: `event-${seq}`, type, seq, payload });
  }

  sayText(data) {
    this.onmessage({ data });
  }

  /** The connection ends from the other side. */
  drop(code = 1006, reason = "") {
    this.readyState = 3;
    this.onclose({ code, reason });
  }

  /** The frames of one type that the client sent. */
  heardOf(type) {
    return this.heard.filter((frame) => frame.type === type);
  }
}
