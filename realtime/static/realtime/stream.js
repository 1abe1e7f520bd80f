/** @file Which frames of the stream reach the page: each once, in order, none guessed? */

/** @import { Frame, Position as Place, Timers } from "./client.js" */
/** @import { Entry } from "./position.js" */
/** @import { RecoveryHandlers } from "./recovery.js" */

import { EarlyEntries } from "./early_entries.js";
import { positionOf } from "./frames.js";
import { Position } from "./position.js";
import { RecentIds } from "./recent_ids.js";
import { Recovery } from "./recovery.js";

export class Stream {
  #position;
  #recovery;
  #recent = new RecentIds();
  #early = new EarlyEntries();
  #isHeld = false;
  /** The newest number that came while held. */
  #heldTop = 0;

  /**
   * @param {Place | null} start
   * @param {Timers} timers
   * @param {RecoveryHandlers} handlers
   */
  constructor(start, timers, handlers) {
    this.#position = new Position(start);
    this.#recovery = new Recovery(timers, this.#position, handlers);
  }

  get position() {
    return this.#position.value;
  }

  /** True while something before the newest frame is missing. */
  get isBehind() {
    return this.#recovery.isWaiting;
  }

  /**
   * A connection begins. Waits for what the server will send by itself.
   * @param {Frame} welcome
   */
  begin(welcome) {
    this.pause();
    const top = positionOf(welcome);
    const ours = this.#position.value;
    if (!ours || (top && top.epoch !== ours.epoch)) this.#recovery.expect(null);
    else if (top && this.#isHeld) this.#heldTop = top.seq;
    else if (top && top.seq > ours.seq) this.#recovery.expect(top.seq);
  }

  /** The connection is gone; the next one starts from the position. */
  pause() {
    this.#recovery.stop();
    this.#forgetEarly();
  }

  /** The page reads the truth again: from now on entries wait, and the position with them, until `release`. */
  hold() {
    this.#isHeld = true;
    if (!this.#recovery.awaitsSnapshot) this.#recovery.settled();
  }

  /** The truth is read. Returns the entries that came meanwhile; what did not fit is asked for again. */
  release() {
    this.#isHeld = false;
    const run = this.#earlyRun();
    if (this.#heldTop > this.#position.seq) this.#recovery.missing(this.#heldTop);
    this.#heldTop = 0;
    return this.#unseen(run);
  }

  /**
   * Moves on with a frame. Returns what to show now: nothing, if we had it or something before it is missing;
   * more than one, if it was what others waited for.
   * @param {Frame} frame
   */
  take(frame) {
    const { seq } = frame;
    return this.#unseen(seq === undefined ? [frame] : this.#follow({ ...frame, seq }));
  }

  /**
   * `resync_required`: the frame's position is ours now; without one a snapshot has to tell. False: we have
   * been there already.
   * @param {Frame} frame
   */
  resync(frame) {
    const place = positionOf(frame);
    const ours = this.#position.value;
    const isBehindUs = place !== null && ours?.epoch === place.epoch && place.seq <= ours.seq;
    if (isBehindUs && frame.payload.reason !== "ahead") return false;
    this.#forgetEarly();
    this.#position.moveTo(place);
    if (place) this.#recovery.settled();
    else this.#recovery.expect(null);
    return true;
  }

  /**
   * `social_data`: holds everything up to its position. `stale`: we are further already, and showing it would
   * take something back. `resync`: it belongs to another numbering than ours, and nobody said so before.
   * @param {Frame} frame
   * @returns {"fresh" | "stale" | "resync"}
   */
  snapshot(frame) {
    const place = positionOf(frame);
    const ours = this.#position.value;
    if (!place) return "fresh";
    if (ours?.epoch === place.epoch && place.seq < ours.seq) return "stale";
    if (ours?.epoch !== place.epoch) this.#forgetEarly();
    this.#position.moveTo(place);
    this.#recovery.gotSnapshot();
    return ours && ours.epoch !== place.epoch ? "resync" : "fresh";
  }

  /**
   * The long poll's answer ended here. Not so for us if something in it did not follow on.
   * @param {Place} place
   */
  reached(place) {
    if (!this.#recovery.isWaiting && !this.#isHeld) this.#position.forwardTo(place);
  }

  /** @param {Entry} entry */
  #follow(entry) {
    // Until the new numbering has told where it stands, its entries must not be measured by the old one.
    if (this.#recovery.awaitsSnapshot) return [];
    if (this.#isHeld) return this.#keep(entry);
    const verdict = this.#position.take(entry);
    if (verdict === "apply") return this.#runFrom(entry);
    if (verdict === "gap") {
      this.#early.keep(entry);
      this.#recovery.missing(entry.seq);
    }
    return [];
  }

  /** @param {Entry} entry */
  #runFrom(entry) {
    const run = [entry, ...this.#earlyRun()];
    this.#recovery.progressed();
    if (!this.#recovery.isWaiting) this.#early.clear();
    return run;
  }

  /** The early entries whose turn it is now. */
  #earlyRun() {
    const run = [];
    const nextEarly = () => this.#early.takeOut(this.#position.seq + 1);
    for (let next = nextEarly(); next; next = nextEarly()) {
      this.#position.take(next);
      run.push(next);
    }
    return run;
  }

  /**
   * @param {Entry} entry
   * @returns {Entry[]}
   */
  #keep(entry) {
    if (entry.seq > this.#position.seq) this.#early.keep(entry);
    this.#heldTop = Math.max(this.#heldTop, entry.seq);
    return [];
  }

  #forgetEarly() {
    this.#early.clear();
    this.#heldTop = 0;
  }

  /** @param {Frame[]} run */
  #unseen(run) {
    return run.filter(({ type, id }) => type !== "skip" && this.#recent.isNew(id));
  }
}
