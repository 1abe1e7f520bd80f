/** @file Why did a command fail? */

/** `code` is the server's, or one of TIMEOUT, EXPIRED, QUEUE_FULL, CLOSED, INVALID_MESSAGE. */
export class CommandError extends Error {
  /**
   * @param {string} code
   * @param {string} message a sentence for a person
   * @param {unknown} [details]
   */
  constructor(code, message, details = null) {
    super(message);
    this.name = "CommandError";
    this.code = code;
    this.details = details;
  }
}
