// Real figures: the PIHPS files of Jawa Barat, bawang merah and cabai rawit merah,
// 2019 to 2023.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test as anyTest } from 'node:test';
import { awakeReader, files, lumbung, shot } from './harness.js';

const REAL = process.env.LUMBUNG_REAL_DATA;
const PAGE = '/komoditas/bawang-merah?rentang=semua';
const FILE = path.join(REAL ?? '', 'pihps-long', 'bawang-merah-jawa-barat-2019-2023.csv');
const CHILLI = path.join(REAL ?? '', 'pihps-long', 'cabai-rawit-merah-jawa-barat-2019-2023.csv');

const site = REAL ? lumbung(files(FILE, CHILLI)) : undefined;
const test = (name, run) => anyTest(name, { skip: REAL ? false : 'LUMBUNG_REAL_DATA is not set' }, run);

test('the chart names the city and both of its markets', async () => {
  const page = await site.open(PAGE);
  const words = await page.getByRole('figure').first().getByRole('img').locator('text').allTextContents();
  for (const name of ['Bandung', 'Kosambi', 'Kiara Condong']) {
    assert.ok(words.some((word) => word.includes(name)), `${name} is not among ${words.join(' | ')}`);
  }
  await awakeReader(page);
  await shot(page, 'real-bawang-merah-2019-2023');
});

test('both markets have their latest price in the table', async () => {
  const page = await site.open(PAGE);
  for (const name of ['Pasar Kosambi', 'Pasar Kiara Condong']) {
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
    assert.match(await row.innerText(), /Rp[\d.]+/);
  }
});

test('the surges are marked in the chart and listed below it', async () => {
  const page = await site.open(PAGE);
  const chart = page.getByRole('figure').first().getByRole('img');
  const marks = await chart.locator('text').filter({ hasText: /^lonjakan/ }).count();
  assert.ok(marks > 0, 'no surge is named in the chart');
  const table = page.getByRole('region', { name: 'Lonjakan harga dalam rentang ini' }).getByRole('table');
  assert.ok((await table.getByRole('rowheader').count()) > 1);
});

test('real figures are not announced as simulated', async () => {
  const page = await site.open(PAGE);
  await page.getByRole('heading', { level: 1, name: 'Bawang Merah' }).waitFor();
  assert.equal(await page.getByText('Data simulasi').count(), 0);
});

test('the source is named', async () => {
  const page = await site.open(PAGE);
  await page.getByRole('main').getByText('PIHPS Nasional').first().waitFor();
});

test('where chillies come from is named, with who says so and what is not known', async () => {
  const page = await site.open('/komoditas/cabai-rawit-merah');
  const section = page.getByRole('region', { name: 'Asal pasokan' });
  const words = await section.innerText();
  assert.match(words, /Sekitar 90% bahan pokok Kota Bandung .*Sekretaris Daerah Kota Bandung, 11 Desember 2023/);
  const row = section.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Kabupaten Garut' }) });
  assert.match(await row.innerText(), /Belum ada data harga di Kabupaten Garut/);
  assert.match(words, /Kabupaten Cianjur dan Aceh juga memasok/);
  await section.scrollIntoViewIfNeeded();
  await shot(page, 'real-chilli-origins');
});

test('of shallots it is said that nobody recorded where they come from', async () => {
  const page = await site.open('/komoditas/bawang-merah');
  await page.getByRole('region', { name: 'Asal pasokan' }).getByText('Daerah asal bawang merah belum tercatat.').waitFor();
});
