// What the three groups of users come for, each from the question to the answer.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { SAMPLE, awakeReader, lumbung, shot } from './harness.js';

const site = lumbung(SAMPLE);

/** What is on paper: the page as its print style shows it. */
const printed = async (page) => {
  await page.emulateMedia({ media: 'print' });
  return page.locator('body').innerText();
};

for (const [language, query, words] of [
  ['Indonesian', '', { attention: /perlu perhatian/, since: /terkonfirmasi sejak|menunggu konfirmasi/, record: /peringatan serupa/ }],
  ['English', '?lang=en', { attention: /need attention/, since: /confirmed since|waiting to be confirmed|waits/, record: /similar warnings/ }],
]) {
  test(`in ${language} the team sees what moved, where, since when and what usually followed, without a search`, async () => {
    const page = await site.open(`/${query}`);
    const summary = page.locator('.summary').first();
    assert.match(await summary.innerText(), words.attention);
    await summary.getByRole('link').first().click();
    const warning = page.locator('.warning').first();
    await warning.waitFor();
    const told = await warning.innerText();
    assert.match(told, /Kota Bandung/);
    assert.match(told, words.since);
    assert.match(told, words.record);
    assert.match(told, language === 'English' ? /threshold/ : /ambang/);
  });
}

test('the team gets from the board to a market of a flagged commodity by keyboard alone', async () => {
  const page = await site.open('/');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
  const tabTo = async (pattern) => {
    for (let press = 0; press < 200; press += 1) {
      await page.keyboard.press('Tab');
      if (pattern.test(await focused())) return;
    }
    assert.fail(`${pattern} is not reached by Tab`);
  };
  await tabTo(/^\/komoditas\//);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/komoditas\//);
  await awakeReader(page);
  await tabTo(/^\/pasar\//);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/pasar\/3273\//);
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /^Pasar /);
});

test('the mayor reads on a phone what needs attention before anything else', async () => {
  const page = await site.open('/', { width: 360, height: 740 });
  const sentence = await page.locator('.summary').first().boundingBox();
  assert.ok(sentence.y < 740, `the sentence begins at ${sentence.y}`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await shot(page, 'story-mayor-on-a-phone');
});

test('the board and a commodity are printed whole, with their day and version and without what only a screen can do', async () => {
  for (const [name, address, wanted] of [
    ['board', '/', /19 Desember 2025[\s\S]*Versi data \d+/],
    ['commodity', '/komoditas/cabai-rawit-merah', /Harga per pekan[\s\S]*Versi data \d+/],
  ]) {
    const page = await site.open(address, { width: 720 });
    const paper = await printed(page);
    assert.match(paper, wanted);
    assert.match(paper, /Data simulasi/);
    assert.doesNotMatch(paper, /Mode layar|Salin tautan|Unduh grafik|Masuk/);
    assert.ok(await page.locator('svg').first().isVisible(), 'drawings are printed');
    await shot(page, `story-printed-${name}`);
  }
});

test('an analyst without JavaScript narrows the chart to what matters and takes these very figures along', async () => {
  const page = await site.open('/komoditas/bawang-merah', { javaScriptEnabled: false, acceptDownloads: true });
  await page.getByRole('link', { name: /^Mingguan/ }).click();
  await page.getByRole('link', { name: /^3B/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV', exact: true }).first().click();
  const file = await download;
  assert.match(file.suggestedFilename(), /^bawang-merah_3273_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...rows] = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  assert.match(head, /^date,bawang-merah@3273/);
  assert.ok(rows.length >= 12 && rows.length <= 15, `${rows.length} weeks in three months`);
  await page.locator('.chart-table summary').click();
  assert.equal(await page.locator('.chart-table tbody tr').count(), rows.length);
});
