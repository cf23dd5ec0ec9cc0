// The two languages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, awakeReader, lumbung, shot } from './harness.js';

const site = lumbung(SAMPLE);

test('the pages speak Indonesian unless asked otherwise', async () => {
  const page = await site.open('/', { locale: 'en-GB' });
  assert.equal(await page.locator('html').getAttribute('lang'), 'id');
  await page.getByRole('heading', { level: 1, name: 'Papan pantau harga pangan' }).waitFor();
});

test('one click switches the board to English', async () => {
  const page = await site.open('/');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Food price board' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('banner').getByText('Simulated data').waitFor();
  assert.match(await page.getByRole('table').first().innerText(), /Rp\d{1,3}(,\d{3})+\/kg/);
  await shot(page, 'board-english');
});

test('English stays while walking from page to page', async () => {
  const page = await site.open('/?lang=en');
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.waitForURL('**/komoditas/*');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('heading', { name: 'Trend chart' }).waitFor();
});

test('the reader over the chart speaks the language of its page', async () => {
  const page = await site.open('/komoditas/cabai-rawit-merah?lang=en');
  const reader = await awakeReader(page);
  assert.equal(await reader.getAttribute('aria-label'), 'Read the values in the chart');
  await reader.focus();
  await page.locator('[aria-live="polite"]').filter({ hasText: /^\d{1,2} [A-Z][a-z]+ \d{4}: .*Rp[\d,]+\/kg/ }).waitFor();
});

test('the switch leads back to Indonesian on the same page and range', async () => {
  const page = await site.open('/komoditas/cabai-rawit-merah?rentang=3b&lang=en');
  await page.getByRole('link', { name: 'Bahasa Indonesia' }).click();
  await page.locator('html[lang="id"]').waitFor();
  const address = new URL(page.url());
  assert.equal(address.pathname, '/komoditas/cabai-rawit-merah');
  assert.equal(address.searchParams.get('rentang'), '3b');
});
