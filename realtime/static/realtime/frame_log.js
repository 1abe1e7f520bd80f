/** @file What was said lately, for a developer to read? */

/** @import { Frame, Traffic } from "./client.js" */

const MOST_ROWS = 200;

/** A bounded list on the page, newest first. Everything goes in as text. */
export class FrameLog {
  #list;
  #most;

  /**
   * @param {HTMLElement} list an empty `ol`
   * @param {number} [most]
   */
  constructor(list, most = MOST_ROWS) {
    this.#list = list;
    this.#most = most;
  }

  /** @param {Traffic} traffic */
  add({ direction, frame }) {
    const label = direction === "in" ? "received" : "sent";
    this.#row(direction, `${label} ${frame.type}${placeOf(frame)}`, JSON.stringify(frame, null, 2));
  }

  /**
   * A line of our own, about the connection.
   * @param {string} text
   */
  note(text) {
    this.#row("note", text, "");
  }

  clear() {
    this.#list.replaceChildren();
  }

  /**
   * @param {string} kind
   * @param {string} title
   * @param {string} body
   */
  #row(kind, title, body) {
    const { ownerDocument } = this.#list;
    const row = ownerDocument.createElement("li");
    row.className = `frame frame-${kind}`;
    const head = ownerDocument.createElement("p");
    head.textContent = `${new Date().toISOString().slice(11, 23)} ${title}`;
    row.append(head);
    if (body) row.append(this.#preformatted(body));
    this.#list.prepend(row);
    while (this.#list.childElementCount > this.#most) this.#list.lastElementChild?.remove();
  }

  /** @param {string} text */
  #preformatted(text) {
    const block = this.#list.ownerDocument.createElement("pre");
    block.textContent = text;
    return block;
  }
}

/** @param {Frame} frame */
function placeOf({ seq }) {
  return seq === undefined ? "" : ` #${seq}`;
}
