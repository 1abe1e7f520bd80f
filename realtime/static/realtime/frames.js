/** @file What is a frame, and how is one read that we did not write? */

/** @import { Frame, Position } from "./client.js" */

const ID_BYTES = 16;
const EPHEMERAL_TYPES = new Set(["heartbeat", "typing_start", "typing_stop"]);

/** A random id; `crypto.randomUUID` would be missing on plain http. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A frame with a fresh id. With `asksForAck` the answer repeats that id.
 * @param {string} type
 * @param {Record<string, any>} payload
 * @param {boolean} [asksForAck]
 * @returns {Frame}
 */
export function makeFrame(type, payload, asksForAck = false) {
  const id = newId();
  return asksForAck ? { id, type, payload, ack_id: id } : { id, type, payload };
}

/**
 * The size on the wire.
 * @param {Frame} frame
 */
export function bytesIn(frame) {
  return new TextEncoder().encode(JSON.stringify(frame)).length;
}

/**
 * True for what is worthless later: it is sent at once over a socket, or not at all.
 * @param {Frame} frame
 */
export function isEphemeral({ type }) {
  return EPHEMERAL_TYPES.has(type);
}

/**
 * JSON whose keys cannot reach a prototype, or undefined when it is not JSON. A `__proto__` key is left out:
 * harmless where JSON.parse puts it, it would change the target of an Object.assign later on.
 * @param {string} text
 * @returns {unknown}
 */
export function parseJson(text) {
  const maybeUnsafe = text.includes("__proto__") || text.includes("\\u");
  try {
    return maybeUnsafe ? JSON.parse(text, withoutProto) : JSON.parse(text);
  } catch {
    // Malformed, or nested too deeply to be read: either way not ours.
    return undefined;
  }
}

/**
 * @param {string} key
 * @param {unknown} value
 */
function withoutProto(key, value) {
  return key === "__proto__" ? undefined : value;
}

/**
 * The frame in a message, or null when it is none.
 * @param {unknown} data
 */
export function parseFrame(data) {
  return typeof data === "string" ? readFrame(parseJson(data)) : null;
}

/**
 * The frame in parsed JSON, or null when it is none. Holds known fields of the right kind and nothing else.
 * @param {unknown} value
 * @returns {Frame | null}
 */
export function readFrame(value) {
  if (!isObject(value)) return null;
  const { id, type, payload = {}, seq } = value;
  if (typeof type !== "string" || type === "" || !isObject(payload ?? {})) return null;
  if (seq != null && !isSeq(seq)) return null;
  /** @type {Frame} */
  const frame = { id: typeof id === "string" ? id : "", type, payload: payload ?? {} };
  if (seq != null) frame.seq = seq;
  if (typeof value.channel === "string") frame.channel = value.channel;
  if (typeof value.ack_id === "string") frame.ack_id = value.ack_id;
  if (typeof value.epoch === "string") frame.epoch = value.epoch;
  if (typeof value.timestamp === "string") frame.timestamp = value.timestamp;
  return frame;
}

/**
 * The position a frame states, on the frame or in its payload; null when it states none.
 * @param {Frame} frame
 * @returns {Position | null}
 */
export function positionOf(frame) {
  return readPosition(frame) ?? readPosition(frame.payload);
}

/**
 * @param {unknown} value
 * @returns {Position | null}
 */
export function readPosition(value) {
  if (!isObject(value)) return null;
  const { epoch, seq } = value;
  return typeof epoch === "string" && epoch !== "" && isSeq(seq) ? { epoch, seq } : null;
}

/**
 * What the server would have said, had it read the command at all.
 * @param {Frame} command
 * @param {string} code
 * @param {string} message
 * @returns {Frame}
 */
export function refusalOf(command, code, message) {
  const error = { code, message, details: {} };
  if (!command.ack_id) return { id: newId(), type: "error", payload: error };
  const payload = { ack_id: command.ack_id, success: false, error, result: null };
  return { id: newId(), type: "ack", ack_id: command.ack_id, payload };
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
function isSeq(value) {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
