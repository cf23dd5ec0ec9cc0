// Prices from the market floor on a phone. Every answer is kept on the phone at once and sent
// when there is signal: once, whatever happens in between. Without this script the form is a
// plain one.

const KEPT = 'catat-1';
const DAY = 86_400_000;
/** Western Indonesia is seven hours ahead of UTC, all year. */
const WIB = 7 * 3_600_000;
/** Entries of a packet, and the shortest and longest wait after one that failed. */
const PACKET = 50;
const [SOONEST, LATEST] = [5_000, 300_000];
/** Minutes by which a clock may be off before it is said. */
const OFF = 5;

const page = document.getElementById('catat');
const words = JSON.parse(document.getElementById('catat-kata').textContent);
const said = document.getElementById('catat-status');
const way = document.getElementById('catat-masuk');
const refused = document.getElementById('catat-ditolak');
const person = Number(page.dataset.person);
const market = page.dataset.market;
const rows = [...page.querySelectorAll('.catat-row')];

const fill = (text, values) => text.replaceAll(/%([a-z])/g, (_, key) => values[key] ?? '');
const rupiah = (value) => `Rp${Math.round(value).toLocaleString(words.locale)}`;

// What the phone keeps.

const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open('catat', 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore('entries', { keyPath: 'id' });
    asked.result.createObjectStore('about');
  };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

/** Runs `work` on the stores in one transaction; what it gives is there once that is on disk. */
async function stored(mode, work) {
  const transaction = (await opened).transaction(['entries', 'about'], mode, { durability: 'strict' });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const result = await work(transaction.objectStore('entries'), transaction.objectStore('about'), asked);
  await done;
  return result;
}

const entries = () => stored('readonly', (kept, _, asked) => asked(kept.getAll()));

/** Keeps a new entry, with the next number of this phone. */
const keep = (entry) =>
  stored('readwrite', async (kept, about, asked) => {
    const device = (await asked(about.get('device'))) ?? uuid();
    const sequence = ((await asked(about.get('sequence'))) ?? 0) + 1;
    about.put(device, 'device');
    about.put(sequence, 'sequence');
    kept.put({ ...entry, id: uuid(), person, device, sequence, made_at: new Date().toISOString(), state: 'waiting' });
  });

/** Changes entries that are still there. */
const change = (ids, changed) =>
  stored('readwrite', async (kept, _, asked) => {
    for (const id of ids) {
      const entry = await asked(kept.get(id));
      if (entry) kept.put(changed(entry));
    }
  });

const discard = (ids) => stored('readwrite', async (kept) => ids.forEach((id) => kept.delete(id)));

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

// The day, by the server's clock as far as it is known.

const offset = () => Number(localStorage.getItem('catat-jam') ?? 0);
const today = () => new Date(Date.now() + offset() + WIB).toISOString().slice(0, 10);

function learnTime(now) {
  const off = Date.parse(now) - Date.now();
  localStorage.setItem('catat-jam', String(Math.abs(off) < OFF * 60_000 ? 0 : off));
  setDays();
}

/** Offers today and the days before it. A page that was kept knows only those of its own day. */
function setDays() {
  const days = page.querySelector('#catat-hari');
  if (!days || days.options[0].value === today()) return;
  const chosen = days.selectedIndex > 0 ? days.value : today();
  const first = Date.parse(today());
  const offered = Array.from({ length: Number(page.dataset.back) + 1 }, (_, back) => new Date(first - back * DAY));
  days.replaceChildren(
    ...offered.map((day) => {
      const value = day.toISOString().slice(0, 10);
      const text = day.toLocaleDateString(words.locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
      return new Option(text, value, false, value === chosen);
    }),
  );
  for (const row of rows) row.dataset.saved = '';
}

// Sending.

let sending = false;
let signedOut = false;
let wait = 0;
let timer;

/** One page at a time sends, where the browser can tell. */
const alone = (work) => (navigator.locks ? navigator.locks.request('catat-kirim', work) : work());

const ask = (path, options) =>
  fetch(path, { ...options, redirect: 'manual', signal: AbortSignal.timeout(20_000) });

async function send() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  try {
    await alone(async () => {
      while (await sendPacket());
      await sendPhotos();
    });
    wait = 0;
  } catch {
    wait = Math.min(Math.max(wait * 2, SOONEST), LATEST);
    timer = setTimeout(send, wait * (0.75 + Math.random() / 2));
  } finally {
    sending = false;
    await show();
  }
}

/** Sends the oldest entries; whether it is worth going on. */
async function sendPacket() {
  const waiting = (await entries()).filter((entry) => entry.state === 'waiting' && entry.person === person);
  const packet = waiting.sort((a, b) => a.sequence - b.sequence).slice(0, PACKET);
  if (packet.length === 0) return false;
  const plain = packet.map(({ state, reason, photo, name, ...entry }) => entry);
  const answer = await ask('/catat/kirim', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ entries: plain }),
  });
  if (isShut(answer)) return false;
  if (!answer.ok) throw new Error(String(answer.status));
  const { now, results } = await answer.json();
  learnTime(now);
  const ids = (result) => results.filter((one) => one.result === result).map((one) => one.id);
  const reasons = Object.fromEntries(results.map((one) => [one.id, one.reason]));
  await change(ids('kept'), (entry) => ({ ...entry, state: 'sent' }));
  await change(ids('refused'), (entry) => ({ ...entry, state: 'refused', reason: reasons[entry.id] }));
  await show();
  return ids('other-person').length === 0;
}

async function sendPhotos() {
  for (const entry of await entries()) {
    if (entry.state !== 'sent' || !entry.photo || entry.person !== person) continue;
    const answer = await ask(`/catat/foto/${entry.id}`, { method: 'POST', body: entry.photo });
    if (isShut(answer)) return;
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    await change([entry.id], ({ photo, ...rest }) => rest);
  }
}

/** Whether nobody is signed in any more: entries stay until somebody is. */
function isShut(answer) {
  signedOut = answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403;
  return signedOut;
}

/** Learns the time and whether somebody is signed in, then sends. */
async function greet() {
  try {
    const answer = await ask('/catat/keadaan');
    if (!isShut(answer) && answer.ok) learnTime((await answer.json()).now);
  } catch {
    // Without signal nothing is learnt.
  }
  await send();
}

// What is shown.

async function show() {
  const all = await entries();
  const waiting = all.filter((entry) => entry.state === 'waiting' && entry.person === person);
  const others = all.filter((entry) => entry.state === 'waiting' && entry.person !== person);
  const lines = [];
  if (waiting.length > 0) lines.push(fill(words.waiting, { n: waiting.length }));
  else if (all.some((entry) => entry.state === 'sent')) lines.push(words.all_sent);
  else if (ready) lines.push(words.ready);
  if (!navigator.onLine) lines.push(words.offline);
  if (others.length > 0) lines.push(fill(words.other_person, { n: others.length }));
  if (offset() !== 0) lines.push(fill(words.clock, { n: Math.round(Math.abs(offset()) / 60_000) }));
  const text = lines.join(' ');
  if (said.textContent !== text) said.textContent = text;
  said.classList.toggle('catat-waits', waiting.length > 0);
  way.hidden = !signedOut;
  if (signedOut && !way.firstChild) {
    const link = Object.assign(document.createElement('a'), { textContent: words.sign_in });
    link.href = `/masuk?lanjut=${encodeURIComponent(location.pathname)}`;
    way.append(link);
  }
  showRefused(all.filter((entry) => entry.state === 'refused'));
  for (const row of rows) showRow(row, all);
}

function showRefused(all) {
  refused.hidden = all.length === 0;
  refused.replaceChildren(
    ...all.map((entry) => {
      const item = document.createElement('li');
      const text = fill(words.refused, { v: `${entry.name} ${value(entry)}`, r: entry.reason });
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: words.discard });
      button.className = 'button-quiet';
      button.addEventListener('click', () => discard([entry.id]).then(show));
      item.append(text, ' ', button);
      return item;
    }),
  );
}

/** The last answer that this phone has for a row. */
function showRow(row, all) {
  const own = all.filter(
    (entry) => entry.market === market && entry.commodity === row.dataset.commodity && entry.day === chosenDay(),
  );
  const last = own.filter((entry) => entry.state !== 'refused').sort((a, b) => b.sequence - a.sequence)[0];
  const state = row.querySelector('.catat-state');
  if (!last) return;
  const text = fill(last.state === 'sent' ? words.sent : words.on_phone, { v: value(last) });
  if (state.textContent !== text) state.textContent = text;
  row.classList.toggle('catat-done', true);
}

function value({ answer, prices, unit }) {
  if (answer === 'no-goods') return words.no_goods;
  if (answer === 'closed') return words.closed;
  return `${rupiah(median(prices))}/${unit}`;
}

function median(prices) {
  const sorted = prices.toSorted ? prices.toSorted((a, b) => a - b) : [...prices].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

// The rows of the form.

const chosenDay = () => page.querySelector('#catat-hari').value;
const stalls = (row) => [...row.querySelectorAll('.catat-stall input')];

/** A whole amount of rupiah as people write it; NaN for anything else. */
function amount(text) {
  const digits = text.trim().replace(/^rp\.?\s*/i, '');
  return /^(\d{1,9}|\d{1,3}([.,]\d{3})+)$/.test(digits) ? Number(digits.replaceAll(/[.,]/g, '')) : NaN;
}

/** What a row says now; nothing where nothing was entered. */
function answerOf(row) {
  const prices = stalls(row).map((input) => input.value).filter((text) => text.trim() !== '').map(amount);
  const unit = row.querySelector('.catat-per select');
  const noGoods = row.querySelector('.catat-none input').checked;
  if (!noGoods && prices.length === 0) return null;
  return {
    answer: noGoods ? 'no-goods' : 'price',
    prices: noGoods ? [] : prices,
    unit: unit.value,
    per: Number(unit.selectedOptions[0].dataset.per),
    note: row.querySelector('textarea').value.trim(),
  };
}

/** Why a price is to be asked about, in words; nothing where it is not. */
function doubt(row, { answer, prices, unit, per }) {
  if (answer !== 'price') return null;
  const price = median(prices) / per;
  const far = (from, factor) => from > 0 && (price > from * factor || price < from / factor);
  const { last, others, jump, distance } = row.dataset;
  const told = (known) => ({ v: `${rupiah(median(prices))}/${unit}`, r: `${rupiah(known * per)}/${unit}` });
  if (far(Number(last), Number(jump))) return fill(words.ask_last, told(Number(last)));
  if (far(Number(others), Number(distance))) return fill(words.ask_others, told(Number(others)));
  return null;
}

/** Keeps what a row says, unless it is kept already or has to be asked about; whether it is. */
async function keepRow(row, cause = '') {
  const said = answerOf(row);
  const question = row.querySelector('.catat-question');
  if (!said) {
    question.hidden = true;
    return true;
  }
  const { per, ...answer } = said;
  const now = JSON.stringify([answer, chosenDay(), row.photo?.size]);
  if (row.dataset.saved === now && !cause) return true;
  const state = row.querySelector('.catat-state');
  if (answer.prices.some(Number.isNaN)) {
    state.textContent = words.bad_price;
    row.classList.add('catat-wrong');
    return false;
  }
  row.classList.remove('catat-wrong');
  const asked = cause ? null : doubt(row, said);
  if (asked) {
    row.querySelector('.catat-asked').textContent = asked;
    question.hidden = false;
    return false;
  }
  question.hidden = true;
  row.dataset.saved = now;
  const { photo } = row;
  row.photo = undefined;
  const name = row.querySelector('legend').firstChild.textContent.trim();
  await note(row.dataset.commodity, name, { ...answer, cause, ...(photo && { photo }) });
  return true;
}

/** Keeps an answer on the phone, says so, and sends it when it can. */
async function note(commodity, name, answer) {
  await keep({ market, commodity, name, day: chosenDay(), ...answer });
  await show();
  send();
}

/** On from a row to the next, or to what is asked of this one. */
async function leave(row) {
  if (!(await keepRow(row))) {
    (row.querySelector('.catat-question:not([hidden]) button') ?? stalls(row)[0]).focus();
    return;
  }
  const next = rows[rows.indexOf(row) + 1];
  if (next) stalls(next)[0].focus();
  else page.querySelector('button[type="submit"]:not([name])').focus();
}

function wire(row) {
  const fields = stalls(row);
  fields.forEach((input, at) => {
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      // On an empty field there is no other stall: on to the next commodity.
      if (input.value.trim() === '' || at === fields.length - 1) leave(row);
      else fields[at + 1].focus();
    });
  });
  row.addEventListener('focusout', (event) => {
    if (!row.contains(event.relatedTarget)) keepRow(row);
  });
  row.querySelector('.catat-none input').addEventListener('change', (event) => {
    if (event.target.checked) leave(row);
  });
  // A button a reason: one tap.
  const select = row.querySelector('.catat-cause');
  const button = (text, act) => {
    const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
    made.className = 'button-plain';
    made.addEventListener('click', act);
    return made;
  };
  const causes = Object.entries(words.causes).map(([cause, text]) =>
    button(text, async () => {
      await keepRow(row, cause);
      await leave(row);
    }),
  );
  const fix = button(words.fix, () => {
    row.querySelector('.catat-question').hidden = true;
    fields[0].select();
    fields[0].focus();
  });
  const buttons = document.createElement('div');
  buttons.className = 'catat-causes';
  buttons.append(...causes, fix);
  select.replaceWith(buttons);
  const photo = row.querySelector('.catat-photo');
  photo.hidden = false;
  photo.querySelector('input').addEventListener('change', (event) => takePhoto(row, event.target.files[0]));
}

/** A smaller picture, drawn anew: nothing of what the camera wrote beside it is left. */
async function takePhoto(row, file) {
  if (!file) return;
  const state = row.querySelector('.catat-state');
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1_280 / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    row.photo = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.7));
    state.textContent = words.photo_kept;
  } catch {
    state.textContent = words.photo_failed;
  }
}

// The list of markets.

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

// Use without signal.

let ready = false;

/** Keeps this page and those that it leads to, as the server has them now. */
async function keepPages() {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/catat-sw.js', { scope: '/catat' });
  await navigator.serviceWorker.ready;
  const links = [...document.querySelectorAll('#catat-pasar a')].map((link) => new URL(link.href).pathname);
  const kept = await caches.open(KEPT);
  const one = async (path) => {
    const answer = await ask(path);
    if (answer.ok) await kept.put(path, answer);
  };
  await Promise.all([...new Set([location.pathname, '/catat', ...links])].map(one));
}

/** Forgets what was sent and is of no use any more. */
async function tidy() {
  const oldest = new Date(Date.now() + offset() - 14 * DAY).toISOString().slice(0, 10);
  const old = (await entries()).filter((entry) => entry.state === 'sent' && !entry.photo && entry.day < oldest);
  if (old.length > 0) await discard(old.map((entry) => entry.id));
}

async function start() {
  wireNearest();
  try {
    await opened;
  } catch {
    // As in some private windows: the form is sent as a plain one.
    said.textContent = words.no_store;
    return;
  }
  rows.forEach(wire);
  setDays();
  page.querySelector('#catat-hari')?.addEventListener('change', () => {
    // The hints of another day, and what is in the book for it.
    const address = new URL(location.href);
    address.searchParams.set('hari', chosenDay());
    if (navigator.onLine) location.assign(address);
    else show();
  });
  if (market) {
    page.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (event.submitter?.name === 'tutup') {
        for (const row of rows) {
          const name = row.querySelector('legend').firstChild.textContent.trim();
          const unit = row.querySelector('.catat-per select').value;
          await keep({ market, commodity: row.dataset.commodity, name, day: chosenDay(), answer: 'closed', prices: [], unit, cause: '', note: '' });
        }
        await show();
      } else {
        for (const row of rows) await keepRow(row);
      }
      send();
    });
  }
  navigator.storage?.persist?.();
  await show();
  addEventListener('online', greet);
  addEventListener('offline', show);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && greet());
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
