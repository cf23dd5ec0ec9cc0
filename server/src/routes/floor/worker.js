// Keeps the pages under /catat and their files, for when there is no signal. Pages and the
// script come from the server where it answers soon, else as they were last; whatever else
// the site has is left alone. What is written goes past this worker.

const KEPT = 'catat-1';
const PATIENCE = 5_000;
const PAGE = /^\/catat(\/\d{4}\/[a-z0-9-]+)?$/;
const FRESH = ['/catat.js', '/pkg/lumbung.css'];
const FIXED = ['/pkg/favicon.svg', '/pkg/fonts/plex-400.woff2', '/pkg/fonts/plex-600.woff2'];

self.addEventListener('install', (event) => {
  const keep = async () => {
    const kept = await caches.open(KEPT);
    // A file that is missing keeps nothing else from being kept.
    await Promise.allSettled([...FRESH, ...FIXED].map((path) => kept.add(path)));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith('catat-') && name !== KEPT);
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
  return (await caches.match(pathname)) ?? fetch(request);
}

/** From the server where it answers soon, which is kept; else as it was kept. */
async function fresh(request, pathname) {
  const slow = new Promise((_, reject) => setTimeout(() => reject(new Error('slow')), PATIENCE));
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) {
      const copy = answer.clone();
      await (await caches.open(KEPT)).put(pathname, copy);
    }
    return answer;
  });
  try {
    return await Promise.race([asked, slow]);
  } catch {
    return (await caches.match(pathname)) ?? asked;
  }
}
