// An officer's prices: from a real file to the board and back; what the preview
// says of a file; and a file that does not arrive.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { lumbung, shot } from './harness.js';
import { arrives, banner, press, signInAgain, signedIn, somebody } from './people.js';
import { MORE_PRICES, PRICES, choose } from './price-files.js';

const REAL = process.env.LUMBUNG_REAL_DATA;
const FILE = path.join(REAL ?? '', 'pihps-long', 'bawang-merah-jawa-barat-2019-2023.csv');

const site = lumbung();
const granary = REAL ? lumbung() : undefined;

/** The upload page of a new officer. */
async function atTheForm() {
  const page = await signedIn(site, await somebody(site));
  await page.goto('/unggah');
  return page;
}

/** Uploads a file as far as its preview. */
async function check(page, file) {
  await choose(page, file);
  await press(page, 'Unggah dan periksa');
  await arrives(page, 'Pratinjau unggahan');
}

/** A figure of the report that is shown. */
const figure = (page, name) =>
  page.locator('.count', { has: page.getByText(name, { exact: true }) }).locator('.count-number').innerText();

test(
  'an officer uploads a real file, sees what it changes, stores it, and takes it back',
  { skip: REAL ? false : 'LUMBUNG_REAL_DATA is not set' },
  async () => {
    const person = await somebody(granary);
    const page = await signedIn(granary, person);
    assert.equal(new Set(person.recoveryCodes).size, 10);
    await page.getByRole('link', { name: 'Sudah saya simpan, lanjutkan' }).click();
    await banner(page).getByRole('button', { name: 'Keluar' }).click();
    await page.getByRole('status').filter({ hasText: 'Anda sudah keluar.' }).waitFor();
    await signInAgain(page, person);

    await page.getByRole('navigation').getByRole('link', { name: 'Unggah' }).click();
    await check(page, FILE);
    assert.equal(await figure(page, 'Dibaca'), '23.472');
    assert.equal(await figure(page, 'Baru'), '22.314');
    assert.equal(await figure(page, 'Janggal'), '2');
    assert.equal(await figure(page, 'Tidak dilaporkan'), '1.156');
    await shot(page, 'real-preview');
    await press(page, 'Simpan 23.472 baris');
    await page.getByRole('status').filter({ hasText: 'Berkas tersimpan sebagai versi baru.' }).waitFor();
    const [batch] = page.url().split('?');

    await page.goto('/komoditas/bawang-merah');
    const market = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Pasar Kosambi' }) });
    assert.match(await market.innerText(), /Rp[\d.]+/);

    await page.goto(batch);
    await page.getByText('Batalkan unggahan ini').click();
    await page.getByLabel('Alasan pembatalan').fill('Berkas salah tahun.');
    await press(page, 'Batalkan unggahan');
    await page.getByRole('heading', { name: 'Unggahan ini dibatalkan' }).waitFor();
    await page.getByText('Alasan: Berkas salah tahun.').waitFor();
    await shot(page, 'real-withdrawn');

    await page.goto('/');
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    await shot(page, 'real-withdrawn-board');
    assert.doesNotMatch(await page.getByRole('main').innerText(), /Rp\s?\d/);
    await page.goto('/unggah');
    await page.getByRole('rowheader', { name: `${path.basename(FILE)} dibatalkan` }).waitFor();
    assert.deepEqual(page.problems, []);
  },
);

test('the preview names each row that is refused, with its number, and hands all of them over', async () => {
  const page = await atTheForm();
  await check(page, PRICES);
  const rows = await page.getByRole('table').locator('tbody tr').all();
  const cells = await Promise.all(rows.map((row) => row.getByRole('cell').allInnerTexts()));
  assert.deepEqual(
    cells.map(([row, , value]) => [row, value]),
    [
      ['8', '31/02/2025'],
      ['9', 'tiga puluh'],
    ],
  );
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Unduh semua alasan (CSV)' }).click();
  assert.match((await coming).suggestedFilename(), /\.csv$/);
});

test('the same file a second time leads to the batch that holds it, and stores nothing', async () => {
  const page = await atTheForm();
  await check(page, MORE_PRICES);
  await press(page, 'Simpan 4 baris');
  await arrives(page, /^Unggahan versi/);
  const [batch] = page.url().split('?');
  await page.goto('/unggah');
  await check(page, MORE_PRICES);
  assert.equal(await page.getByRole('button', { name: /^Simpan/ }).count(), 0);
  await page.getByRole('main').getByRole('link', { name: /^versi \d+$/ }).click();
  await arrives(page, /^Unggahan versi/);
  assert.equal(page.url(), batch);
});

test('a file that does not arrive is said so at the form, and can be sent again', async () => {
  const page = await atTheForm();
  await page.getByText('Atau tarik berkas ke kotak ini.').waitFor();
  await choose(page, PRICES);
  await page.route('**/unggah', (route) => route.abort());
  await press(page, 'Unggah dan periksa');
  await page.getByRole('alert').filter({ hasText: 'Berkas tidak sampai ke server.' }).waitFor();
  await page.unroute('**/unggah');
  await press(page, 'Unggah dan periksa');
  await arrives(page, 'Pratinjau unggahan');
});
