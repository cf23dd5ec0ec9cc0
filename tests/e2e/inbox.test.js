// The inbox of warnings: an officer finds one that nobody owns, takes it, comments and
// silences it, without JavaScript; everybody sees what was done, and nobody who.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invalid, violations } from './checks.js';
import { SAMPLE, computed, lumbung, shot } from './harness.js';
import { press, signedIn, somebody } from './people.js';

const site = lumbung(SAMPLE);

const done = (page, text) => page.getByRole('status').filter({ hasText: text }).waitFor();
const section = (page, name) => page.getByRole('region', { name, exact: true });
const history = (page) => section(page, 'Riwayat').getByRole('row');

/** A day in western Indonesia, as a date field takes it. */
function dayAhead(days) {
  return new Date(Date.now() + (7 * 60 * 60 + days * 24 * 60 * 60) * 1000).toISOString().slice(0, 10);
}

/** What is wrong with the open page, in light and in dark, on a phone and on a desk. */
async function wrong(page, name) {
  const found = await invalid(await page.answer.text());
  for (const [width, colorScheme] of [
    [320, 'dark'],
    [1280, 'light'],
  ]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await shot(page, `${name}-${width}`);
    found.push(...(await violations(page)));
    const scrolls = (await page.evaluate(() => document.documentElement.scrollWidth)) - width;
    if (scrolls > 0) found.push(`it runs out of a window of ${width} by ${scrolls} pixels`);
  }
  return found;
}

test('an officer takes a warning that nobody owns, comments, silences it, and it is in its history', async () => {
  const officer = await signedIn(site, await somebody(site));
  const storageState = await officer.context().storageState();
  await computed(await site.open('/peringatan/1'), 'Riwayat');
  const board = await site.open('/', { storageState, javaScriptEnabled: false });
  const unowned = board.getByRole('link', { name: /^\d+ peringatan tanpa pemilik$/ });
  const count = Number.parseInt(await unowned.innerText(), 10);
  await unowned.click();
  await board.getByText(`${count} peringatan belum ada pemiliknya.`).waitFor();
  await section(board, 'Berlaku di Kota Bandung').getByRole('heading', { level: 3 }).first().getByRole('link').click();
  const address = new URL(board.url()).pathname;

  await press(board, 'Ambil alih');
  await done(board, 'Peringatan ini sekarang milik Anda.');
  await section(board, 'Tangani peringatan ini').getByLabel('Komentar').fill('Sudah ditanyakan ke Pasar Kosambi.');
  await press(board, 'Tandai diketahui');
  await done(board, 'Peringatan ini ditandai diketahui.');
  await board.locator('#catat-catatan').fill('Operasi pasar dijadwalkan.');
  await board.getByLabel(/^Halaman terkait/).fill('halaman lain');
  await press(board, 'Simpan sebagai tindakan');
  await board.getByRole('alert').filter({ hasText: 'diawali garis miring' }).waitFor();
  assert.equal(await board.locator('#catat-catatan').inputValue(), 'Operasi pasar dijadwalkan.');
  await board.getByLabel(/^Halaman terkait/).fill('/wilayah/3273');
  await press(board, 'Simpan sebagai tindakan');
  await done(board, 'Catatan tersimpan.');
  await board.getByLabel('Disenyapkan sampai').fill(dayAhead(3));
  await board.getByLabel('Alasan menyenyapkan').fill('Menunggu panen.');
  await press(board, 'Senyapkan');
  await done(board, 'Peringatan ini disenyapkan.');

  const told = (await history(board).allInnerTexts()).join('\n');
  const places = ['diambil alih oleh Sari Wulandari', 'diketahui oleh', 'tindakan Sari', 'disenyapkan oleh'].map((text) =>
    told.indexOf(text),
  );
  assert.ok(
    places.every((place, at) => place > (places[at - 1] ?? -1)),
    told,
  );

  const public_ = await site.open(address);
  const seen = await public_.getByRole('main').innerText();
  assert.ok(seen.includes('diambil alih oleh petugas') && seen.includes('Operasi pasar dijadwalkan.'));
  assert.ok(!seen.includes('Wulandari') && !seen.includes('Ambil alih'));
  await public_.getByRole('img').filter({ hasText: 'Kotak di bawah garis menandai hari' }).waitFor();
  assert.deepEqual(await wrong(public_, 'warning-of-everybody'), []);
  await public_.goto('/peringatan');
  await section(public_, 'Disenyapkan').getByText('Pemilik: petugas').waitFor();
  await public_.getByText(`${count - 1} peringatan belum ada pemiliknya.`).waitFor();

  const page = await site.open('/peringatan?saring=saya', { storageState });
  await section(page, 'Disenyapkan').getByText('Pemilik: Anda').waitFor();
  assert.deepEqual(await wrong(page, 'inbox-of-officer'), []);
  await page.goto(address);
  assert.deepEqual(await wrong(page, 'warning-of-officer'), []);
  await page.getByLabel('Disenyapkan sampai').fill('2020-01-01');
  await page.getByLabel('Alasan menyenyapkan').fill('Menunggu panen lagi.');
  await press(page, 'Senyapkan');
  await page.getByRole('alert').filter({ hasText: 'Pilih tanggal antara' }).waitFor();
  assert.equal(await page.getByLabel('Alasan menyenyapkan').inputValue(), 'Menunggu panen lagi.');
  assert.deepEqual(await wrong(page, 'warning-wrong'), []);
});

test('the list is narrowed down by keyboard, and its address keeps the choice', async () => {
  const page = await site.open('/peringatan');
  await page.getByLabel('Jenis').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/jenis=surge/);
  assert.equal(await page.getByLabel('Jenis').inputValue(), 'surge');
  await page.getByRole('link', { name: 'Tampilkan semua' }).click();
  await page.waitForURL(/\/peringatan$/);
  assert.deepEqual(page.problems, []);
});
