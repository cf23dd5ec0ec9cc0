// Every state of the chart has an address, and is reached without JavaScript.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invalid, violations } from './checks.js';
import { SAMPLE, awakeReader, lumbung, shot } from './harness.js';

const site = lumbung(SAMPLE);
const PAGE = '/komoditas/cabai-rawit-merah';
const STILL = { javaScriptEnabled: false };

const finding = (page) => page.getByRole('figure').first().locator('figcaption').innerText();
const group = (page, name) => page.getByRole('group', { name, exact: true });

test('unit, scale and frequency are switched by links that keep each other', async () => {
  const page = await site.open(`${PAGE}?rentang=3t`, STILL);
  await group(page, 'Satuan').getByRole('link', { name: 'Indeks' }).click();
  assert.match(await finding(page), /indeks \d/);
  await group(page, 'Skala').getByRole('link', { name: 'Log' }).click();
  await group(page, 'Frekuensi').getByRole('link', { name: 'Mingguan' }).click();
  assert.match(page.url(), /\?rentang=3t&satuan=indeks&skala=log&frekuensi=mingguan#tren$/);
  assert.match(await finding(page), /rata-rata mingguan/);
});

test('a link shows whoever opens it the same chart', async () => {
  const address = `${PAGE}?rentang=3b&satuan=indeks&banding=bawang-merah,telur-ayam-ras`;
  const [one, other] = [await site.open(address), await site.open(address, STILL)];
  assert.equal(await finding(one), await finding(other));
  const drawing = (page) => page.getByRole('figure').first().getByRole('img').innerHTML();
  assert.equal(await drawing(one), await drawing(other));
});

test('any dates are asked for by a form', async () => {
  const page = await site.open(`${PAGE}?satuan=indeks`, STILL);
  await page.getByLabel('Dari').fill('2025-06-02');
  await page.getByLabel('sampai', { exact: true }).fill('2025-08-29');
  await page.getByRole('button', { name: 'Tampilkan' }).click();
  assert.match(page.url(), /satuan=indeks/);
  assert.match(await finding(page), /sejak 2 Juni 2025: indeks .* pada 29 Agustus 2025/);
});

test('other commodities and markets are compared with, and taken out again', async () => {
  const page = await site.open(PAGE, STILL);
  for (const name of ['Bawang merah', 'Pasar Kosambi']) {
    await page.getByLabel('Bandingkan dengan').selectOption({ label: name });
    await page.getByRole('button', { name: 'Tambah' }).click();
  }
  assert.match(await finding(page), /^Sejak .*: .*cabai rawit merah/i);
  const remove = page.getByRole('link', { name: /^Hapus .* dari perbandingan$/ });
  assert.equal(await remove.count(), 2);
  await remove.first().click();
  assert.equal(await remove.count(), 1);
});

test('the window moves and zooms by links', async () => {
  const page = await site.open(`${PAGE}?rentang=3b`, STILL);
  const moves = group(page, 'Geser dan perbesar');
  await moves.getByRole('link', { name: 'Perbesar' }).click();
  await moves.getByRole('link', { name: 'Lebih awal' }).click();
  assert.match(page.url(), /\?dari=2025-\d\d-\d\d&sampai=2025-\d\d-\d\d#tren$/);
  assert.equal(await page.getByRole('navigation', { name: 'Rentang waktu grafik' }).locator('[aria-current]').count(), 0);
});

test('the table below holds what is drawn, and the CSV the same', async () => {
  const page = await site.open(`${PAGE}?rentang=1b`, STILL);
  await page.getByText('Angka pada grafik', { exact: true }).click();
  const table = page.getByRole('table', { name: 'Angka pada grafik per hari survei, terbaru dahulu.' });
  const rows = (await table.getByRole('row').count()) - 1;
  const csv = await (await fetch(new URL('/grafik/cabai-rawit-merah/3273.csv?rentang=1b', site.url))).text();
  assert.equal(csv.trim().split('\n').length - 1, rows);
});

test('the chart alone stands in a frame of another page', async () => {
  const page = await site.open('/sematkan/cabai-rawit-merah/3273?rentang=3b', { width: 640, height: 560 });
  await awakeReader(page);
  await page.getByRole('link', { name: 'Lihat di Lumbung Kota Bandung' }).waitFor();
  assert.equal(await page.getByRole('navigation').count(), 0);
  assert.deepEqual(await violations(page), []);
  await shot(page, 'chart-embedded');
});

for (const [name, query] of Object.entries({
  comparison: '?rentang=3b&banding=bawang-merah,telur-ayam-ras,beras-medium-1,gula-pasir-lokal,daging-ayam-ras',
  index: '?rentang=3t&satuan=indeks&skala=log',
  months: '?rentang=semua&frekuensi=bulanan',
  days: '?dari=2025-11-01&sampai=2025-12-19&lang=en',
})) {
  test(`the ${name} is valid HTML, breaks no WCAG rule and fits a phone`, async () => {
    assert.deepEqual(await invalid(await site.html(PAGE + query)), []);
    for (const [view, options] of Object.entries({
      wide: {},
      phone: { width: 320, height: 640, colorScheme: 'dark' },
    })) {
      const page = await site.open(PAGE + query, options);
      await awakeReader(page);
      assert.deepEqual(await violations(page), []);
      if (options.width) {
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), options.width);
      }
      assert.deepEqual(page.problems, []);
      await shot(page, `chart-${name}-${view}`);
    }
  });
}
