/** @file Which key asks for what? One key, or g and then another. */

/**
 * @typedef {"next" | "previous" | "like" | "comment" | "messages" | "feed" | "search" | "help"} Wish
 * @typedef {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">} Press
 */

const PREFIX = "g";
const PAUSE_MS = 1500;
/** @type {Record<string, Wish>} */
const ALONE = { j: "next", k: "previous", l: "like", c: "comment", "/": "search", "?": "help" };
/** @type {Record<string, Wish>} */
const AFTER_G = { m: "messages", f: "feed" };

/** Reads keys one by one; what was pressed before counts for a moment. */
export class Keys {
  #prefixAt = -Infinity;

  /**
   * @param {Press} press
   * @param {number} now milliseconds
   * @returns {Wish | null} null: nothing is meant
   */
  read({ key, ctrlKey, metaKey, altKey }, now) {
    if (ctrlKey || metaKey || altKey) return null;
    const isSecond = now - this.#prefixAt < PAUSE_MS;
    this.#prefixAt = key === PREFIX && !isSecond ? now : -Infinity;
    const wishes = isSecond ? AFTER_G : ALONE;
    return Object.hasOwn(wishes, key) ? (wishes[key] ?? null) : null;
  }
}

/**
 * Whether the keys of this element are its own: somebody types there, or chooses.
 * @param {Element | null} element
 */
export function takesKeys(element) {
  return element?.closest("input, textarea, select, [contenteditable], dialog[open]") != null;
}
