// What this device keeps for when there is no signal: our stylesheet, our script and one page that says so. Never a question, an
// answer or any page of a visit: every page comes from the server, or not at all. Quick exit has the browser throw all of it away.
// In front of this stand NAME, PAGE and FILES, as web/young_person/offline.py writes them.
var ANY = { ignoreVary: true };
addEventListener("install", function (event) {
  skipWaiting();
  event.waitUntil(caches.open(NAME).then(function (kept) { return kept.addAll([PAGE].concat(FILES)); }));
});
addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) { return name === NAME || caches.delete(name); }));
  }));
});
addEventListener("fetch", function (event) {
  var asked = event.request, path = new URL(asked.url).pathname;
  if (asked.method !== "GET") return;
  if (FILES.indexOf(path) >= 0 && asked.url.indexOf(location.origin) === 0)
    event.respondWith(caches.match(path, ANY).then(function (kept) { return kept || fetch(asked); }));
  else if (asked.mode === "navigate" && !STAFF.test(path))
    event.respondWith(fetch(asked).catch(function () { return caches.match(PAGE, ANY); }));
});
