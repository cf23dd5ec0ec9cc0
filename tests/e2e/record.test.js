// The outlook and its record on real figures: PIHPS Jawa Barat, bawang merah.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test as anyTest } from 'node:test';
import { invalid, violations } from './checks.js';
import { computed, files, lumbung, shot } from './harness.js';

const REAL = process.env.LUMBUNG_REAL_DATA;
const FILE = path.join(REAL ?? '', 'pihps-long', 'bawang-merah-jawa-barat-2019-2023.csv');

const site = REAL ? lumbung(files(FILE)) : undefined;
const test = (name, run) => anyTest(name, { skip: REAL ? false : 'LUMBUNG_REAL_DATA is not set', timeout: 90_000 }, run);

test('the page of methods shows how good warnings and outlook were, with intervals', async () => {
  const page = await computed(await site.open('/metode'), 'Rekam jejak');
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Bawang merah' }) });
  assert.match(await row.first().innerText(), /\d+%\s+\d+–\d+/);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await invalid(await site.html('/metode')), []);
  await shot(page, 'methods-of-real-prices');
});

test('a commodity shows chances and ranges for three horizons, on a phone too', async () => {
  const page = await computed(await site.open('/komoditas/bawang-merah', { width: 320, height: 640 }), /^Prospek harga/);
  const outlook = page.getByRole('region', { name: /^Prospek harga/ });
  assert.equal(await outlook.getByRole('rowheader').count(), 3);
  assert.match(await outlook.innerText(), /peluang lonjakan baru dalam 14 hari ke depan/);
  assert.match(await outlook.innerText(), /Diuji mundur/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  assert.deepEqual(await violations(page), []);
});

test('a warning leads to its story, drawn and told step by step', async () => {
  const page = await computed(await site.open('/peringatan/1'), 'Riwayat');
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Bawang merah, Kota Bandung');
  await page.getByRole('figure').first().getByRole('img').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await invalid(await site.html('/peringatan/1')), []);
  await page.getByRole('link', { name: 'Peringatan', exact: true }).first().click();
  await page.getByRole('link', { name: 'Bawang merah, Kota Bandung' }).waitFor();
});
