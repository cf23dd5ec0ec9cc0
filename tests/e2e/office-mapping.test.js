// A table that no format recognises: mapped by mouse, by keyboard and without
// JavaScript, and recognised the next time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invalid, violations } from './checks.js';
import { lumbung, shot } from './harness.js';
import { arrives, press, signedIn, somebody } from './people.js';
import { choose } from './price-files.js';

const site = lumbung();

const table = (name, lines, header = 'Tgl;Barang;Pasar;Harga') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from([header, ...lines, ''].join('\n')),
});
const OWN = table('harga-disdagin.csv', [
  '02-12-2025;Brambang;Kosambi;30.500',
  '02-12-2025;Brambang;Kiara Condong;kosong',
  '03-12-2025;Bawang Putih;Kosambi;31.250,50',
]);
const OTHER = table('harga-lain.csv', [
  '09-12-2025;Brambang;Kosambi;30.500',
  '09-12-2025;Brambang;Kiara Condong;kosong',
  '10-12-2025;Bawang Putih;Kosambi;31.250,50',
]);
const LATER = table('harga-disdagin-2.csv', ['04-12-2025;Brambang;Kosambi;30.750']);

let known;

/** The officer of these tests, signed in once. */
async function officer() {
  known ??= somebody(site).then(async (person) => {
    const page = await signedIn(site, person);
    return page.context().storageState();
  });
  return known;
}

/** The preview of a file, as the officer has it. */
async function previewed(file, options) {
  const page = await site.open('/unggah', { ...options, storageState: await officer() });
  await choose(page, file);
  await press(page, 'Unggah dan periksa');
  await arrives(page, 'Pratinjau unggahan');
  return page;
}

/** The value that a list has chosen. */
const chosen = (page, label) => page.getByLabel(label).inputValue();

/** Goes on by Tab to what is looked for. */
async function tabTo(page, target) {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`Tab does not lead to ${target}`);
}

/** Throws the upload away. */
async function discards(page) {
  await press(page, /^Buang/);
  await page.getByRole('status').filter({ hasText: 'Unggahan dibuang.' }).waitFor();
}

test('an unknown table shows its rows above questions that its content has answered', async () => {
  const page = await previewed(OWN);
  await page.getByRole('cell', { name: '31.250,50' }).waitFor();
  const guesses = {
    'Nama pemetaan': 'harga-disdagin',
    'Susunan tabel': 'long',
    'Kolom tanggal': 'Tgl',
    'Cara menulis tanggal': 'dd-mm-yyyy',
    'Kolom komoditas': 'Barang',
    'Kolom pasar atau wilayah': 'Pasar',
    'Kolom harga': 'Harga',
    'Pemisah ribuan': '.',
    'Tanda desimal': ',',
    'Tanda lain untuk “tidak dilaporkan”': 'kosong',
    Brambang: '',
  };
  for (const [label, guess] of Object.entries(guesses)) assert.equal(await chosen(page, label), guess, label);
  assert.ok(await page.getByRole('button', { name: /^Simpan/ }).isHidden(), 'nothing can be stored yet');
  await discards(page);
});

test('a wrong answer is told above and at its field, and the right one leads on, by keyboard alone', async () => {
  const page = await previewed(OWN);
  await page.getByLabel('Kolom harga').selectOption('Pasar');
  const preview = page.getByRole('button', { name: 'Pratinjau' });
  await preview.focus();
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert');
  await alert.getByText('Kolom ini sudah dipilih untuk isian lain').waitFor();
  await tabTo(page, alert.getByRole('link'));
  await page.keyboard.press('Enter');
  const price = page.getByLabel('Kolom harga');
  assert.ok(await price.evaluate((element) => element === document.activeElement), 'the link leads to the field');
  await page.keyboard.type('Harga');
  await tabTo(page, page.getByLabel('Brambang'));
  await page.keyboard.type('Bawang merah');
  await tabTo(page, preview);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Simpan 3 baris' }).waitFor();
  await page.getByText('Pemetaan “harga-disdagin” ikut disimpan').waitFor();
  await page.getByText('Pemetaan ini sebagai TOML').click();
  await page.getByText('[mapping.columns]').waitFor();
  await discards(page);
});

test('without JavaScript a table is mapped, stored, recognised, and its mapping deleted', async () => {
  const page = await previewed(OWN, { javaScriptEnabled: false });
  await page.getByLabel('Nama pemetaan').fill('Harga Disdagin');
  await page.getByLabel('Brambang').selectOption('bawang-merah');
  await press(page, 'Pratinjau');
  await press(page, 'Simpan 3 baris');
  await page.getByRole('status').filter({ hasText: 'Berkas tersimpan' }).waitFor();

  const again = await previewed(LATER, { javaScriptEnabled: false });
  await again.getByRole('definition').filter({ hasText: 'Harga Disdagin' }).waitFor();
  await again.getByRole('button', { name: 'Simpan 1 baris' }).waitFor();
  assert.equal(await again.getByRole('heading', { name: 'Petakan kolom' }).count(), 0, 'nothing is asked again');
  await discards(again);
  await again.getByRole('heading', { name: 'Pemetaan tersimpan' }).waitFor();
  for (const width of [1280, 390]) {
    await again.setViewportSize({ width, height: 900 });
    await shot(again, `mappings-kept-${width}`);
  }
  await press(again, 'Hapus Harga Disdagin');
  await again.getByRole('status').filter({ hasText: 'Pemetaan dihapus.' }).waitFor();
  assert.equal(await again.getByRole('heading', { name: 'Pemetaan tersimpan' }).count(), 0);

  const unknown = await previewed(LATER, { javaScriptEnabled: false });
  await unknown.getByRole('heading', { name: 'Petakan kolom' }).waitFor();
  await discards(unknown);
});

for (const [width, colorScheme] of [
  [390, 'light'],
  [390, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
]) {
  test(`the form is whole, valid and legible at ${width} pixels in ${colorScheme}`, async () => {
    const page = await previewed(OTHER, { width, colorScheme });
    await shot(page, `mapping-${width}-${colorScheme}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the window`);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await invalid(await page.answer.text()), []);
    await page.getByLabel('Brambang').selectOption('bawang-merah');
    await press(page, 'Pratinjau');
    await page.getByRole('button', { name: 'Simpan 3 baris' }).waitFor();
    await shot(page, `mapping-read-${width}-${colorScheme}`);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await invalid(await page.answer.text()), []);
    assert.deepEqual(page.problems, []);
    await discards(page);
  });
}
