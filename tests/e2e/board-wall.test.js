// The wall screen: it turns by itself, can be stopped, and fits its screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, lumbung, shot } from './harness.js';

const site = lumbung(SAMPLE);

const SCREENS = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
const PAGES = [1, 2, 3, 4, 5];

for (const screen of SCREENS) {
  for (const number of PAGES) {
    test(`page ${number} of the wall stands whole on ${screen.width} × ${screen.height}`, async () => {
      const page = await site.open(`/?layar=${number}&henti=1`, screen);
      await shot(page, `wall-${number}-${screen.width}`);
      const size = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
      assert.deepEqual(size, [screen.width, screen.height]);
    });
  }
}

test('the wall leads to its next page by itself, without JavaScript', async () => {
  const html = await site.html('/?layar=1&lang=en');
  assert.match(html, /<meta http-equiv="refresh" content="20;url=\/\?layar=2&amp;lang=en"/);
});

test('somebody stops the wall, leafs on, starts it again and leaves', async () => {
  const page = await site.open('/', { javaScriptEnabled: false });
  await page.getByRole('link', { name: 'Mode layar' }).click();
  await page.getByRole('link', { name: 'Hentikan' }).click();
  await page.getByText('Berhenti di halaman ini').waitFor();
  await page.getByRole('link', { name: 'Lanjut' }).click();
  await page.getByText('2 dari 5').waitFor();
  assert.match(page.url(), /henti=1/);
  await page.getByRole('link', { name: 'Jalankan' }).click();
  await page.getByText('Berganti sendiri').waitFor();
  await page.getByRole('link', { name: 'Keluar' }).click();
  await page.getByRole('navigation', { name: 'Navigasi utama' }).waitFor();
});
