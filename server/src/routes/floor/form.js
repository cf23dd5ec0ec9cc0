// The form for prices from the market floor. Every answer is kept on the phone at once and sent
// when there is signal: once, whatever happens in between. Without this script the form is a
// plain one.

const DAY = 86_400_000;
/** Western Indonesia is seven hours ahead of UTC, all year. */
const WIB = 7 * 3_600_000;
/** The shortest and longest wait after a packet that failed. */
const [SOONEST, LATEST] = [5_000, 300_000];
/** Minutes by which a clock may be off before it is said. */
const OFF = 5;
/** What the worker is asked to do when there is signal. */
const SEND = 'kirim';

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

async function send() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  try {
    const told = ({ now }) => {
      signedOut = false;
      learnTime(now);
      return show();
    };
    if (!(await catat.send(person, told))) signedOut = true;
    wait = 0;
  } catch {
    wait = Math.min(Math.max(wait * 2, SOONEST), LATEST);
    timer = setTimeout(send, wait * (0.75 + Math.random() / 2));
    await sendWhenClosed();
  } finally {
    sending = false;
    await show();
  }
}

/** Has the worker send once there is signal, also when this page is closed by then. */
async function sendWhenClosed() {
  try {
    const worker = await navigator.serviceWorker.getRegistration('/catat');
    await worker.sync.register(SEND);
  } catch {
    // A browser without it sends when the form is opened again.
  }
}

/** Learns the time and whether somebody is signed in, then sends. */
async function greet() {
  try {
    const answer = await catat.ask('/catat/keadaan');
    signedOut = catat.isShut(answer);
    if (!signedOut && answer.ok) learnTime((await answer.json()).now);
  } catch {
    // Without signal nothing is learnt.
  }
  await send();
}

// What is shown.

async function show() {
  const all = await catat.entries();
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
      button.addEventListener('click', () => catat.discard([entry.id]).then(show));
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
  const now = JSON.stringify([answer, chosenDay()]);
  if (row.dataset.saved === now && !row.photo && !cause) return true;
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
  await catat.keep(person, { market, commodity, name, day: chosenDay(), ...answer });
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

async function start() {
  wireNearest();
  try {
    await catat.opened();
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
          await catat.keep(person, { market, commodity: row.dataset.commodity, name, day: chosenDay(), answer: 'closed', prices: [], unit, cause: '', note: '' });
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
  // The worker has sent.
  navigator.serviceWorker?.addEventListener('message', show);
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
