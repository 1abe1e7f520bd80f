/** @file Which messages has the reader written that the server has not stored yet? They outlive a reload of the tab. */

/**
 * @typedef {{ clientId: string, conversation: number, content: string, at: string, reason: string | null }} Unsent
 *   `reason`: why the server did not take it; null: it waits for its turn or for a connection
 */

const MOST = 100;

/** A list in the order of writing, kept in `storage` under `key`. */
export class UnsentMessages {
  #storage;
  #key;
  /** @type {Unsent[]} */
  #list;

  /**
   * @param {Pick<Storage, "getItem" | "setItem">} storage
   * @param {string} key
   */
  constructor(storage, key) {
    this.#storage = storage;
    this.#key = key;
    this.#list = JSON.parse(storage.getItem(key) ?? "[]");
  }

  get isFull() {
    return this.#list.length >= MOST;
  }

  /**
   * What is to be sent next: the oldest that was not refused, so that each conversation keeps its order.
   * @returns {Unsent | undefined}
   */
  get next() {
    return this.#list.find(({ reason }) => reason === null);
  }

  /** @param {number} conversation */
  in(conversation) {
    return this.#list.filter((one) => one.conversation === conversation);
  }

  /** @param {Omit<Unsent, "reason">} message */
  add(message) {
    const unsent = { ...message, reason: null };
    this.#keep([...this.#list, unsent]);
    return unsent;
  }

  /**
   * @param {string} clientId
   * @param {string | null} reason null: try again
   */
  mark(clientId, reason) {
    this.#keep(this.#list.map((one) => (one.clientId === clientId ? { ...one, reason } : one)));
    return this.#list.find((one) => one.clientId === clientId);
  }

  /**
   * It is stored, or not wanted any more.
   * @param {string} clientId
   */
  remove(clientId) {
    this.#keep(this.#list.filter((one) => one.clientId !== clientId));
  }

  /** @param {Unsent[]} list */
  #keep(list) {
    this.#list = list;
    this.#storage.setItem(this.#key, JSON.stringify(list));
  }
}
