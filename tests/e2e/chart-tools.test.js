// What the chart's island adds: the brush, one line alone, the link, and
// switching in place.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, awakeReader, lumbung, shot } from './harness.js';

const site = lumbung(SAMPLE);
const PAGE = '/komoditas/cabai-rawit-merah';

const finding = (page) => page.getByRole('figure').first().locator('figcaption').innerText();

/** Marks the document, so that a page that is loaded anew can be told. */
const mark = (page) => page.evaluate(() => (window.isSameDocument = true));
const isSame = (page) => page.evaluate(() => window.isSameDocument === true);

test('a stretch that is drawn out is gone to', async () => {
  const page = await site.open(`${PAGE}?satuan=indeks`);
  const reader = await awakeReader(page);
  await reader.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await reader.boundingBox();
  await page.mouse.move(x + width * 0.3, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.6, y + height / 2, { steps: 4 });
  await shot(page, 'chart-being-brushed');
  await page.mouse.up();
  await page.waitForURL(/\?satuan=indeks&dari=\d{4}-\d\d-\d\d&sampai=\d{4}-\d\d-\d\d/);
});

test('a press draws out nothing', async () => {
  const page = await site.open(PAGE);
  const reader = await awakeReader(page);
  await reader.click();
  assert.equal(new URL(page.url()).search, '');
});

test('a switch is followed in place and the reader wakes in it', async () => {
  const page = await site.open(PAGE);
  await awakeReader(page);
  await mark(page);
  const before = await finding(page);
  await page.getByRole('link', { name: /^3B/ }).click();
  await page.waitForURL(/rentang=3b/);
  const reader = await awakeReader(page);
  assert.ok(await isSame(page), 'the document was loaded anew');
  assert.notEqual(await finding(page), before);
  await reader.focus();
  await page.locator('[aria-live="polite"]').filter({ hasText: 'Rp' }).waitFor();
  assert.deepEqual(page.problems, []);
});

test('the focus stays with the switch that was pressed', async () => {
  const page = await site.open(PAGE);
  await awakeReader(page);
  await page.getByRole('link', { name: /^Indeks/ }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/satuan=indeks/);
  await page.locator('a:focus').filter({ hasText: 'Indeks' }).waitFor();
});

test('going back shows what was shown before', async () => {
  const page = await site.open(PAGE);
  await awakeReader(page);
  const before = await finding(page);
  await page.getByRole('link', { name: /^1B/ }).click();
  await page.waitForURL(/rentang=1b/);
  await page.goBack();
  await page.waitForFunction((text) => document.querySelector('figcaption').textContent === text, before);
});

test('another commodity is switched to in place, its chart in the same state', async () => {
  const page = await site.open(`${PAGE}?rentang=3b`);
  await awakeReader(page);
  await mark(page);
  await page.getByText('Komoditas lain', { exact: true }).click();
  await page.getByRole('link', { name: 'Bawang merah', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Bawang merah' }).waitFor();
  assert.ok(await isSame(page));
  assert.match(page.url(), /bawang-merah\?rentang=3b/);
  assert.match(await page.title(), /^Bawang merah/);
});

test('one line alone makes the others step back, and comes back with them', async () => {
  const page = await site.open(PAGE);
  await awakeReader(page);
  const button = page.getByRole('button', { name: 'Bandung', exact: true });
  const opacity = () => page.locator('.chart .c-market-a').first().evaluate((line) => getComputedStyle(line).opacity);
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  assert.ok(Number(await opacity()) < 0.5);
  await button.click();
  assert.equal(await opacity(), '1');
});

test('the link of what is seen is copied', async () => {
  const page = await site.open(`${PAGE}?rentang=3b`, { permissions: ['clipboard-read', 'clipboard-write'] });
  await awakeReader(page);
  await page.getByRole('button', { name: 'Salin tautan' }).click();
  await page.getByRole('button', { name: 'Tautan disalin' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
});

test('everything the island adds is reached on a phone by keyboard or tap', async () => {
  const page = await site.open(PAGE, { width: 390, height: 844, hasTouch: true });
  await awakeReader(page);
  await page.getByRole('link', { name: 'Perbesar' }).tap();
  await page.waitForURL(/dari=/);
  await shot(page, 'chart-on-a-phone');
});

test('without JavaScript no button stands that nothing serves', async () => {
  const page = await site.open(PAGE, { javaScriptEnabled: false });
  assert.equal(await page.getByRole('button', { name: 'Salin tautan' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Layar penuh' }).count(), 0);
});
