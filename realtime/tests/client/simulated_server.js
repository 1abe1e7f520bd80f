/** @file What does a correct server do, behind a network that is not? */

import { seededRandom } from "./seeded_random.js";
import { WELCOME } from "./fake_socket.js";

const LATEST_ONE_IN = 4;

/**
 * One person's stream, told over a socket or a long poll. The network drops, doubles and delays what it says,
 * with probability `trouble` each, until `calm()`.
 */
export class SimulatedServer {
  epoch = "e1";
  /** Entry n is at n - 1; null: a newer one replaced it. */
  log = [];
  socket = null;
  polls = [];

  constructor(clock, seed, trouble) {
    this.clock = clock;
    this.random = seededRandom(seed);
    this.trouble = trouble;
  }

  get top() {
    return this.log.length;
  }

  /** What a fresh snapshot shows: the ids that count. */
  get truth() {
    return this.log.filter((frame) => frame !== null).map((frame) => frame.id);
  }

  calm() {
    this.trouble = 0;
  }

  /** Something happens; a count replaces the count before it. */
  publish() {
    const isLatest = this.random() < 1 / LATEST_ONE_IN;
    const type = isLatest ? "count_update" : "message";
    const seq = this.top + 1;
    const frame = { id: `${this.epoch}-${seq}`, type, seq, payload: { seq } };
    if (isLatest) this.log = this.log.map((each) => (each?.type === type ? null : each));
    this.log.push(frame);
    this.#say(frame);
    for (const answer of this.polls.splice(0)) answer();
  }

  /** The data base is restored: the numbering starts again, and what was told is void. */
  restore() {
    this.epoch += "'";
    this.log = [];
    this.hangUp(1012);
  }

  hangUp(code = 1006) {
    const { socket } = this;
    this.socket = null;
    socket?.drop(code);
  }

  accept(socket) {
    this.socket = socket;
    socket.answer = (frame) => this.#hear(socket, frame);
    socket.welcome(this.top, { epoch: this.epoch });
    this.#catchUp(placeIn(socket.address.searchParams, "seq"));
  }

  /** Answers a poll when there is something, or after its time-out. */
  poll(request) {
    const asked = placeIn(request.address.searchParams, "last_poll_id") ?? request.body;
    const place = asked && { epoch: asked.epoch, seq: asked.seq ?? asked.last_poll_id };
    const respond = () => {
      const body = { epoch: this.epoch, last_poll_id: this.top, events: this.#after(place), has_more: false };
      request.respond(200, body);
    };
    if (this.#after(place).length > 0) return respond();
    this.polls.push(respond);
    this.clock.setTimeout(respond, 30_000);
  }

  #hear(socket, frame) {
    if (frame.type === "resume" && socket === this.socket) this.#catchUp(frame.payload);
  }

  #catchUp(place) {
    for (const frame of this.#after(place)) this.#say(frame);
  }

  /** The answer to a position: what follows it, or a resync and a snapshot. */
  #after(place) {
    if (place?.epoch === this.epoch && place.seq <= this.top) return this.#replay(place.seq);
    const position = { epoch: this.epoch, seq: this.top };
    const snapshot = { id: "s", type: "social_data", ...position, payload: { ids: this.truth } };
    const resync = { id: "r", type: "resync_required", payload: { reason: "epoch_changed", ...position } };
    return place ? [resync, snapshot] : [snapshot];
  }

  /** Entries after `seq`; a run of replaced ones becomes one skip. */
  #replay(seq) {
    const frames = [];
    let from = null;
    for (let next = seq + 1; next <= this.top; next += 1) {
      const frame = this.log[next - 1];
      from ??= frame ? null : next;
      if (!frame && next < this.top && !this.log[next]) continue;
      frames.push(frame ?? { id: `skip-${next}`, type: "skip", seq: next, payload: { from } });
      from = null;
    }
    return frames;
  }

  #say(frame) {
    const { socket } = this;
    if (!socket || this.random() < this.trouble) return;
    const copies = this.random() < this.trouble ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const delay = this.random() < this.trouble ? this.random() * 300 : 10;
      this.clock.setTimeout(() => socket.readyState === 1 && socket.say(frame), delay);
    }
  }
}

function placeIn(query, name) {
  return query.has("epoch") ? { epoch: query.get("epoch"), seq: Number(query.get(name)) } : null;
}
