/** @file How do frames travel where sockets do not get through? */

/** @import { Frame, Position, Timers } from "./client.js" */
/** @import { Pace } from "./pace.js" */
/** @import { Closing, Transport, TransportHandlers } from "./types.js" */

import { retryAfterMs } from "./backoff.js";
import { BAD_CREDENTIAL, LOST } from "./close_codes.js";
import { isEphemeral, isObject, parseJson, readFrame, readPosition, refusalOf } from "./frames.js";

const POLL_SECONDS = 30;
const ANSWER_MARGIN_MS = 15_000;
const MESSAGES_A_POST = 20;
const MOST_QUEUED = 100;
const HOLD_MS = 5000;

/**
 * @typedef {object} PollOptions
 * @property {string} url absolute
 * @property {typeof fetch} fetch
 * @property {() => Record<string, string> | Promise<Record<string, string>>} headers
 * @property {() => string} csrfToken
 * @property {Timers} timers
 * @property {Pace} pace shared by all polls of a client
 * @property {number} [pollSeconds]
 */

/** @typedef {{ events: Frame[], position: Position | null, hasMore: boolean }} Answer */

/**
 * One lane waits for entries (GET), another carries commands (POST, which never waits). Both take turns from
 * one pace, and both answers go through the same rules of the position, so either may bring an entry.
 * @implements {Transport}
 */
export class PollTransport {
  #options;
  #handlers;
  #pace;
  /** @type {() => Position | null} */
  #current = () => null;
  /** @type {Frame[]} */
  #queued = [];
  /** @type {Frame[]} */
  #posting = [];
  #isPosting = false;
  #isReady = false;
  #isOver = false;
  /** @type {Set<AbortController>} */
  #requests = new Set();

  /**
   * @param {PollOptions} options
   * @param {TransportHandlers} handlers
   */
  constructor(options, handlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#pace = options.pace;
  }

  /** @param {() => Position | null} current */
  open(current) {
    this.#current = current;
    void this.#listen();
  }

  /** @param {Frame} frame */
  send(frame) {
    if (this.#isOver || this.#queued.length >= MOST_QUEUED || (isEphemeral(frame) && !frame.ack_id)) return false;
    this.#queued.push(frame);
    if (!this.#isPosting) void this.#carry();
    return true;
  }

  /** A request that hangs is ended by its own time-out. */
  probe() {}

  close() {
    this.#isOver = true;
    this.#pace.stop();
    for (const request of this.#requests) request.abort();
    return [...new Set([...this.#posting, ...this.#queued])];
  }

  async #listen() {
    let asksAtOnce = false;
    while (!this.#isOver) {
      await this.#pace.turn(asksAtOnce);
      const from = this.#current();
      const answer = await this.#ask([]);
      // An answer that says "more" and moves nothing must not make us ask for ever without a pause.
      asksAtOnce = answer !== null && answer.hasMore && this.#current()?.seq !== from?.seq;
    }
  }

  async #carry() {
    this.#isPosting = true;
    while (this.#queued.length > 0 && !this.#isOver) {
      await this.#pace.turn();
      this.#posting = this.#queued.splice(0, MESSAGES_A_POST);
      await this.#ask(this.#posting);
      if (!this.#isOver) this.#posting = [];
    }
    this.#isPosting = false;
  }

  /**
   * One request, from the position to the frames handed over. Null: nothing came of it.
   * @param {Frame[]} messages
   * @returns {Promise<Answer | null>}
   */
  async #ask(messages) {
    const from = this.#current();
    const exchange = this.#isOver ? null : await this.#exchange(messages, from);
    if (!exchange || this.#isOver) return null;
    const { response, body } = exchange;
    const answer = response.ok ? readAnswer(body) : null;
    if (answer) this.#deliver(answer, from);
    else this.#refuse(response, isObject(body) ? body : {}, messages);
    return answer;
  }

  /**
   * @param {Frame[]} messages
   * @param {Position | null} from
   */
  async #exchange(messages, from) {
    const request = new AbortController();
    const { timers } = this.#options;
    const timer = timers.setTimeout(() => request.abort(), this.#seconds * 1000 + ANSWER_MARGIN_MS);
    this.#requests.add(request);
    try {
      const headers = { Accept: "application/json", ...(await this.#options.headers()) };
      for (const message of messages) this.#handlers.onSent(message);
      const response = await this.#fetch(messages, from, { headers, cache: "no-store", signal: request.signal });
      return { response, body: parseJson(await response.text()) };
    } catch (error) {
      this.#end({ code: LOST, reason: `The request failed: ${error}`, retryAfterMs: 0 });
      return null;
    } finally {
      this.#requests.delete(request);
      timers.clearTimeout(timer);
    }
  }

  get #seconds() {
    return this.#options.pollSeconds ?? POLL_SECONDS;
  }

  /**
   * @param {Frame[]} messages
   * @param {Position | null} from
   * @param {RequestInit} init
   */
  #fetch(messages, from, init) {
    const { url, fetch, csrfToken } = this.#options;
    const address = new URL(url);
    const place = from && { epoch: from.epoch, last_poll_id: from.seq };
    if (messages.length === 0) {
      // The first answer says at once that polls get through.
      const asked = Object.entries({ ...place, timeout: this.#isReady ? this.#seconds : 0 });
      for (const [name, value] of asked) address.searchParams.set(name, String(value));
      return fetch(address.href, init);
    }
    const head = { ...init.headers, "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
    const body = JSON.stringify({ ...place, timeout: 0, messages });
    return fetch(address.href, { ...init, method: "POST", headers: head, body });
  }

  /**
   * @param {Answer} answer
   * @param {Position | null} from
   */
  #deliver({ events, position }, from) {
    if (!this.#isReady) {
      this.#isReady = true;
      this.#handlers.onReady(null);
    }
    // The other lane's answer may have told of a new numbering; what belongs to the old one is void.
    const isStale = from !== null && this.#current()?.epoch !== from.epoch;
    for (const frame of events) {
      if (this.#isOver) return;
      if (!isStale || frame.type === "ack" || frame.type === "error") this.#handlers.onFrame(frame);
    }
    if (!this.#isOver && !isStale && position) this.#handlers.onReached(position);
  }

  /**
   * @param {Response} response
   * @param {Record<string, any>} problem
   * @param {Frame[]} messages
   */
  #refuse(response, problem, messages) {
    const { status } = response;
    const reason = String(problem.detail ?? `The server answered ${status}.`);
    const waitMs = retryAfterMs(response.headers.get("Retry-After"), this.#options.timers.now());
    if (status === 429) {
      this.#pace.hold(waitMs || HOLD_MS);
      this.#queued.unshift(...messages);
    } else if (status === 401 || status === 403) {
      this.#end({ code: BAD_CREDENTIAL, reason, retryAfterMs: 0 });
    } else if (status >= 400 && status < 500 && messages.length > 0) {
      const code = String(problem.code ?? "INVALID_MESSAGE");
      for (const message of messages) this.#handlers.onFrame(refusalOf(message, code, reason));
    } else {
      this.#end({ code: LOST, reason, retryAfterMs: waitMs });
    }
  }

  /** @param {Closing} closing */
  #end(closing) {
    if (this.#isOver) return;
    this.close();
    this.#handlers.onClose(closing);
  }
}

/**
 * @param {unknown} body
 * @returns {Answer | null}
 */
function readAnswer(body) {
  if (!isObject(body) || !Array.isArray(body.events)) return null;
  const events = body.events.map(readFrame).filter((frame) => frame !== null);
  const position = readPosition({ epoch: body.epoch, seq: body.last_poll_id });
  return { events, position, hasMore: body.has_more === true };
}
