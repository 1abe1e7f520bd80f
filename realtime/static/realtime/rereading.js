/** @file How long do entries wait while the page reads the truth again? */

/** @import { Frame } from "./client.js" */
/** @import { Stream } from "./stream.js" */

/** Entries change what was read, so they are shown after it, whether or not the reading went well. */
export class Rereading {
  #stream;
  #tell;
  #report;
  #running = 0;

  /**
   * @param {Stream} stream
   * @param {(frame: Frame) => void} tell
   * @param {(error: unknown) => void} report told why a reading failed
   */
  constructor(stream, tell, report) {
    this.#stream = stream;
    this.#tell = tell;
    this.#report = report;
  }

  /**
   * Holds the stream until all of these are settled. What is no promise is done already.
   * @param {unknown[]} returned
   */
  waitFor(returned) {
    const readings = returned.filter((each) => each instanceof Promise);
    if (readings.length > 0) void this.#holdFor(readings);
  }

  /** @param {Promise<unknown>[]} readings */
  async #holdFor(readings) {
    this.#running += 1;
    this.#stream.hold();
    for (const reading of await Promise.allSettled(readings)) {
      if (reading.status === "rejected") this.#report(reading.reason);
    }
    this.#running -= 1;
    if (this.#running === 0) for (const frame of this.#stream.release()) this.#tell(frame);
  }
}
