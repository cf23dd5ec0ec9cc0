// Without JavaScript the pages say and show the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, awakeReader, foreseen, lumbung } from './harness.js';

const site = lumbung(SAMPLE);
const COMMODITY = '/komoditas/cabai-rawit-merah';

const tables = (page) => page.getByRole('table').allInnerTexts();
const drawing = (page) => page.getByRole('figure').first().getByRole('img').innerHTML();

test('the board shows the same table without JavaScript', async () => {
  await foreseen(site);
  const awake = await site.open('/');
  const still = await site.open('/', { javaScriptEnabled: false });
  const shown = await tables(still);
  assert.ok(shown.length >= 3, `${shown.length} tables`);
  assert.deepEqual(shown, await tables(awake));
});

test('a commodity shows the same tables without JavaScript', async () => {
  await foreseen(site);
  const awake = await site.open(COMMODITY);
  await awakeReader(awake);
  const still = await site.open(COMMODITY, { javaScriptEnabled: false });
  const shown = await tables(still);
  assert.ok(shown.length >= 2, `${shown.length} tables`);
  assert.deepEqual(shown, await tables(awake));
});

test('a commodity shows the same chart without JavaScript', async () => {
  await foreseen(site);
  const awake = await site.open(COMMODITY);
  await awakeReader(awake);
  const still = await site.open(COMMODITY, { javaScriptEnabled: false });
  assert.equal(await drawing(still), await drawing(awake));
});

test('nothing that needs JavaScript can be reached without it', async () => {
  const still = await site.open(COMMODITY, { javaScriptEnabled: false });
  assert.equal(await still.getByRole('slider').count(), 0);
});

test('a chart that is wider than its window is scrolled with the keyboard', async () => {
  const page = await site.open('/sematkan/cabai-rawit-merah/3273', { javaScriptEnabled: false, width: 320 });
  const frame = page.locator('.chart-frame');
  await frame.focus();
  // It begins at the latest days, on the right.
  await page.keyboard.press('ArrowLeft');
  while ((await frame.evaluate(({ scrollLeft }) => scrollLeft)) === 0);
  await page.context().close();
});
