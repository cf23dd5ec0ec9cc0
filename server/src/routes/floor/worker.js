// Keeps the pages under /catat and their files, for when there is no signal. Pages and the
// script come from the server where it answers soon, else as they were last; whatever else
// the site has is left alone. What is noted is sent here only when the browser says that there
// is signal again, since the form may be closed by then.

importScripts('/catat-simpan.js');

const PATIENCE = 5_000;
const PAGE = /^\/catat(\/\d{4}\/[a-z0-9-]+)?$/;
const FRESH = ['/catat.js', '/catat-simpan.js', '/pkg/lumbung.css'];
const FIXED = ['/pkg/favicon.svg', '/pkg/fonts/plex-400.woff2', '/pkg/fonts/plex-600.woff2'];

self.addEventListener('install', (event) => {
  const fill = async () => {
    const kept = await caches.open(catat.PAGES);
    // A file that is missing keeps nothing else from being kept.
    await Promise.allSettled([...FRESH, ...FIXED].map((path) => kept.add(path)));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith('catat-') && name !== catat.PAGES);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (FIXED.includes(pathname)) event.respondWith(kept(request, pathname));
  else if (FRESH.includes(pathname) || (request.mode === 'navigate' && PAGE.test(pathname))) {
    event.respondWith(fresh(request, pathname));
  }
});

/** As it was kept; from the server where it was not. */
async function kept(request, pathname) {
  return (await caches.match(pathname)) ?? keep(await fetch(request), pathname);
}

/** Keeps an answer that is good for the next time. */
async function keep(answer, pathname) {
  if (answer.ok && !answer.redirected) {
    const copy = answer.clone();
    await (await caches.open(catat.PAGES)).put(pathname, copy);
  }
  return answer;
}

/** From the server where it answers soon and well, which is kept; else as it was kept. */
async function fresh(request, pathname) {
  const slow = new Promise((_, reject) => setTimeout(() => reject(new Error('slow')), PATIENCE));
  // The page of another day or language is not that of the bare address.
  const isBare = new URL(request.url).search === '';
  const asked = fetch(request).then((answer) => (isBare ? keep(answer, pathname) : answer));
  try {
    const answer = await Promise.race([asked, slow]);
    return answer.status < 500 ? answer : ((await caches.match(pathname)) ?? answer);
  } catch {
    return (await caches.match(pathname)) ?? asked;
  }
}

self.addEventListener('sync', (event) => event.waitUntil(send()));

/** Sends what waits of whoever is signed in, and tells the pages; throws to be asked again. */
async function send() {
  const answer = await catat.ask('/catat/keadaan');
  if (catat.isShut(answer)) return;
  if (!answer.ok) throw new Error(String(answer.status));
  const { person } = await answer.json();
  const pages = async () => (await self.clients.matchAll()).forEach((page) => page.postMessage('kirim'));
  await catat.send(person, pages);
}
