/** @file How does a developer talk to the socket by hand? */

/** @import { Position, StatusChange } from "./client.js" */

import { Client, CommandError } from "./client.js";
import { FrameLog } from "./frame_log.js";

const root = element("console", HTMLElement);
const status = element("console-status", HTMLElement);
const place = element("console-position", HTMLElement);
const problem = element("console-problem", HTMLElement);
const editor = element("console-frame", HTMLTextAreaElement);
const goesOn = element("console-goes-on", HTMLInputElement);
const connectButton = element("console-connect", HTMLButtonElement);
const disconnectButton = element("console-disconnect", HTMLButtonElement);
const log = new FrameLog(element("console-log", HTMLOListElement));

let client = makeClient(null);

connectButton.addEventListener("click", () => {
  client.disconnect();
  client = makeClient(goesOn.checked ? client.position : null);
  client.connect();
});
disconnectButton.addEventListener("click", () => client.disconnect());
element("console-clear", HTMLButtonElement).addEventListener("click", () => log.clear());
element("console-form", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
for (const button of root.querySelectorAll("button[data-sample]")) {
  button.addEventListener("click", () => fill(button.getAttribute("data-sample") ?? ""));
}

/** @param {Position | null} position */
function makeClient(position) {
  const token = root.querySelector("input[name=csrfmiddlewaretoken]");
  const made = new Client({
    position,
    socketUrl: root.dataset.socketUrl,
    pollUrl: root.dataset.pollUrl,
    csrfToken: token instanceof HTMLInputElement ? token.value : "",
  });
  made.on("status", showStatus);
  made.on("frame", (traffic) => {
    log.add(traffic);
    // The frame is told before it is applied; look at the position afterwards.
    queueMicrotask(showPosition);
  });
  made.on("unsent", ({ type, reason }) => log.note(`never sent: ${type} (${reason})`));
  return made;
}

/** @param {StatusChange} change */
function showStatus(change) {
  const { status: name, ...details } = change;
  status.textContent = name;
  const told = Object.entries(details).map(([key, value]) => `${key}=${value}`);
  log.note(`status ${name} ${told.join(" ")}`);
  connectButton.disabled = name !== "closed";
  disconnectButton.disabled = name === "closed";
  showPosition();
}

function showPosition() {
  const { position } = client;
  place.textContent = position ? `${position.epoch} / ${position.seq}` : "none";
}

/** A sample that names a position gets ours. @param {string} sample */
function fill(sample) {
  const frame = JSON.parse(sample);
  if ("epoch" in frame.payload) Object.assign(frame.payload, client.position);
  editor.value = JSON.stringify(frame, null, 2);
}

function send() {
  problem.textContent = "";
  try {
    const { type, payload = {}, ack_id: asksForAck } = JSON.parse(editor.value);
    if (asksForAck) client.sendWithAck(type, payload).catch(showProblem);
    else if (!client.send(type, payload)) problem.textContent = "Not sent: connect first.";
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
