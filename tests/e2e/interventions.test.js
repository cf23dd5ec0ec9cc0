// An officer enters a subsidised market without scripts, everybody reads what it did, and
// list, page and form keep to WCAG, to valid HTML and to the window.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invalid, violations } from './checks.js';
import { SAMPLE, lumbung, shot } from './harness.js';
import { arrives, press, signedIn, somebody } from './people.js';

const site = lumbung(SAMPLE);
const WIDTHS = [320, 768, 1280];

/** The page once its effect is computed. */
async function withEffect(page) {
  while ((await page.getByText('Dampak sedang dihitung').count()) > 0) await page.reload();
  return page;
}

/** What is wrong with the open page in every window, in light and in dark. */
async function check(page, name) {
  const found = { html: await invalid(await page.answer.text()) };
  for (const width of WIDTHS) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await shot(page, `${name}-${width}-${colorScheme}`);
      const beyond = (await page.evaluate(() => document.documentElement.scrollWidth)) - width;
      found[`${width} ${colorScheme}`] = [...(await violations(page)), ...(beyond > 0 ? [`${beyond} pixels too wide`] : [])];
    }
  }
  assert.deepEqual(found, Object.fromEntries(Object.keys(found).map((key) => [key, []])));
}

test('an officer enters a market without scripts, and its effect is read by everybody', async () => {
  const officer = await signedIn(site, await somebody(site));
  const state = await officer.context().storageState();
  const still = await site.open('/intervensi', { storageState: state, javaScriptEnabled: false });
  await still.getByRole('link', { name: 'Catat intervensi' }).click();
  await arrives(still, 'Catat intervensi');
  await still.getByLabel('Jenis').selectOption({ label: 'Pasar murah' });
  await still.getByLabel('Nama kegiatan').fill('Pasar murah Regol');
  await still.getByLabel('Hari pertama').fill('2024-12-02');
  await still.getByLabel('Hari terakhir').fill('2024-12-13');
  await still.getByLabel('Pasar Kosambi').check();
  await still.getByLabel('Penyelenggara', { exact: true }).fill('Disdagin');
  const row = (number) => still.getByRole('group', { name: `Barang ${number}`, exact: true });
  await row(1).getByLabel('Komoditas').selectOption({ label: 'Telur ayam ras (kg)' });
  await row(1).getByLabel('Subsidi per satuan').fill('2.000');
  await press(still, 'Tambah baris barang');
  await row(4).waitFor();
  assert.equal(await still.getByLabel('Nama kegiatan').inputValue(), 'Pasar murah Regol');
  await press(still, 'Simpan');
  await still.getByRole('alert').waitFor();
  const alert = await still.getByRole('alert').innerText();
  assert.match(alert, /Kecamatan: Tempatnya belum disebut/);
  assert.match(alert, /Volume: Isian ini masih kosong/);
  await still.getByLabel('Kecamatan').selectOption({ label: 'Regol' });
  await row(1).getByLabel(/^Volume(?! realisasi)/).fill('1.500');
  await press(still, 'Simpan');
  await arrives(still, 'Pasar murah Regol');
  await still.getByRole('status').filter({ hasText: 'Intervensi tersimpan.' }).waitFor();
  const own = new URL(still.url()).pathname;

  const page = await withEffect(await site.open(own));
  const effect = page.getByRole('region', { name: 'Dampak pada harga' });
  await effect.getByRole('heading', { name: /Telur ayam ras: Lebih rendah/ }).waitFor();
  await effect.getByText('Harga simulasi, bukan harga pasar.').waitFor();
  assert.equal(await page.getByText('oleh officer').count(), 0);
  await check(page, 'intervention');
  await check(await site.open('/intervensi?bulan=2024-12'), 'interventions');

  const chart = await site.open('/komoditas/telur-ayam-ras?rentang=3t');
  await chart.getByRole('link', { name: 'Pasar murah Regol' }).click();
  await arrives(chart, 'Pasar murah Regol');
  assert.deepEqual(chart.problems, []);

  await officer.goto(`${own}/ubah`);
  await arrives(officer, 'Ubah intervensi');
  await check(officer, 'intervention-form');
  await officer.getByLabel('Nama kegiatan').fill('');
  await officer.locator('form.act-form').evaluate((form) => (form.noValidate = true));
  await press(officer, 'Simpan');
  await officer.getByRole('alert').waitFor();
  await check(officer, 'intervention-form-wrong');
});
