/** @file How does a developer talk to the live side by hand? */

/** @import { ClientOptions, Position, StatusChange } from "./client.js" */

import { Client, CommandError } from "./client.js";
import { commandSamples } from "./command_samples.js";
import { FrameLog } from "./frame_log.js";
import { Latency } from "./latency.js";

const root = element("console", HTMLElement);
const status = element("console-status", HTMLElement);
const place = element("console-position", HTMLElement);
const delay = element("console-latency", HTMLElement);
const problem = element("console-problem", HTMLElement);
const type = element("console-type", HTMLSelectElement);
const editor = element("console-frame", HTMLTextAreaElement);
const goesOn = element("console-goes-on", HTMLInputElement);
const proof = element("console-proof", HTMLSelectElement);
const secret = element("console-secret", HTMLInputElement);
const way = element("console-way", HTMLSelectElement);
const connectButton = element("console-connect", HTMLButtonElement);
const disconnectButton = element("console-disconnect", HTMLButtonElement);
const pauseButton = element("console-pause", HTMLButtonElement);
const copyButton = element("console-copy", HTMLButtonElement);
const filter = element("console-filter", HTMLInputElement);
const log = new FrameLog(element("console-log", HTMLOListElement));
const latency = new Latency();

let client = makeClient(null);
/** @type {Map<string, Record<string, any>>} */
let samples = new Map([["heartbeat", {}]]);

connectButton.addEventListener("click", () => {
  problem.textContent = "";
  client.disconnect();
  client = makeClient(goesOn.checked ? client.position : null);
  client.connect();
});
disconnectButton.addEventListener("click", () => client.disconnect());
proof.addEventListener("change", showSecret);
type.addEventListener("change", fill);
filter.addEventListener("input", () => log.filter(filter.value));
pauseButton.addEventListener("click", () => {
  const isPaused = pauseButton.getAttribute("aria-pressed") !== "true";
  pauseButton.setAttribute("aria-pressed", String(isPaused));
  log.pause(isPaused);
  showWaiting();
});
element("console-clear", HTMLButtonElement).addEventListener("click", () => {
  log.clear();
  showWaiting();
});
copyButton.addEventListener("click", () => void copy());
element("console-form", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
showSecret();
void readSamples();

/** @param {Position | null} position */
function makeClient(position) {
  const made = new Client({ position, ...addresses(), ...credential() });
  made.on("status", showStatus);
  made.on("frame", (traffic) => {
    log.add(traffic);
    showWaiting();
    const ms = latency.measure(traffic);
    if (ms !== null) delay.textContent = `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
    // The frame is told before it is applied; look at the position afterwards.
    queueMicrotask(showPosition);
  });
  made.on("unsent", (unsent) => log.note(`never sent: ${unsent.type} (${unsent.reason})`));
  made.on("unsubscribed", ({ channel, code }) => log.note(`not watched any more: ${channel} (${code})`));
  return made;
}

/** A ticket opens one socket and no poll. @returns {ClientOptions} */
function addresses() {
  const { socketUrl = "", pollUrl = "" } = root.dataset;
  const polls = way.value !== "socket" && proof.value !== "ticket";
  return { socketUrl: way.value === "poll" ? null : socketUrl, pollUrl: polls ? pollUrl : null };
}

/** @returns {ClientOptions} */
function credential() {
  const text = secret.value.trim();
  if (proof.value === "ticket") return { ticket: () => text };
  if (proof.value === "token") return { token: () => text };
  const token = root.querySelector("input[name=csrfmiddlewaretoken]");
  return { csrfToken: token instanceof HTMLInputElement ? token.value : "" };
}

function showSecret() {
  const isTicket = proof.value === "ticket";
  const field = element("console-secret-field", HTMLElement);
  field.hidden = proof.value === "cookie";
  for (const option of way.options) option.disabled = isTicket && option.value === "poll";
  if (isTicket && way.value === "poll") way.value = "auto";
}

/** @param {StatusChange} change */
function showStatus(change) {
  const { status: name, ...details } = change;
  status.textContent = name;
  root.dataset.state = name;
  const told = Object.entries(details).map(([key, value]) => `${key}=${value}`);
  log.note(`status ${name} ${told.join(" ")}`);
  connectButton.disabled = name !== "closed";
  disconnectButton.disabled = name === "closed";
  if (name === "closed" && details.code !== 1000) problem.textContent = details.message ?? "";
  if (name === "live") client.sendWithAck("heartbeat").catch(showProblem);
  showPosition();
}

function showPosition() {
  const { position } = client;
  place.textContent = position ? `${position.epoch} / ${position.seq}` : "none";
}

function showWaiting() {
  pauseButton.textContent = log.waiting > 0 ? `Pause (${log.waiting} new)` : "Pause";
}

async function copy() {
  try {
    await navigator.clipboard.writeText(log.text);
    copyButton.textContent = "Copied";
  } catch {
    copyButton.textContent = "Not allowed";
  }
  setTimeout(() => (copyButton.textContent = "Copy"), 2000);
}

/** The server describes its commands; each gets an example. */
async function readSamples() {
  const answer = await fetch(root.dataset.descriptionUrl ?? "");
  if (!answer.ok) {
    problem.textContent = `The examples could not be read: ${answer.status}.`;
    return;
  }
  samples = commandSamples(await answer.json());
  const { value } = type;
  type.replaceChildren(...[...samples.keys()].sort().map((name) => new Option(name)));
  type.value = value;
}

/** An example that names a position gets ours. */
function fill() {
  const payload = { ...samples.get(type.value) };
  if ("epoch" in payload) Object.assign(payload, { epoch: "", seq: 0 }, client.position);
  if ("last_sequence" in payload) delete payload.last_sequence;
  editor.value = JSON.stringify({ type: type.value, payload, ack_id: "yes" }, null, 2);
}

function send() {
  problem.textContent = "";
  try {
    const { type: name, payload = {}, ack_id: asksForAck } = JSON.parse(editor.value);
    if (asksForAck) client.sendWithAck(name, payload).catch(showProblem);
    else if (!client.send(name, payload)) problem.textContent = "Not sent: connect first.";
  } catch (error) {
    showProblem(error);
  }
}

/** @param {unknown} error */
function showProblem(error) {
  const code = error instanceof CommandError ? `${error.code}: ` : "";
  problem.textContent = code + (error instanceof Error ? error.message : String(error));
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no #${id}.`);
  return found;
}
