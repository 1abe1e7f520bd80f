/** @file What was said lately, for a developer to read? */

/** @import { Frame, Traffic } from "./client.js" */

const MOST_ROWS = 200;

/**
 * @typedef {object} Row
 * @property {string} text all of it, for the filter and the copy
 * @property {HTMLElement} element
 */

/** A bounded list on the page, newest first. Everything goes in as text. While paused it collects, and shows later. */
export class FrameLog {
  #list;
  #most;
  /** @type {Row[]} oldest first */
  #rows = [];
  /** @type {Row[]} */
  #waiting = [];
  #isPaused = false;
  #wanted = "";

  /**
   * @param {HTMLElement} list an empty `ol`
   * @param {number} [most]
   */
  constructor(list, most = MOST_ROWS) {
    this.#list = list;
    this.#most = most;
  }

  /** How many came since the pause. */
  get waiting() {
    return this.#waiting.length;
  }

  /** The rows that are shown, oldest first, as text. */
  get text() {
    const shown = this.#rows.filter(({ element }) => !element.hidden);
    return shown.map(({ text }) => text).join("\n");
  }

  /** @param {Traffic} traffic */
  add({ direction, frame }) {
    const label = direction === "in" ? "received" : "sent";
    this.#row(direction, `${label} ${frame.type}${placeOf(frame)}`, frame);
  }

  /**
   * A line of our own, about the connection.
   * @param {string} text
   */
  note(text) {
    this.#row("note", text, null);
  }

  clear() {
    this.#rows = [];
    this.#waiting = [];
    this.#list.replaceChildren();
  }

  /**
   * Shows only the rows that hold this text, whatever its case.
   * @param {string} text
   */
  filter(text) {
    this.#wanted = text.trim().toLowerCase();
    for (const row of this.#rows) this.#sift(row);
  }

  /** @param {boolean} isPaused */
  pause(isPaused) {
    this.#isPaused = isPaused;
    if (isPaused) return;
    for (const row of this.#waiting.splice(0)) this.#show(row);
  }

  /**
   * @param {string} kind
   * @param {string} title
   * @param {Frame | null} frame
   */
  #row(kind, title, frame) {
    const time = new Date().toISOString().slice(11, 23);
    const element = this.#list.ownerDocument.createElement("li");
    element.className = `console-row console-${kind}`;
    element.append(this.#words("p", `${time} ${title}`));
    if (frame) element.append(this.#words("pre", JSON.stringify(frame, null, 2)));
    const row = { element, text: `${time} ${title}${frame ? ` ${JSON.stringify(frame)}` : ""}` };
    if (!this.#isPaused) this.#show(row);
    else if (this.#waiting.push(row) > this.#most) this.#waiting.shift();
  }

  /** @param {Row} row */
  #show(row) {
    this.#sift(row);
    this.#list.prepend(row.element);
    if (this.#rows.push(row) > this.#most) this.#rows.shift()?.element.remove();
  }

  /** @param {Row} row */
  #sift({ element, text }) {
    element.hidden = !text.toLowerCase().includes(this.#wanted);
  }

  /**
   * @param {"p" | "pre"} kind
   * @param {string} text
   */
  #words(kind, text) {
    const block = this.#list.ownerDocument.createElement(kind);
    block.textContent = text;
    return block;
  }
}

/** @param {Frame} frame */
function placeOf({ seq }) {
  return seq === undefined ? "" : ` #${seq}`;
}
