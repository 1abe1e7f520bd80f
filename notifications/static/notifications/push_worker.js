/** @file What does the browser show while the page is closed? A service worker that takes pushes and opens their page. */

self.addEventListener("push", (event) => {
  const { title, link, tag } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { tag, data: { link } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const place = new URL(event.notification.data.link, self.location.origin);
  if (place.origin === self.location.origin) event.waitUntil(self.clients.openWindow(place.href));
});
