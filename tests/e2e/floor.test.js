// Prices from the market floor, on a phone: the signal goes and comes back, the tab is closed,
// the login ends, the clock is wrong. Every entry arrives, and arrives once.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { invalid, violations } from './checks.js';
import { files, lumbung, shot } from './harness.js';
import { banner, enter, somebody } from './people.js';

/** What each commodity last cost, in rupiah, in the order of the walk. */
const LAST = {
  'beras-bawah-1': 13_500,
  'beras-bawah-2': 13_250,
  'beras-medium-1': 14_750,
  'beras-medium-2': 14_500,
  'beras-super-1': 16_000,
  'beras-super-2': 15_750,
  'daging-ayam-ras': 38_000,
  'daging-sapi-1': 140_000,
  'daging-sapi-2': 130_000,
  'telur-ayam-ras': 30_000,
  'bawang-merah': 32_000,
  'bawang-putih': 40_000,
  'cabai-merah-besar': 45_000,
  'cabai-merah-keriting': 48_000,
  'cabai-rawit-hijau': 40_000,
  'cabai-rawit-merah': 60_000,
  'minyak-goreng-curah': 18_500,
  'minyak-goreng-kemasan-1': 22_000,
  'minyak-goreng-kemasan-2': 21_000,
  'gula-pasir-premium': 19_000,
  'gula-pasir-lokal': 17_500,
};

/** A file with these prices at the market, as another Lumbung exports it. */
async function lastPrices() {
  const rows = Object.entries(LAST).map(([id, price]) => `2025-12-19,${id},3273/kosambi,retail,lokal,${price},kg,,,A,`);
  const head = 'date,commodity,place,level,source,reported,reported_unit,price,unit,status,version';
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'lumbung-catat-')), 'harga.csv');
  await writeFile(file, [head, ...rows, ''].join('\n'));
  return file;
}

// Without second steps: an address signs in only so often a minute, and here many do.
const site = lumbung(files(await lastPrices()), ['--second-factor-optional']);

/** Signs in on the page that asks for it. */
async function signIn(page, person) {
  await enter(page, person);
  await banner(page).getByRole('link', { name: person.fullName }).waitFor();
}

/** Signs a person in on a page of their own. */
async function signedIn(site, person, options) {
  const page = await site.open('/akun', options);
  await signIn(page, person);
  return page;
}

const PHONE = { width: 320, height: 640, hasTouch: true, isMobile: true };
const FORM = '/catat/3273/kosambi';

/** A new officer's phone, with the form of a market open and ready for use without signal. */
async function phone(options = {}) {
  const person = await somebody(site);
  const page = await signedIn(site, person, { ...PHONE, ...options });
  // So that all markets are kept, as they are when the list is opened in the morning.
  await page.goto('/catat');
  await awake(page);
  await page.goto(FORM);
  await awake(page);
  page.problems.length = 0;
  return { page, person };
}

const awake = (page) => page.locator('html[data-catat="siap"]').waitFor({ state: 'attached' });
const status = (page) => page.locator('#catat-status');
const row = (page, name) => page.getByRole('group', { name });
const price = (page, name, stall = 1) => row(page, name).getByLabel(`Lapak ${stall}`);
const state = (page, name) => row(page, name).locator('.catat-state');
const says = (place, text) => place.filter({ hasText: text }).waitFor();

/** Notes the price of one stall and goes on to the next commodity. */
async function note(page, name, value) {
  await price(page, name).fill(value);
  await price(page, name).press('Enter');
  await price(page, name, 2).press('Enter');
}

/** Waits until something holds, a look at a time. */
async function until(holds) {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

/** What the book has for the chosen market, newest last, as `commodity price`. */
async function book() {
  return ask("select p.name || ' ' || e.commodity || ' ' || coalesce(e.stall_1, e.answer) from floor_entry e join person p on p.id = e.person order by e.number");
}

/** The answers of the book to a question of one column. */
async function ask(query) {
  const script = `import sqlite3,sys; print("\\n".join(r[0] for r in sqlite3.connect(sys.argv[1]).execute(sys.argv[2])))`;
  const { stdout } = await promisify(execFile)('python3', ['-c', script, path.join(site.home, 'lumbung.db'), query]);
  return stdout.split('\n').filter(Boolean);
}

const of = async (person) =>
  (await book()).filter((line) => line.startsWith(`${person.name} `)).map((line) => line.slice(person.name.length + 1));

test('entries are kept without signal, survive a closed tab, and are sent once there is signal', async () => {
  const { page, person } = await phone();
  const context = page.context();
  await context.setOffline(true);
  await note(page, 'Bawang merah', '32000');
  await note(page, 'Bawang putih', '40.000');
  await row(page, 'Gula pasir lokal').getByLabel('Tidak ada barang').check();
  await says(status(page), '3 isian masih di ponsel');
  await says(state(page, 'Bawang merah'), 'Tersimpan di ponsel: Rp32.000/kg');
  assert.deepEqual(await of(person), []);
  await shot(page, 'floor-offline');

  await page.close();
  const again = await context.newPage();
  await again.goto(FORM);
  await says(status(again), '3 isian masih di ponsel');
  await says(state(again, 'Bawang putih'), 'Tersimpan di ponsel: Rp40.000/kg');
  await again.goto('/catat');
  await again.getByRole('link', { name: 'Pasar Andir' }).click();
  await price(again, 'Bawang merah').waitFor();
  await again.goto(FORM);

  await context.setOffline(false);
  await says(status(again), 'Semua isian sudah terkirim');
  await says(state(again, 'Bawang merah'), 'Terkirim: Rp32.000/kg');
  assert.deepEqual((await of(person)).sort(), ['bawang-merah 32000', 'bawang-putih 40000', 'gula-pasir-lokal no-goods']);
  await again.reload();
  await awake(again);
  assert.equal((await of(person)).length, 3, 'what was sent is not sent again');
  await context.close();
});

test('an entry whose answer was lost is sent again and counts once', async () => {
  const { page, person } = await phone();
  let lost = 0;
  await page.route('**/catat/kirim', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    // The server has it; the phone never hears so.
    await route.fetch();
    return route.abort('connectionreset');
  });
  await note(page, 'Bawang merah', '32000');
  await says(status(page), '1 isian masih di ponsel');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await says(status(page), 'Semua isian sudah terkirim');
  assert.deepEqual(await of(person), ['bawang-merah 32000']);
  assert.equal(lost, 1);
  await page.context().close();
});

test('entries are sent by the worker where the form is closed when the signal comes back', async () => {
  const { page, person } = await phone();
  const context = page.context();
  const elsewhere = await context.newPage();
  await elsewhere.goto('/akun');
  const session = await context.newCDPSession(elsewhere);
  const registered = new Promise((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) =>
      resolve(registrations.find(({ scopeURL }) => scopeURL === new URL('/catat', site.url).href)),
    ),
  );
  await session.send('ServiceWorker.enable');
  const { registrationId } = await registered;
  await context.setOffline(true);
  await note(page, 'Bawang merah', '32000');
  await says(status(page), '1 isian masih di ponsel');
  // The browser has been asked to say when there is signal.
  await page.waitForFunction(async () => {
    const worker = await navigator.serviceWorker.getRegistration('/catat');
    return (await worker.sync.getTags()).includes('kirim');
  });
  await page.close();
  await context.setOffline(false);
  // The browser may see by itself that there is signal; here it is told.
  await session.send('ServiceWorker.dispatchSyncEvent', {
    origin: new URL(site.url).origin,
    registrationId,
    tag: 'kirim',
    lastChance: false,
  });
  await until(async () => (await of(person)).length > 0);
  assert.deepEqual(await of(person), ['bawang-merah 32000']);
  await elsewhere.goto(FORM);
  await says(state(elsewhere, 'Bawang merah'), 'Terkirim: Rp32.000/kg');
  await context.close();
});

test('signing out takes the kept pages off the phone and leaves what still waits', async () => {
  const { page, person } = await phone();
  const context = page.context();
  await note(page, 'Bawang putih', '40000');
  await says(state(page, 'Bawang putih'), 'Terkirim');
  await context.route('**/catat/kirim', (route) => route.abort());
  await note(page, 'Bawang merah', '32000');
  await says(status(page), '1 isian masih di ponsel');
  page.once('dialog', (dialog) => dialog.accept());
  await banner(page).getByRole('button', { name: 'Keluar' }).click();
  await page.waitForURL('**/masuk?kabar=keluar');
  const left = () => caches.keys();
  await page.waitForFunction(async () => (await caches.keys()).length === 0);
  assert.deepEqual(await page.evaluate(left), []);
  await context.unroute('**/catat/kirim');
  await signIn(page, person);
  await page.goto(FORM);
  await says(status(page), 'Semua isian sudah terkirim');
  assert.deepEqual(await of(person), ['bawang-putih 40000', 'bawang-merah 32000']);
  await context.close();
});

/** A picture as cameras write it: large, and with a name and a place beside it. */
async function cameraPicture(page) {
  const drawn = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 2_000, height: 1_500 });
    const context = canvas.getContext('2d');
    context.fillStyle = '#a33';
    context.fillRect(200, 200, 900, 900);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const exif = Buffer.from('Exif\0\0GPS -6.919 Siti Rahayu', 'latin1');
  const segment = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment, exif, Buffer.from(drawn.slice(2))]);
}

test('a photo is kept without signal, loses what the camera wrote, and is seen among the entries', async () => {
  const { page, person } = await phone();
  const context = page.context();
  const buffer = await cameraPicture(page);
  await context.setOffline(true);
  const place = row(page, 'Bawang merah');
  await place.getByText('Catatan dan foto').click();
  await place.getByLabel('Foto').setInputFiles({ name: 'kios.jpg', mimeType: 'image/jpeg', buffer });
  await says(place.locator('.catat-state'), 'Foto siap; tersimpan bersama harganya.');
  await place.getByLabel('Catatan untuk petugas data').fill('Kiriman terlambat');
  await note(page, 'Bawang merah', '32000');
  await says(status(page), '1 isian masih di ponsel');
  await context.setOffline(false);
  await says(status(page), 'Semua isian sudah terkirim');
  const kept = () =>
    catat.entries().then((entries) => entries.every((entry) => entry.state === 'sent' && !('photo' in entry)));
  await page.waitForFunction(kept);

  const plan = await site.open('/catat/rencana', { ...PHONE, storageState: await asLeader() });
  await plan.getByRole('link', { name: 'dari 21 komoditas masuk' }).first().click();
  // Others may have noted the same market since.
  await plan.locator('.catat-replaced').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  const entry = plan.getByRole('row').filter({ hasText: 'Kiriman terlambat' });
  assert.deepEqual(await of(person), ['bawang-merah 32000'], 'with its picture it is still one entry');
  await entry.getByText(person.fullName).waitFor();
  const picture = await plan.request.get(await entry.getByRole('link', { name: 'Lihat foto' }).getAttribute('href'));
  assert.equal(picture.headers()['content-type'], 'image/jpeg');
  const bytes = await picture.body();
  assert.ok(bytes.length < 200_000 && !bytes.includes('Siti') && !bytes.includes('GPS'));
  const size = await plan.evaluate(async (data) => {
    const { width, height } = await createImageBitmap(new Blob([new Uint8Array(data)]));
    return [width, height];
  }, [...bytes]);
  assert.deepEqual(size, [1_280, 960]);
  await plan.context().close();
  await context.close();
});

test('markets are listed from the nearest on where the phone says where it is', async () => {
  const where = { latitude: -6.9447, longitude: 107.6428 };
  const options = { ...PHONE, geolocation: where, permissions: ['geolocation'], storageState: await asLeader() };
  const page = await site.open('/catat', options);
  await awake(page);
  const names = () => page.locator('#catat-pasar a').allInnerTexts();
  const before = await names();
  await page.getByRole('button', { name: 'Urutkan dari yang terdekat' }).click();
  await page.waitForFunction((first) => document.querySelector('#catat-pasar a').innerText !== first, before[0]);
  const after = await names();
  const far = await page.locator('#catat-pasar li').evaluateAll(
    (markets, here) => markets.map(({ dataset }) => Math.hypot(dataset.lat - here.latitude, dataset.lon - here.longitude)),
    where,
  );
  assert.deepEqual([...after].sort(), [...before].sort());
  assert.deepEqual(far, [...far].sort((a, b) => a - b));
  await page.context().close();
});

test('without knowing where the phone is the order stays and is said to', async () => {
  const page = await site.open('/catat', { ...PHONE, permissions: [], storageState: await asLeader() });
  await awake(page);
  const names = () => page.locator('#catat-pasar a').allInnerTexts();
  const before = await names();
  await page.getByRole('button', { name: 'Urutkan dari yang terdekat' }).click();
  await page.getByText('Letak ponsel tidak diketahui; urutannya tetap.').waitFor();
  assert.deepEqual(await names(), before);
  await page.context().close();
});

test('what was typed is of the day on which it was typed, also where the form is resumed on another', async () => {
  const { page, person } = await phone();
  const day = await page.locator('#catat-hari').inputValue();
  await price(page, 'Bawang merah').fill('32000');
  // The phone sleeps until the next survey day.
  const later = new Date(Date.now() + 3 * 86_400_000);
  await page.route('**/catat/keadaan', (route) => route.fulfill({ json: { now: later.toISOString(), person: 1 } }));
  await page.route('**/catat/kirim', async (route) => {
    const response = await route.fetch();
    return route.fulfill({ response, json: { ...(await response.json()), now: later.toISOString() } });
  });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const next = new Date(later.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  await page.waitForFunction((next) => document.querySelector('#catat-hari').value === next, next);
  assert.equal(await price(page, 'Bawang merah').inputValue(), '', 'nothing is carried over');
  await says(status(page), 'Semua isian sudah terkirim');
  const query = `select e.commodity || ' ' || e.day from floor_entry e join person p on p.id = e.person where p.name = '${person.name}'`;
  assert.deepEqual(await ask(query), [`bawang-merah ${day}`]);
  await page.context().close();
});

test('another day begins with empty fields, and a day that was chosen stays chosen without a server', async () => {
  const { page, person } = await phone();
  await page.context().setOffline(true);
  await note(page, 'Bawang merah', '32000');
  const days = page.locator('#catat-hari');
  const before = await days.locator('option').nth(2).getAttribute('value');
  await days.selectOption(before);
  await until(async () => (await price(page, 'Bawang merah').inputValue()) === '');
  assert.equal(await state(page, 'Bawang merah').innerText(), '');
  await page.goto(`${FORM}?hari=${before}`);
  await awake(page);
  assert.equal(await days.inputValue(), before, 'as the address says, whatever page was kept');
  await note(page, 'Bawang putih', '40000');
  await says(status(page), '2 isian masih di ponsel');
  await page.context().setOffline(false);
  await says(status(page), 'Semua isian sudah terkirim');
  const query = `select e.commodity || ' ' || (e.day = '${before}') from floor_entry e join person p on p.id = e.person where p.name = '${person.name}' order by e.number`;
  assert.deepEqual(await ask(query), ['bawang-merah 0', 'bawang-putih 1']);
  await page.context().close();
});

test('what is typed and not left is kept when the tab is closed, and what is open is there again', async () => {
  const { page, person } = await phone();
  const context = page.context();
  await price(page, 'Bawang merah').fill('32000');
  await price(page, 'Bawang putih').fill('400000');
  await says(row(page, 'Bawang merah').locator('.catat-state'), 'Rp32.000/kg');
  await page.close({ runBeforeUnload: true });
  const again = await context.newPage();
  await again.goto(FORM);
  await awake(again);
  assert.equal(await price(again, 'Bawang putih').inputValue(), '400000', 'nobody has said yet whether it is right');
  await again.getByRole('button', { name: 'Simpan dan kirim' }).click();
  await says(status(again), '1 isian belum tersimpan');
  await row(again, 'Bawang putih').getByRole('button', { name: 'Harganya memang berubah' }).click();
  await says(status(again), 'Semua isian sudah terkirim');
  assert.deepEqual(await of(person), ['bawang-merah 32000', 'bawang-putih 400000']);
  await context.close();
});

test('sending goes to the first row that is open and says how many there are', async () => {
  const { page, person } = await phone();
  const wrong = { 'Bawang merah': 'tiga', 'Bawang putih': '32,5', 'Cabai merah besar': '999999999' };
  for (const [name, text] of Object.entries(wrong)) await price(page, name).fill(text);
  await row(page, 'Telur ayam ras').getByText('Catatan dan foto').click();
  await row(page, 'Telur ayam ras').getByLabel('Catatan untuk petugas data').fill('Kiriman terlambat');
  await page.getByRole('button', { name: 'Simpan dan kirim' }).click();
  await says(status(page), '4 isian belum tersimpan');
  await page.waitForFunction(() => document.activeElement.closest('.catat-row')?.dataset.commodity === 'telur-ayam-ras');
  await says(state(page, 'Cabai merah besar'), 'di luar kisaran wajar');
  assert.equal(await price(page, 'Bawang merah').getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await violations(page), []);
  for (const name of Object.keys(wrong)) await price(page, name).fill('');
  await price(page, 'Telur ayam ras').fill('30000');
  await page.getByRole('button', { name: 'Simpan dan kirim' }).click();
  await says(status(page), 'Semua isian sudah terkirim');
  assert.equal(await state(page, 'Bawang merah').innerText(), '');
  assert.deepEqual(await of(person), ['telur-ayam-ras 30000']);
  await page.context().close();
});

test('entries wait for a login that has ended, and are sent after the next', async () => {
  const { page, person } = await phone();
  await page.context().clearCookies();
  await note(page, 'Bawang merah', '32000');
  await says(status(page), '1 isian masih di ponsel');
  const link = page.getByRole('link', { name: 'Masuk lagi agar isian terkirim' });
  await link.waitFor();
  assert.equal(new URL(await link.getAttribute('href'), site.url).searchParams.get('lanjut'), FORM);
  assert.deepEqual(await of(person), []);
  await page.goto('/masuk');
  await signIn(page, person);
  await page.goto(FORM);
  await says(status(page), 'Semua isian sudah terkirim');
  assert.deepEqual(await of(person), ['bawang-merah 32000']);
  await page.context().close();
});

test('entries of one account are not sent under another', async () => {
  const { page, person } = await phone();
  await page.context().setOffline(true);
  await note(page, 'Bawang merah', '32000');
  await says(status(page), '1 isian masih di ponsel');
  await page.context().clearCookies();
  await page.context().setOffline(false);
  const other = await somebody(site);
  const cookies = await (await signedIn(site, other)).context().cookies();
  await page.context().addCookies(cookies);
  await page.goto(FORM);
  await says(status(page), '1 isian dicatat dengan akun lain');
  assert.deepEqual([await of(person), await of(other)], [[], []]);
  await page.context().close();
});

test('a wrong clock is told, and the survey day follows the server', async () => {
  const { page, person } = await phone();
  const day = await page.locator('#catat-hari').inputValue();
  await page.clock.install({ time: Date.now() + 3 * 86_400_000 });
  await page.goto(FORM);
  await says(status(page), 'Jam ponsel ini berselisih 3 hari dari jam server');
  assert.equal(await page.locator('#catat-hari').inputValue(), day);
  await note(page, 'Bawang merah', '32000');
  await says(state(page, 'Bawang merah'), 'Terkirim: Rp32.000/kg');
  assert.deepEqual(await of(person), ['bawang-merah 32000']);
  await page.context().close();
});

test('a price far from the last is asked about and kept with its reason', async () => {
  const { page, person } = await phone();
  await says(row(page, 'Cabai rawit merah').locator('.catat-hint'), 'Terakhir Rp60.000/kg, 19 Des 2025');
  const far = '120000';
  await note(page, 'Bawang merah', 'tiga');
  await says(state(page, 'Bawang merah'), 'Tulis rupiah bulat');
  await says(status(page), '1 isian belum tersimpan');
  await price(page, 'Bawang merah').fill('');
  await note(page, 'Cabai rawit merah', far);
  await says(row(page, 'Cabai rawit merah').locator('.catat-asked'), 'Benarkah');
  assert.deepEqual(await of(person), []);
  assert.deepEqual(await violations(page), []);
  await shot(page, 'floor-question');
  await row(page, 'Cabai rawit merah').getByRole('button', { name: 'Pasokan sedikit' }).click();
  await says(state(page, 'Cabai rawit merah'), 'Terkirim');
  assert.deepEqual(await of(person), [`cabai-rawit-merah ${far}`]);
  await page.context().close();
});

test('a closed market is one tap, is asked about where there are prices, and can be taken back', async () => {
  const { page, person } = await phone();
  // A market of which nobody has noted anything.
  await page.goto('/catat/3273/andir');
  await awake(page);
  const closed = page.getByRole('button', { name: 'Pasar tutup' });
  await closed.click();
  await says(status(page), 'Semua isian sudah terkirim');
  const kept = await of(person);
  assert.equal(kept.length, 21);
  assert.ok(kept.every((line) => line.endsWith(' closed')));
  await note(page, 'Bawang merah', '32000');
  await says(state(page, 'Bawang merah'), 'Terkirim: Rp32.000/kg');
  page.once('dialog', (dialog) => dialog.dismiss());
  await closed.click();
  assert.equal(await price(page, 'Bawang merah').inputValue(), '32000');
  page.once('dialog', (dialog) => dialog.accept());
  await closed.click();
  await says(state(page, 'Bawang merah'), 'Terkirim: Pasar tutup');
  await note(page, 'Bawang merah', '32000');
  await says(state(page, 'Bawang merah'), 'Terkirim: Rp32.000/kg');
  assert.deepEqual((await of(person)).slice(21), ['bawang-merah 32000', ...kept, 'bawang-merah 32000']);
  await page.context().close();
});

// A number that is typed and closed with the keypad's next key is one entry; whatever else is
// touched is one tap. Counting begins on the form of a market.
for (const [stalls, most] of [
  [1, 42],
  [3, 63],
]) {
  test(`a walk of 21 commodities with ${stalls} stalls each takes ${most} taps and number entries`, async () => {
    const { page, person } = await phone();
    const asked = await page.locator('.catat-row').evaluateAll((rows) => rows.map((row) => row.dataset.commodity));
    assert.deepEqual(asked, Object.keys(LAST), 'the order of the walk');
    let count = 0;
    await page.locator('.catat-row input').first().focus();
    for (const price of Object.values(LAST)) {
      for (let stall = 0; stall < stalls; stall += 1) {
        await page.keyboard.type(String(price));
        const here = await page.evaluate(() => document.activeElement.id);
        await page.keyboard.press('Enter');
        await page.waitForFunction((id) => document.activeElement.id !== id, here);
        count += 1;
      }
      if (stalls < 3) {
        // The key on an empty stall leads to the next commodity.
        const here = await page.evaluate(() => document.activeElement.id);
        await page.keyboard.press('Enter');
        await page.waitForFunction((id) => document.activeElement.id !== id, here);
        count += 1;
      }
    }
    await says(status(page), 'Semua isian sudah terkirim');
    assert.equal((await of(person)).length, 21);
    assert.ok(count <= most, `${count}`);
    await page.context().close();
  });
}

test('the form works as a plain one without JavaScript', async () => {
  const person = await somebody(site);
  const { cookies } = await (await signedIn(site, person)).context().storageState();
  const page = await site.open(FORM, { ...PHONE, javaScriptEnabled: false, storageState: { cookies, origins: [] } });
  await price(page, 'Bawang putih').fill('40000');
  await price(page, 'Bawang merah').fill('990.000');
  await page.getByRole('button', { name: 'Simpan dan kirim' }).click();
  await says(page.getByRole('alert'), '1 isian tersimpan, 1 perlu diperiksa');
  await row(page, 'Bawang merah').getByLabel('Alasan harga ini benar').selectOption('scarce');
  await page.getByRole('button', { name: 'Simpan dan kirim' }).click();
  await says(page.getByRole('status'), 'Isian tersimpan dan segera masuk ke data.');
  assert.deepEqual(await of(person), ['bawang-putih 40000', 'bawang-merah 990000']);
  await page.context().close();
});

test('what came in is in the series a few seconds later', async () => {
  const { page } = await phone();
  await note(page, 'Bawang putih', '41000');
  await says(state(page, 'Bawang putih'), 'Terkirim');
  for (;;) {
    const answer = await fetch(new URL('/api/v1/series/bawang-putih/3273/kosambi.csv?source=lokal', site.url));
    if (answer.ok && (await answer.text()).includes(',lokal,41000,kg,')) break;
  }
  await page.context().close();
});

// What a leader sees, who may see all that an officer does: one for these tests, since an
// address signs in only so often a minute.
let leader;
async function asLeader() {
  leader ??= (await signedIn(site, await somebody(site, 'leader'))).context();
  const { cookies } = await leader.storageState();
  return { cookies, origins: [] };
}

test('all that the form loads is at most 150 kB', async () => {
  const storageState = await asLeader();
  const context = await site.browser.newContext({ baseURL: site.url, serviceWorkers: 'block', storageState });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  await page.goto(FORM, { waitUntil: 'networkidle' });
  console.log(`the form of a market loads ${Math.round(bytes / 1000)} kB`);
  assert.ok(bytes > 20_000 && bytes <= 150_000, `${bytes}`);
  await context.close();
});

for (const [name, address] of [
  ['list', '/catat'],
  ['form', FORM],
  ['plan', '/catat/rencana'],
  ['notes', '/catat/rencana/3273/kosambi'],
]) {
  test(`the ${name} is valid, breaks no WCAG rule and fits every window`, async () => {
    const page = await site.open(address, { storageState: await asLeader() });
    assert.deepEqual(await invalid(await page.answer.text()), []);
    for (const { width, colorScheme } of [
      { width: 320, colorScheme: 'light' },
      { width: 360, colorScheme: 'dark' },
      { width: 768, colorScheme: 'light' },
      { width: 1280, colorScheme: 'dark' },
    ]) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await shot(page, `floor-${name}-${width}-${colorScheme}`);
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      const frames = await page.locator('.sheet-frame').evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
      if (width < 768) assert.ok(frames.every((over) => over <= 0), `${frames} of a frame are cut off at ${width}`);
    }
    await page.context().close();
  });
}
