// The board: every watched commodity at a glance.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, lumbung } from './harness.js';

const site = lumbung(SAMPLE);

test('the board lists the 21 commodities with a price each', async () => {
  const page = await site.open('/');
  const table = page.getByRole('table', { name: 'Harga komoditas menurut tingkat peringatan' });
  const names = table.getByRole('rowheader');
  assert.equal(await names.count(), 21);
  const rows = table.getByRole('row').filter({ has: page.getByRole('rowheader') });
  for (const row of await rows.allInnerTexts()) {
    assert.match(row, /Rp\d{1,3}(\.\d{3})+\/(kg|liter)/);
  }
});

test('the board says the day of its data', async () => {
  const page = await site.open('/');
  await page.getByText('Data per 19 Desember 2025').first().waitFor();
});

test('simulated figures are announced as simulated', async () => {
  const page = await site.open('/');
  await page.getByRole('banner').getByText('Data simulasi').waitFor();
});

test('the name of a commodity leads to its page', async () => {
  const page = await site.open('/');
  await page.getByRole('rowheader', { name: 'Bawang Merah' }).getByRole('link').click();
  await page.waitForURL('**/komoditas/bawang-merah');
  await page.getByRole('heading', { level: 1, name: 'Bawang Merah' }).waitFor();
});

test('the first key press reaches the link that skips to the content', async () => {
  const page = await site.open('/');
  await page.keyboard.press('Tab');
  const focused = page.locator(':focus');
  assert.equal(await focused.innerText(), 'Lewati ke isi halaman');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator(':focus').evaluate((element) => element.tagName), 'MAIN');
});
