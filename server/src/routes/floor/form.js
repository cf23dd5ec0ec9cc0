// The form for prices from the market floor. Every answer is kept on the phone at once and sent
// when there is signal: once, whatever happens in between. Without this script the form is a
// plain one. It is sent as one script with `rows.js` and `start.js`: what the form is of and how
// it stands is here, a row of it there, and what happens when in the last.

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
const days = document.getElementById('catat-hari');
const person = Number(page.dataset.person);
const market = page.dataset.market;
const rows = [...page.querySelectorAll('.catat-row')];

const fill = (text, values) => text.replaceAll(/%([a-z])/g, (_, key) => values[key] ?? '');
const rupiah = (value) => `Rp${Math.round(value).toLocaleString(words.locale)}`;

// The day, by the server's clock as far as it is known.

/** The survey day that the fields are of. */
let day = page.dataset.day;

const offset = () => Number(localStorage.getItem('catat-jam') ?? 0);
const today = () => new Date(Date.now() + offset() + WIB).toISOString().slice(0, 10);

function learnTime(now) {
  const off = Date.parse(now) - Date.now();
  localStorage.setItem('catat-jam', String(Math.abs(off) < OFF * 60_000 ? 0 : off));
  return followDay();
}

/** Offers today and the days before it: a page that was kept knows only those of its own day. */
function offerDays() {
  const first = Date.parse(today());
  const offered = Array.from({ length: Number(page.dataset.back) + 1 }, (_, back) => new Date(first - back * DAY));
  days.replaceChildren(
    ...offered.map((date) => {
      const text = date.toLocaleDateString(words.locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
      return new Option(text, date.toISOString().slice(0, 10));
    }),
  );
  days.value = day;
  if (days.value === '') turn(today());
}

/** Goes along where the day has moved on since the form was opened, or the clock was set right. */
async function followDay() {
  if (!days) return;
  const before = days.options[0].value;
  if (before === today()) return;
  if (day === before && today() < before) {
    // The clock was ahead: what is in the fields is of today.
    day = today();
    for (const row of rows) row.dataset.saved = '';
  } else if (day === before && (await keepRows()).length === 0) {
    turn(today());
  }
  offerDays();
}

/** Turns the form to another day, with nothing in it. */
function turn(to) {
  rows.forEach(clear);
  day = to;
  days.value = to;
}

/** How far a clock is off, in words. */
function span(milliseconds) {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  if (minutes >= 2 * 24 * 60) return fill(words.span_days, { n: Math.round(minutes / (24 * 60)) });
  return minutes >= 2 * 60 ? fill(words.span_hours, { n: Math.round(minutes / 60) }) : fill(words.span_minutes, { n: minutes });
}

// Sending.

let sending = false;
let again = false;
let signedOut = false;
let wait = 0;
let timer;

async function send() {
  if (sending) {
    again = true;
    return;
  }
  sending = true;
  clearTimeout(timer);
  try {
    const told = async ({ now }) => {
      signedOut = false;
      if (now) await learnTime(now);
      await show();
    };
    if (!(await catat.send(person, told))) signedOut = true;
    wait = 0;
  } catch {
    again = false;
    wait = Math.min(Math.max(wait * 2, SOONEST), LATEST);
    timer = setTimeout(send, wait * (0.75 + Math.random() / 2));
    await sendWhenClosed();
  } finally {
    sending = false;
    await show();
  }
  if (!again) return;
  again = false;
  await send();
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
    if (!signedOut && answer.ok) await learnTime((await answer.json()).now);
  } catch {
    // Without signal nothing is learnt.
  }
  await send();
}

// What is shown.

let ready = false;
/** How much of this account is still on the phone, pictures included. */
let unsent = 0;

async function show() {
  const all = await catat.entries();
  const own = all.filter((entry) => entry.person === person);
  const waiting = own.filter(({ state }) => state === 'waiting').length;
  const photos = own.filter(({ state, photo }) => state === 'sent' && photo).length;
  const others = all.filter((entry) => entry.state === 'waiting' && entry.person !== person).length;
  const open = rows.filter(isOpen).length;
  unsent = waiting + photos;
  const lines = [];
  if (open > 0) lines.push(fill(words.open, { n: open }));
  if (waiting > 0) lines.push(fill(words.waiting, { n: waiting }));
  if (photos > 0) lines.push(fill(words.photos_waiting, { n: photos }));
  if (lines.length === 0 && own.some(({ state }) => state === 'sent')) lines.push(words.all_sent);
  else if (lines.length === 0 && ready) lines.push(words.ready);
  if (!navigator.onLine) lines.push(words.offline);
  if (others > 0) lines.push(fill(words.other_person, { n: others }));
  if (offset() !== 0) lines.push(fill(words.clock, { t: span(offset()) }));
  const text = lines.join(' ');
  if (said.textContent !== text) said.textContent = text;
  said.classList.toggle('catat-waits', unsent + open > 0);
  way.hidden = !signedOut;
  if (signedOut && !way.firstChild) {
    const link = Object.assign(document.createElement('a'), { textContent: words.sign_in });
    link.href = `/masuk?lanjut=${encodeURIComponent(location.pathname)}`;
    way.append(link);
  }
  showRefused(own.filter(({ state }) => state === 'refused'));
  for (const row of rows) showRow(row, own);
}

function showRefused(entries) {
  refused.hidden = entries.length === 0;
  refused.replaceChildren(
    ...entries.map((entry) => {
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

