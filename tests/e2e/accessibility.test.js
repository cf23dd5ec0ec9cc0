// What axe finds against WCAG 2.2 AA, in light, in dark, at twice the size, and on a
// small phone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violations } from './checks.js';
import { SAMPLE, awakeReader, computed, lumbung, shot, withMail } from './harness.js';

const site = lumbung(SAMPLE, await withMail());

const PAGES = {
  board: '/',
  commodity: '/komoditas/cabai-rawit-merah',
  warnings: '/peringatan',
  'warnings without an owner': '/peringatan?saring=tanpa-pemilik&jenis=surge',
  warning: '/peringatan/1',
  interventions: '/intervensi',
  'weekly sheets': '/pekan',
  'weekly sheet': '/pekan/2025-W51',
  agreements: '/kad',
  quality: '/mutu',
  methods: '/metode',
  catalogue: '/data',
  series: '/data/bawang-merah/3273',
  versions: '/data/versi',
  metadata: '/data/metadata',
  api: '/api',
  'subscription form': '/langganan',
  market: '/pasar/3273/kosambi',
  city: '/wilayah/3273',
  supplier: '/wilayah/3205',
  'embedded chart': '/sematkan/cabai-rawit-merah/3273?rentang=3b',
  'compared chart': '/komoditas/bawang-merah?satuan=indeks&skala=log&banding=telur-ayam-ras,daging-sapi-1',
  'wall of prices': '/?layar=1&henti=1',
  'wall of maps': '/?layar=4&henti=1',
  'wall of the feast': '/?layar=5&henti=1',
};
const VIEWS = {
  'in light': { colorScheme: 'light' },
  'in dark': { colorScheme: 'dark' },
  // A browser's zoom of 200 % is a window half as wide.
  'at 200 % in light': { colorScheme: 'light', width: 640, height: 450, deviceScaleFactor: 2 },
  'at 200 % in dark': { colorScheme: 'dark', width: 640, height: 450, deviceScaleFactor: 2 },
  'at 320 pixels in light': { colorScheme: 'light', width: 320, height: 640 },
  'at 320 pixels in dark': { colorScheme: 'dark', width: 320, height: 640 },
};

for (const [name, address] of Object.entries(PAGES)) {
  for (const [view, options] of Object.entries(VIEWS)) {
    test(`the ${name} breaks no WCAG rule ${view}`, async () => {
      const page = await site.open(address, options);
      if (name === 'commodity') await awakeReader(page);
      if (name === 'methods') await computed(page, 'Rekam jejak');
      if (name === 'warning') await computed(page, 'Riwayat');
      await shot(page, `${name}-${view.replaceAll(' ', '-')}`);
      assert.deepEqual(await violations(page), []);
    });
  }
}

test('the commodity breaks no WCAG rule while its chart is read', async () => {
  const page = await site.open(PAGES.commodity);
  const reader = await awakeReader(page);
  await reader.focus();
  await page.locator('[aria-live="polite"]').filter({ hasText: 'Rp' }).waitFor();
  assert.deepEqual(await violations(page), []);
});
