// The reader over the chart: pointer, keys and what is spoken.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, awakeReader, lumbung, shot } from './harness.js';

const site = lumbung(SAMPLE);
const PAGE = '/komoditas/cabai-rawit-merah';
const FIGURES = '/grafik/cabai-rawit-merah/3273.json';

const READING = /^\d{1,2} \p{L}+ \d{4}: Bandung (Rp[\d.]+\/kg)/u;

const long = (iso) => new Date(`${iso}T00:00Z`).toLocaleDateString('id-ID', { dateStyle: 'long', timeZone: 'UTC' });
const rupiah = (price) => `Rp${Math.round(price).toLocaleString('id-ID')}/kg`;

/** Every point of the chart, as the reader words it. */
async function readings() {
  const { date, lines } = await site.json(FIGURES);
  return date.map((day, at) => {
    const told = lines.filter(({ value }) => value[at] !== null).map(({ name, value }) => `${name} ${rupiah(value[at])}`);
    return `${long(day)}: ${told.join(', ')}`;
  });
}

/** Waits until the live region says something, and gives it. */
async function spoken(page, politeness, text = READING) {
  const region = page.locator(`[aria-live="${politeness}"]`).filter({ hasText: text });
  await region.waitFor();
  return (await region.innerText()).trim();
}

test('pointing at the chart shows the date and price of a survey day', async () => {
  const page = await site.open(PAGE);
  const reader = await awakeReader(page);
  await reader.hover();
  const reading = await spoken(page, 'off');
  assert.ok((await readings()).includes(reading), `${reading} is no point of the series`);

  const [, price] = reading.match(READING);
  const tooltip = reader.locator('text').filter({ hasText: price });
  await tooltip.first().waitFor({ state: 'visible' });
  await shot(page, 'commodity-being-read');
});

test('the words of the tooltip lie inside its box', async () => {
  const page = await site.open(PAGE);
  const reader = await awakeReader(page);
  await reader.hover();
  await reader.locator('text').filter({ hasText: 'Rp' }).first().waitFor({ state: 'visible' });
  const box = await reader.locator('rect').boundingBox();
  for (const text of await reader.locator('text').all()) {
    const words = await text.boundingBox();
    const [end, edge] = [words.x + words.width, box.x + box.width];
    assert.ok(words.x >= box.x && end <= edge, `“${await text.innerHTML()}” ends at ${end}, the box at ${edge}`);
  }
});

test('the tooltip goes when the pointer leaves the chart', async () => {
  const page = await site.open(PAGE);
  const reader = await awakeReader(page);
  await reader.hover();
  await reader.locator('text').filter({ hasText: 'Rp' }).first().waitFor({ state: 'visible' });
  await page.getByRole('heading', { level: 1 }).hover();
  await reader.locator('rect').waitFor({ state: 'detached' });
});

test('a chart that gets the focus reads its latest survey day', async () => {
  const page = await site.open(PAGE);
  const reader = await awakeReader(page);
  await reader.focus();
  assert.equal(await spoken(page, 'polite'), (await readings()).at(-1));
});

test('the arrow keys walk over the survey days and speak each', async () => {
  const page = await site.open(PAGE);
  const reader = await awakeReader(page);
  const days = await readings();
  await reader.focus();
  await spoken(page, 'polite', days.at(-1));
  await page.keyboard.press('ArrowLeft');
  assert.equal(await spoken(page, 'polite', days.at(-2)), days.at(-2));
  await page.keyboard.press('ArrowLeft');
  assert.equal(await spoken(page, 'polite', days.at(-3)), days.at(-3));
  await page.keyboard.press('ArrowRight');
  assert.equal(await spoken(page, 'polite', days.at(-2)), days.at(-2));
  assert.equal(await reader.getAttribute('aria-valuetext'), days.at(-2));
});

test('Escape puts the reading away', async () => {
  const page = await site.open(PAGE);
  const reader = await awakeReader(page);
  await reader.focus();
  await spoken(page, 'polite');
  await page.keyboard.press('Escape');
  await reader.locator('rect').waitFor({ state: 'detached' });
});

test('the reader is reached by the Tab key alone', async () => {
  const page = await site.open(PAGE);
  const reader = await awakeReader(page);
  const isFocused = () => reader.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 120 && !(await isFocused()); presses += 1) await page.keyboard.press('Tab');
  assert.ok(await isFocused());
});
