// The list of markets, use without signal, and what happens when.

function wireNearest() {
  const button = document.getElementById('catat-dekat');
  const list = document.getElementById('catat-pasar');
  if (!button || !list || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // A degree of longitude is as long as one of latitude here, near enough to sort by.
        const far = ({ dataset }) =>
          dataset.lat ? Math.hypot(dataset.lat - coords.latitude, dataset.lon - coords.longitude) : Infinity;
        list.append(...[...list.children].sort((a, b) => far(a) - far(b)));
      },
      () => (button.textContent = words.nowhere),
      { maximumAge: 60_000, timeout: 10_000 },
    );
  });
}

/** Keeps this page and those that it leads to, as the server has them now. */
async function keepPages() {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/catat-sw.js', { scope: '/catat' });
  await navigator.serviceWorker.ready;
  const links = [...document.querySelectorAll('#catat-pasar a')].map((link) => new URL(link.href).pathname);
  const kept = await caches.open(catat.PAGES);
  const one = async (path) => {
    const answer = await catat.ask(path);
    if (answer.ok) await kept.put(path, answer);
  };
  await Promise.all([...new Set([location.pathname, '/catat', ...links])].map(one));
}

/** Forgets what was sent and is of no use any more. */
async function tidy() {
  const oldest = new Date(Date.now() + offset() - 14 * DAY).toISOString().slice(0, 10);
  const old = (await catat.entries()).filter((entry) => entry.state === 'sent' && !entry.photo && entry.day < oldest);
  if (old.length > 0) await catat.discard(old.map((entry) => entry.id));
}

/** The form of a market. */
function wireForm() {
  rows.forEach(wire);
  const asked = new URLSearchParams(location.search).get('hari');
  day = asked ?? today();
  offerDays();
  // What the page says of the book is of the day that the server made it for.
  if (day !== page.dataset.day) rows.forEach(clear);
  takeUp();
  days.addEventListener('change', async () => {
    const to = days.value;
    days.value = day;
    // What is in the fields is of the day before.
    const open = await keepRows();
    if (open.length > 0) return goTo(open[0]);
    turn(to);
    await show();
    if (!navigator.onLine) return;
    // The hints of another day, and what is in the book for it.
    const address = new URL(location.href);
    address.searchParams.set('hari', to);
    location.assign(address);
  });
  page.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (event.submitter?.name === 'tutup') return closeMarket(event.submitter);
    const open = await keepRows();
    send();
    if (open.length > 0) goTo(open[0]);
  });
  addEventListener('pagehide', putAway);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && putAway());
}

/** That the market is closed, for every commodity; asked about where there is an answer already. */
async function closeMarket(button) {
  const hasAnswers = rows.some((row) => answerOf(row) || stateOf(row).textContent !== '');
  if (hasAnswers && !confirm(words.ask_closed)) return;
  button.disabled = true;
  rows.forEach(clear);
  const closed = (row) => entryOf(row, { answer: 'closed', prices: [], unit: unitOf(row).value, cause: '', note: '' });
  await catat.keep(person, rows.map(closed));
  await show();
  button.disabled = false;
  send();
}

async function start() {
  wireNearest();
  try {
    await catat.opened();
  } catch {
    // As in some private windows: the form is sent as a plain one.
    said.textContent = words.no_store;
    return;
  }
  if (market) wireForm();
  navigator.storage?.persist?.();
  await show();
  addEventListener('online', greet);
  addEventListener('offline', show);
  // The worker has sent.
  navigator.serviceWorker?.addEventListener('message', show);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && greet());
  document.querySelector('form[action^="/keluar"]')?.addEventListener('submit', (event) => {
    if (unsent > 0 && !confirm(fill(words.ask_leave, { n: unsent }))) event.preventDefault();
  });
  await tidy();
  await greet();
  try {
    await keepPages();
    ready = 'serviceWorker' in navigator;
  } catch {
    // Without signal, what was kept before stays.
    ready = Boolean(navigator.serviceWorker?.controller);
  }
  await show();
  document.documentElement.dataset.catat = 'siap';
}

start();
