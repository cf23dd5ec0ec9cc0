// The HTML that the server sends is valid: hydration relies on it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invalid } from './checks.js';
import { SAMPLE, lumbung, withMail } from './harness.js';

const site = lumbung(SAMPLE, await withMail());

for (const [name, address] of Object.entries({
  board: '/',
  'English board': '/?lang=en',
  'page of a commodity': '/komoditas/cabai-rawit-merah',
  'page about the data': '/mutu',
  'page of methods': '/metode',
  'list of series': '/data',
  'page of a series': '/data/bawang-merah/3273',
  'history of versions': '/data/versi',
  'metadata forms': '/data/metadata',
  'page of the API': '/api',
  'form of a subscription': '/langganan',
  'page of a market': '/pasar/3273/kosambi',
  'page of the city': '/wilayah/3273',
  'page of a supplying region': '/wilayah/3205',
  'wall screen, stopped': '/?layar=1&henti=1',
  'list of warnings': '/peringatan',
  'list of silenced warnings': '/peringatan?saring=disenyapkan',
  'list of interventions': '/intervensi',
  'month of interventions in English': '/intervensi?bulan=2026-03&lang=en',
  'list of agreements': '/kad',
  'list of weekly sheets': '/pekan',
  'draft of a weekly sheet': '/pekan/2025-W51',
  'embedded chart': '/sematkan/cabai-rawit-merah/3273?rentang=3b',
  'compared chart': '/komoditas/bawang-merah?satuan=indeks&skala=log&banding=telur-ayam-ras,daging-sapi-1',
  'page of a commodity with all its data': '/komoditas/bawang-merah?rentang=semua',
})) {
  test(`the ${name} is valid HTML`, async () => {
    assert.deepEqual(await invalid(await site.html(address)), []);
  });
}
