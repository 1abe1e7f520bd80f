/** @file How are the photos of an activity looked at large, added and removed on its page? */

import { Refused, ask, reasonIn } from "./api.js";
import { csrfToken } from "./page.js";
import { element, icon } from "./patterns.js";
import { drawPhotos } from "./photos.js";
import { toast } from "./toasts.js";

const part = /** @type {HTMLElement | null} */ (document.querySelector("[data-photos]"));
const id = Number(part?.dataset.photos);

/** Takes over the links and forms of the page's photos. */
export function startAlbum() {
  if (!part) return;
  part.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest("[data-large]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(/** @type {HTMLAnchorElement} */ (link));
  });
  part.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    event.preventDefault();
    if (form.matches("[data-photo-add]")) void add(form);
    else void remove(form);
  });
}

/** @param {HTMLAnchorElement} link */
function open(link) {
  const links = [.../** @type {HTMLElement} */ (part).querySelectorAll("[data-large]")];
  let place = links.indexOf(link);
  const [dialog, image] = [document.createElement("dialog"), document.createElement("img")];
  dialog.className = "large-photo";
  const close = button("close", "Close", () => dialog.close());
  const show = (/** @type {number} */ to) => {
    place = (to + links.length) % links.length;
    image.src = links[place]?.getAttribute("href") ?? "";
    image.alt = `Photo ${place + 1} of ${links.length}`;
  };
  dialog.append(image, close);
  if (links.length > 1) dialog.append(button("back", "The one before", () => show(place - 1)), next(() => show(place + 1)));
  dialog.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(place - 1);
    if (key === "ArrowRight") show(place + 1);
  });
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  show(place);
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {() => void} pressed */
function next(pressed) {
  const made = button("back", "The next one", pressed);
  made.classList.add("turned");
  return made;
}

/**
 * @param {string} name
 * @param {string} label
 * @param {() => void} pressed
 */
function button(name, label, pressed) {
  const made = element("button");
  made.className = `large-${name}`;
  made.setAttribute("aria-label", label);
  made.append(icon(name));
  made.addEventListener("click", pressed);
  return made;
}

/** @param {HTMLFormElement} form */
async function add(form) {
  const bar = form.querySelector("progress");
  const body = new FormData(form);
  body.delete("csrfmiddlewaretoken");
  setBusy(form, true);
  try {
    await send(`/api/v1/activities/${id}/photos`, body, (share) => bar && (bar.value = share * 100));
    form.reset();
    await renew();
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    toast(fault.message, { isFault: true });
  } finally {
    setBusy(form, false);
  }
}

/** @param {HTMLFormElement} form */
async function remove(form) {
  const one = /** @type {HTMLElement} */ (form.closest("[data-photo]"));
  one.hidden = true;
  try {
    await ask("DELETE", `activities/${id}/photos/${one.dataset.photo}`);
    one.remove();
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    one.hidden = false;
    toast(fault.message, { isFault: true });
  }
}

async function renew() {
  const card = part?.closest("[data-activity]");
  if (card) drawPhotos(card, id, (await ask("GET", `activities/${id}`)).photos);
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} isBusy
 */
function setBusy(form, isBusy) {
  for (const one of form.querySelectorAll("button")) one.disabled = isBusy;
  form.querySelector("progress")?.toggleAttribute("hidden", !isBusy);
}

/**
 * Sends a form and tells how much of it is sent: `fetch` cannot say that. Throws Refused.
 * @param {string} address
 * @param {FormData} body
 * @param {(share: number) => void} told
 */
function send(address, body, told) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && told(event.loaded / event.total));
    request.addEventListener("error", () => fail(new Refused(0, "There is no connection. Try again when you are back online.")));
    request.addEventListener("load", () => {
      if (request.status < 400) done(request.response);
      else fail(new Refused(request.status, reasonIn(request.response ?? {}, request.status)));
    });
    request.send(body);
  });
}
