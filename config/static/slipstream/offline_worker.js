/** @file What does the browser show without a network? The last feed, with the time it is of; never another person's. */

const { VERSION, FILES, OFFLINE } = self.slipstream;
const FEED = "/social/";
const FEED_CACHE = "slipstream-feed"; // one page, of one person
const FILE_CACHE = `slipstream-files-${VERSION}`;
const DOORS = new Set(["/", "/accounts/login/", "/accounts/signup/"]); // who sees these is signed out
const ENDS = new Set(["/accounts/logout/", "/social/settings/leave/"]); // a form sent there may end the log-in
const PERSON = "Slipstream-Person";
const known = new Set(FILES.map((file) => new URL(file, self.location.origin).href));
let forgotten = 0; // how often: what was asked for before is not kept after

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILE_CACHE).then((cache) => cache.addAll([...FILES, OFFLINE])));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(begin()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && ENDS.has(pathname)) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(visit(event, pathname));
  else if (known.has(request.url)) event.respondWith(fetch(request).catch(() => kept(FILE_CACHE, request.url)));
});

/** Files of an older version go; and the feed is kept, which was on the screen before this worker was there. */
async function begin() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("slipstream-files-") && name !== FILE_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
  const before = forgotten;
  const answer = await fetch(FEED, { redirect: "manual" }).catch(() => null);
  if (answer?.ok) await keep(answer, before);
}

/** A page comes from the network, always; only without one from what is kept. */
async function visit(event, pathname) {
  const before = forgotten;
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return (pathname === FEED && (await keptFeed())) || kept(FILE_CACHE, OFFLINE);
  }
  if (answer.ok && DOORS.has(pathname)) event.waitUntil(forget());
  else if (answer.ok && event.request.url === self.location.origin + FEED) event.waitUntil(keep(answer.clone(), before));
  else event.waitUntil(forgetAnothers(answer.headers.get(PERSON)));
  return answer;
}

/** Keeps the feed in place of the one before, unless somebody has logged out since it was asked for. */
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

async function kept(name, address) {
  return (await caches.open(name)).match(address);
}

async function forget() {
  forgotten += 1;
  await caches.delete(FEED_CACHE);
}

/** Somebody else has logged in: what was kept is not theirs. */
async function forgetAnothers(person) {
  const answer = person && (await kept(FEED_CACHE, FEED));
  if (answer && answer.headers.get(PERSON) !== person) await forget();
}
