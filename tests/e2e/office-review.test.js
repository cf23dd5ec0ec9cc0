// Suspect values: an officer finds one, looks at what stands around it, and
// decides; what was reported stays.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, lumbung } from './harness.js';
import { press, signedIn, somebody } from './people.js';

const site = lumbung(SAMPLE);

const section = (page, name) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });

/** The page about the data, as an officer has it. */
async function asOfficer(options) {
  const officer = await signedIn(site, await somebody(site));
  const storageState = await officer.context().storageState();
  return site.open('/mutu', { ...options, storageState });
}

test('an officer rejects a suspect value without JavaScript, and everybody sees that it was', async () => {
  const page = await asOfficer({ javaScriptEnabled: false });
  const doubts = section(page, 'Nilai janggal');
  const row = doubts.getByRole('row').nth(1);
  const value = await row.getByRole('cell').nth(2).innerText();
  await row.getByRole('link', { name: /^Tinjau/ }).click();
  await page.getByRole('heading', { level: 2, name: 'Laporan di sekitarnya' }).waitFor();
  assert.ok((await page.getByRole('definition').first().innerText()).startsWith(value));
  await page.getByLabel(/^Tolak:/).check();
  await page.getByLabel('Alasan').fill('Salah catat, sudah ditanyakan ke pasar.');
  await press(page, 'Simpan keputusan');
  await page.getByRole('status').filter({ hasText: 'Keputusan tersimpan sebagai versi baru.' }).waitFor();
  await page.getByRole('listitem').filter({ hasText: `${value} ditolak. Alasan: Salah catat` }).waitFor();
  const address = page.url();

  const public_ = await site.open('/mutu');
  await section(public_, 'Sudah diputuskan petugas').getByRole('row').filter({ hasText: `${value} ditolak.` }).waitFor();
  assert.equal(await public_.getByText('Salah catat').count(), 0, 'reasons are for officers');
  assert.equal(await public_.getByRole('link', { name: /^Tinjau/ }).count(), 0);
  await public_.goto(address);
  await public_.getByRole('heading', { level: 1, name: 'Masuk' }).waitFor();
});

test('a correction by keyboard is used as the price, and can be taken back', async () => {
  const page = await asOfficer();
  await section(page, 'Nilai janggal').getByRole('link', { name: /^Tinjau/ }).last().click();
  await page.getByLabel(/^Terima:/).focus();
  await page.keyboard.press('ArrowDown');
  assert.ok(await page.getByLabel(/^Koreksi:/).isChecked());
  await page.keyboard.press('Tab');
  await page.keyboard.type('seribu');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Digit tertukar.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Tulis rupiah bulat' }).waitFor();
  assert.equal(await page.getByLabel('Alasan').inputValue(), 'Digit tertukar.');
  const usual = (await page.getByRole('definition').last().innerText()).match(/biasanya Rp([\d.]+)/)[1];
  await page.getByLabel(/^Harga yang benar/).fill(usual);
  await press(page, 'Simpan keputusan');
  await page.getByRole('definition').filter({ hasText: `Rp${usual}/` }).waitFor();
  await page.getByLabel(/^Cabut keputusan:/).check();
  await page.getByLabel('Alasan').fill('Menunggu laporan berikutnya.');
  await press(page, 'Simpan keputusan');
  await page.getByRole('listitem').filter({ hasText: /^Keputusan tentang .* dicabut/ }).waitFor();
  await page.getByRole('definition').filter({ hasText: 'Janggal; tidak dipakai' }).waitFor();
  assert.deepEqual(page.problems.filter((problem) => !problem.includes('422')), []);
});
