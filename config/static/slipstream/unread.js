/** @file How many messages are unread, in each conversation and in all? As docs/protocol.md counts them. */

/**
 * @typedef {{ unread: number, upTo: number }} Count messages up to `upTo` are counted
 * @typedef {{ conversation_id: number, unread: number, up_to: number }} Told
 */

/** Counts on from what the server said. What is told again changes nothing. */
export class UnreadMessages {
  /** @type {Map<number, Count>} */
  #counts = new Map();

  /** @param {Told[]} conversations those that have unread messages */
  constructor(conversations) {
    this.begin(conversations);
  }

  /**
   * The truth was read again. Numbers that were counted already stay counted.
   * @param {Told[]} conversations
   */
  begin(conversations) {
    this.#counts.clear();
    for (const one of conversations) this.told(one);
  }

  get total() {
    return [...this.#counts.values()].reduce((sum, { unread }) => sum + unread, 0);
  }

  /** @param {number} conversation */
  in(conversation) {
    return this.#counts.get(conversation)?.unread ?? 0;
  }

  /**
   * A message has come in. True: it is news.
   * @param {number} conversation
   * @param {number} seq
   * @param {boolean} isOwn
   */
  arrived(conversation, seq, isOwn) {
    const count = this.#counts.get(conversation) ?? { unread: 0, upTo: 0 };
    if (seq <= count.upTo) return false;
    this.#counts.set(conversation, { unread: count.unread + (isOwn ? 0 : 1), upTo: seq });
    return !isOwn;
  }

  /**
   * Whether this message never came in: it was deleted before, and its number counts all the same.
   * @param {number} conversation
   * @param {number} seq
   */
  lacks(conversation, seq) {
    return seq > (this.#counts.get(conversation)?.upTo ?? 0);
  }

  /** @param {Told} numbers the server's own, which replace ours */
  told({ conversation_id, unread, up_to }) {
    this.#counts.set(conversation_id, { unread, upTo: up_to });
  }

  /** @param {number} conversation one that the reader is in no more */
  forget(conversation) {
    this.#counts.delete(conversation);
  }
}
