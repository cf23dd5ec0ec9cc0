// Uploads: by mouse, by keyboard, by dropping, without JavaScript; and what
// the audit trail says of them.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { lumbung, shot } from './harness.js';
import { arrives, press, signedIn, somebody } from './people.js';
import { PRICES, choose, large } from './price-files.js';

const MEGABYTE = 2 ** 20;
const REAL = process.env.LUMBUNG_REAL_DATA;
const site = lumbung(undefined, ['--max-upload-mb', '1']);

let known;

/** The officer of all these tests, signed in once: the account, and the cookies. */
function officer() {
  known ??= somebody(site).then(async (person) => {
    const page = await signedIn(site, person);
    return { ...person, storageState: await page.context().storageState() };
  });
  return known;
}

/** The upload page as the officer has it. */
const open = async (options) => site.open('/unggah', { ...options, storageState: (await officer()).storageState });

/** The preview names the file and counts its rows; then it is thrown away. */
async function discards(page, { name } = PRICES) {
  await arrives(page, 'Pratinjau unggahan');
  const main = page.getByRole('main');
  await main.getByRole('definition').filter({ hasText: name }).waitFor();
  await main.getByRole('button', { name: 'Simpan 6 baris' }).waitFor();
  await page.getByRole('row').filter({ hasText: '31/02/2025' }).waitFor();
  await press(page, /^Buang/);
  await page.getByRole('status').filter({ hasText: 'Unggahan dibuang.' }).waitFor();
}

/** Goes on by Tab to what is looked for. */
async function tabTo(page, target) {
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`Tab does not lead to ${target}`);
}

/** The box, once it is awake. */
async function awakeBox(page) {
  await page.getByText('Atau tarik berkas ke kotak ini.').waitFor();
  return page.locator('.upload-box');
}

test('a file is uploaded and its preview reached by keyboard alone', async () => {
  const page = await open();
  await awakeBox(page);
  // Asked for before the key is pressed: the browser needs a moment to be told.
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, page.getByLabel('Berkas harga'));
  await page.keyboard.press('Space');
  await (await chooser).setFiles(PRICES);
  await tabTo(page, page.getByRole('button', { name: 'Unggah dan periksa' }));
  await page.keyboard.press('Enter');
  await discards(page);
});

test('sending shows a progress and goes on to the preview', async () => {
  const page = await open();
  await awakeBox(page);
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route('**/unggah', async (route) => {
    await held;
    await route.continue();
  });
  assert.ok(await page.getByRole('progressbar').isHidden());
  await choose(page, PRICES);
  await page.getByText(`Terpilih: ${PRICES.name}`).waitFor();
  await press(page, 'Unggah dan periksa');
  await page.getByRole('progressbar', { name: 'Mengirim berkas' }).waitFor();
  letGo();
  await discards(page);
});

test('a file is dropped into the box', async () => {
  const page = await open();
  const box = await awakeBox(page);
  const dataTransfer = await page.evaluateHandle(
    ({ name, text }) => {
      const carried = new DataTransfer();
      carried.items.add(new File([text], name, { type: 'text/csv' }));
      return carried;
    },
    { name: PRICES.name, text: PRICES.buffer.toString() },
  );
  await box.dispatchEvent('dragover', { dataTransfer });
  assert.match(await box.getAttribute('class'), /upload-over/);
  await box.dispatchEvent('drop', { dataTransfer });
  await page.getByText(`Terpilih: ${PRICES.name}`).waitFor();
  assert.doesNotMatch(await box.getAttribute('class'), /upload-over/);
  await press(page, 'Unggah dan periksa');
  await discards(page);
});

test('a file that is too large is refused before it is sent', async () => {
  const page = await open();
  await awakeBox(page);
  const sent = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await choose(page, large(2 * MEGABYTE));
  await page.getByRole('alert').filter({ hasText: 'Berkas lebih besar daripada' }).waitFor();
  await press(page, 'Unggah dan periksa');
  await choose(page, PRICES);
  await page.getByRole('alert').waitFor({ state: 'hidden' });
  await press(page, 'Unggah dan periksa');
  await arrives(page, 'Pratinjau unggahan');
  assert.equal(sent.length, 1);
  await discards(page);
});

test('without JavaScript a file is uploaded, stored and found in the history', async () => {
  const page = await open({ javaScriptEnabled: false });
  assert.ok(await page.getByText('Atau tarik berkas ke kotak ini.').isHidden());
  await choose(page, PRICES);
  await press(page, 'Unggah dan periksa');
  await press(page, 'Simpan 6 baris');
  await page.getByRole('status').filter({ hasText: 'Berkas tersimpan' }).waitFor();
  await page.getByRole('link', { name: 'Unggah' }).first().click();
  await page.getByRole('row').filter({ hasText: PRICES.name }).getByText('6 baru, 2 ditolak').waitFor();
});

test('without JavaScript a file that is too large is refused at its field', async () => {
  const page = await open({ javaScriptEnabled: false });
  await choose(page, large(2 * MEGABYTE));
  await press(page, 'Unggah dan periksa');
  await page.getByRole('alert').getByRole('link', { name: 'Berkas lebih besar daripada' }).waitFor();
});

test(
  'an Excel table that does not say its place is stored once somebody has said it',
  { skip: REAL ? false : 'LUMBUNG_REAL_DATA is not set' },
  async () => {
    const page = await open();
    await choose(page, path.join(REAL, 'pihps-xlsx', 'Tabel Harga Berdasarkan Daerah.xlsx'));
    await press(page, 'Unggah dan periksa');
    await arrives(page, 'Pratinjau unggahan');
    const main = page.getByRole('main');
    await main.getByText('PIHPS, tabel unduhan').waitFor();
    assert.ok(await main.getByRole('button', { name: /^Simpan/ }).isHidden(), 'nothing can be stored yet');
    await shot(page, 'office-excel-asks');
    await main.getByLabel('Wilayah').selectOption('3273');
    await press(page, 'Periksa lagi');
    await main.getByRole('button', { name: 'Simpan 4.192 baris' }).waitFor();
    await shot(page, 'office-excel-told');
    await press(page, /^Buang/);
    await page.getByRole('status').filter({ hasText: 'Unggahan dibuang.' }).waitFor();
  },
);

test('the audit trail names sign-ins and uploads, is cut to one person, and comes as a file', async () => {
  const { name } = await officer();
  const admin = await somebody(site, 'admin', 'Rina Hartati');
  const page = await signedIn(site, admin);
  await page.goto('/jejak');
  await page.getByText('Segel semua baris cocok').waitFor();
  const row = (actor, action) => page.getByRole('row').filter({ hasText: actor }).filter({ hasText: action }).first();
  await row(admin.name, 'Masuk').waitFor();
  await row(name, 'Berkas disimpan').waitFor();

  await page.getByLabel('Siapa').selectOption(name);
  await page.getByRole('button', { name: 'Saring' }).click();
  await page.waitForURL(`**/jejak?siapa=${name}&**`);
  for (const action of ['Masuk', 'Berkas diperiksa', 'Unggahan dibuang', 'Berkas disimpan']) {
    await row(name, action).waitFor();
  }
  assert.equal(await page.getByRole('row').filter({ hasText: admin.name }).count(), 0);

  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Unduh sebagai CSV' }).click();
  const download = await coming;
  assert.equal(download.suggestedFilename(), 'jejak.csv');
  const [header, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  assert.equal(header, 'id,at,actor,action,subject,address,before,after');
  assert.ok(lines.length >= 4 && lines.every((line) => line.split(',')[2] === name), lines.join('\n'));
  assert.ok(lines.some((line) => line.includes(',ingest,')));
});
