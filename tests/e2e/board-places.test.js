// From the board to its markets, regions and feast, and back: in both languages, by
// keyboard, and without JavaScript.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, lumbung } from './harness.js';

const site = lumbung(SAMPLE);

test('the mayor reads in one sentence what needs attention or comes nearest to it', async () => {
  const page = await site.open('/');
  const summary = await page.locator('.summary').first().innerText();
  assert.match(summary, /perlu perhatian|Tidak ada lonjakan harga/);
  assert.match(summary, /naik \d.*% dalam|dekat dengan ambangnya|perlu perhatian:/);
});

test('the board says how far the next feast is', async () => {
  const page = await site.open('/');
  await page.getByRole('heading', { name: /^Menjelang / }).waitFor();
  await page.getByText(/ hari lagi, \d+ \p{L}+ \d{4}\./u).first().waitFor();
});

test('somebody goes from the map to a market and from there to the city', async () => {
  const page = await site.open('/', { javaScriptEnabled: false });
  const map = page.getByRole('group', { name: 'Pasar di Kota Bandung' });
  await map.getByRole('link', { name: /Kosambi/ }).click();
  await page.waitForURL('**/pasar/3273/kosambi');
  await page.getByRole('heading', { level: 1, name: 'Pasar Kosambi' }).waitFor();
  const rows = page.getByRole('table', { name: /Harga di Pasar Kosambi/ }).getByRole('rowheader');
  assert.equal(await rows.count(), 21);
  await page.getByRole('main').getByRole('link', { name: 'Kota Bandung' }).click();
  await page.getByRole('table', { name: /Pasar di Kota Bandung dan kedudukannya/ }).waitFor();
});

test('a supplying region tells what it sends and what its prices are', async () => {
  const page = await site.open('/?lang=en');
  const map = page.getByRole('group', { name: 'Regions that supply Kota Bandung' });
  await map.getByRole('link', { name: /Garut/ }).click();
  await page.waitForURL('**/wilayah/3205?lang=en');
  await page.getByRole('heading', { name: 'What it sends to Kota Bandung' }).waitFor();
  assert.match(await page.getByRole('main').innerText(), /Pikiran Rakyat, 14 November 2023/);
});

test('the tables say what the maps show', async () => {
  const page = await site.open('/');
  for (const [map, table] of [
    ['Pasar di Kota Bandung', 'Pasar di Kota Bandung dan keadaannya'],
    ['Daerah pemasok Kota Bandung', 'Daerah yang memasok Kota Bandung'],
  ]) {
    const drawn = page.getByRole('group', { name: map }).getByRole('link');
    const listed = page.getByRole('table', { name: table }).getByRole('rowheader').getByRole('link');
    const addresses = (links) => links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    const known = new Set(await addresses(listed));
    const home = '/wilayah/3273';
    for (const address of await addresses(drawn)) assert.ok(known.has(address) || address === home, address);
    assert.ok(known.size >= 5);
  }
});

test('a phone shows every label of the maps', async () => {
  const page = await site.open('/', { width: 320, height: 640 });
  for (const box of await page.locator('.map text').evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().toJSON()))) {
    assert.ok(box.left >= 0 && box.right <= 320, JSON.stringify(box));
    assert.ok(box.height >= 10, JSON.stringify(box));
  }
});
