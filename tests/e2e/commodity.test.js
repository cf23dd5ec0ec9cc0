// A commodity's page: its chart and the ranges of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, lumbung } from './harness.js';

const site = lumbung(SAMPLE);
const PAGE = '/komoditas/cabai-rawit-merah';

test('the chart is a picture whose name is the finding above it', async () => {
  const page = await site.open(PAGE);
  const figure = page.getByRole('figure').first();
  const finding = await figure.locator('figcaption').innerText();
  assert.notEqual(finding.trim(), '');
  const chart = figure.getByRole('img', { name: finding });
  assert.equal(await chart.evaluate((svg) => svg.tagName), 'svg');
});

test('the chart describes what can be seen in it', async () => {
  const page = await site.open(PAGE);
  const chart = page.getByRole('figure').first().getByRole('img');
  const description = await chart.evaluate((svg) => document.getElementById(svg.getAttribute('aria-describedby')).textContent);
  assert.match(description, /Rp/);
});

test('the chart fits its column and is drawn in more than one colour', async () => {
  const page = await site.open(PAGE);
  const chart = page.getByRole('figure').first().getByRole('img');
  const { width } = await chart.boundingBox();
  assert.ok(width > 400, `the chart is ${width} pixels wide`);
  const colours = await chart.evaluate((svg) => {
    const lines = [...svg.querySelectorAll('path, polyline, line')];
    return new Set(lines.map((line) => getComputedStyle(line).stroke)).size;
  });
  assert.ok(colours > 2, `${colours} colours`);
});

test('a range link shows that range and keeps its address', async () => {
  const page = await site.open(PAGE);
  const ranges = page.getByRole('navigation', { name: 'Rentang waktu grafik' });
  await ranges.getByRole('link', { name: '3B' }).click();
  await page.waitForURL(/\?rentang=3b/);
  assert.match(await ranges.locator('[aria-current]').innerText(), /^3B/);
});

test('a supplying region stands with its price, the spread and who moves first', async () => {
  const page = await site.open(PAGE);
  const section = page.getByRole('region', { name: 'Asal pasokan' });
  const row = section.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Kabupaten Garut' }) });
  assert.match(await row.innerText(), /Rp[\d.]+\/kg[\s\S]*harga produsen[\s\S]*Rp[\d.]+\/kg[\s\S]*\+Rp[\d.]+\/kg \(\+[\d,]+%\)/);
  assert.match(await section.innerText(), /Tingkat harganya berbeda: harga produsen di Kabupaten Garut, harga eceran/);
  assert.match(await section.innerText(), /Uji Granger atas \d+ perubahan pekanan/);
});

test('an unknown commodity is told the nearest known one', async () => {
  const page = await site.open('/komoditas/cabai-rawit');
  await page.getByRole('heading', { level: 1, name: 'Komoditas tidak dikenal' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Cabai Rawit Merah' }).waitFor();
});
