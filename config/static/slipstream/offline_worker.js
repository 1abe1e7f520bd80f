/** @file What does the browser show without a network? The last feed, with the time it is of; never another person's. */

/** @typedef {{ VERSION: string, FILES: string[], OFFLINE: string }} Told what config/pages/offline.py begins the script with */

const scope = /** @type {ServiceWorkerGlobalScope & { slipstream: Told }} */ (/** @type {unknown} */ (self));
const { VERSION, FILES, OFFLINE } = scope.slipstream;
const FEED = "/social/";
const FEED_CACHE = "slipstream-feed"; // one page, of one person
const FILE_CACHE = `slipstream-files-${VERSION}`;
const DOORS = new Set(["/", "/accounts/login/", "/accounts/signup/"]); // who sees these is signed out
const ENDS = new Set(["/accounts/logout/", "/social/settings/leave/"]); // a form sent there may end the log-in
const PERSON = "Slipstream-Person";
const known = new Set(FILES.map((path) => new URL(path, scope.location.origin).href));
let forgotten = 0; // how often: what was asked for before is not kept after

scope.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILE_CACHE).then((cache) => cache.addAll([...FILES, OFFLINE])));
  scope.skipWaiting();
});

scope.addEventListener("activate", (event) => event.waitUntil(begin()));

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== scope.location.origin) return;
  if (request.method === "POST" && ENDS.has(pathname)) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(visit(event, pathname));
  else if (known.has(request.url)) event.respondWith(fetch(request).catch(() => file(request.url)));
});

/** Files of an older version go; and the feed is kept, which was on the screen before this worker was there. */
async function begin() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("slipstream-files-") && name !== FILE_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
  const before = forgotten;
  const answer = await fetch(FEED, { redirect: "manual" }).catch(() => null);
  if (answer?.ok) await keep(answer, before);
}

/**
 * A page comes from the network, always; only without one from what is kept.
 * @param {FetchEvent} event
 * @param {string} pathname
 */
async function visit(event, pathname) {
  const before = forgotten;
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return (pathname === FEED && (await keptFeed())) || file(OFFLINE);
  }
  if (answer.ok && DOORS.has(pathname)) event.waitUntil(forget());
  else if (answer.ok && event.request.url === scope.location.origin + FEED) event.waitUntil(keep(answer.clone(), before));
  else event.waitUntil(forgetAnothers(answer.headers.get(PERSON)));
  return answer;
}

/**
 * Keeps the feed in place of the one before, unless somebody has logged out since it was asked for.
 * @param {Response} answer
 * @param {number} before
 */
async function keep(answer, before) {
  if (!answer.headers.has(PERSON)) return;
  const headers = new Headers(answer.headers);
  headers.set("Slipstream-Kept", new Date().toISOString());
  const content = await answer.text();
  if (before !== forgotten) return;
  const cache = await caches.open(FEED_CACHE);
  await cache.put(FEED, new Response(content, { headers }));
  if (before !== forgotten) await caches.delete(FEED_CACHE);
}

/** The last feed, which says of itself when it was read. */
async function keptFeed() {
  const answer = await kept(FEED_CACHE, FEED);
  if (!answer) return null;
  const content = await answer.text();
  const moment = answer.headers.get("Slipstream-Kept");
  return new Response(content.replace("<html ", `<html data-kept="${moment}" `), { headers: answer.headers });
}

/**
 * @param {string} name
 * @param {string} address
 */
async function kept(name, address) {
  return (await caches.open(name)).match(address);
}

/**
 * A file that is kept; as without a worker, where the browser has thrown it away.
 * @param {string} address
 */
async function file(address) {
  return (await kept(FILE_CACHE, address)) ?? Response.error();
}

async function forget() {
  forgotten += 1;
  await caches.delete(FEED_CACHE);
}

/**
 * Somebody else has logged in: what was kept is not theirs.
 * @param {string | null} person
 */
async function forgetAnothers(person) {
  const answer = person && (await kept(FEED_CACHE, FEED));
  if (answer && answer.headers.get(PERSON) !== person) await forget();
}
