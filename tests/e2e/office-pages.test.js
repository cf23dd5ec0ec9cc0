// Every page of the office, as somebody meets it: in light and in dark, on a
// small phone and on a desk. No WCAG rule is broken, nothing runs out of the
// window, and the HTML is valid.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invalid, violations } from './checks.js';
import { SAMPLE, lumbung, shot, withMail } from './harness.js';
import { arrives, enter, press, signedIn, somebody } from './people.js';
import { PRICES, choose } from './price-files.js';

const site = lumbung(SAMPLE);
const nobody = lumbung();
const mailing = lumbung(undefined, await withMail());

const VIEWS = [
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
];

/** Looks at the open page in every view. */
async function check(page, name) {
  const found = { html: await invalid(await page.answer.text()) };
  for (const { width, colorScheme } of VIEWS) {
    const view = `${width}-${colorScheme}`;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await shot(page, `office-${name}-${view}`);
    found[view] = await violations(page);
    const scrolls = (await page.evaluate(() => document.documentElement.scrollWidth)) - width;
    if (scrolls > 0) found[view].push(`it runs out of the window by ${scrolls} pixels`);
  }
  assert.deepEqual(found, Object.fromEntries(Object.keys(found).map((key) => [key, []])));
}

/** The state of a new person's browser after they have signed in. */
async function cookiesOf(role, where = site) {
  const page = await signedIn(where, await somebody(where, role));
  return { storageState: await page.context().storageState() };
}

test('the sign-in page without any account', async () => {
  await check(await nobody.open('/masuk'), 'sign-in-nobody');
});

test('the page of the first admin', async () => {
  await check(await nobody.open(await nobody.said(/http\S+\/tautan\/\S+/)), 'link-first');
});

test('the sign-in page, and with a wrong password', async () => {
  const page = await site.open('/masuk');
  await somebody(site);
  await page.reload();
  await check(page, 'sign-in');
  await enter(page, { name: 'siapa', password: 'bukan sandinya' });
  await page.getByRole('alert').waitFor();
  await check(page, 'sign-in-wrong');
});

test('setting up two steps, the recovery codes, and the page that asks for a code', async () => {
  const person = await somebody(site);
  const page = await site.open('/akun');
  await enter(page, person);
  await arrives(page, 'Siapkan verifikasi dua langkah');
  await check(page, 'set-up');
  await page.getByLabel('Kode verifikasi').fill('12');
  await press(page, 'Aktifkan verifikasi dua langkah');
  await page.getByRole('alert').waitFor();
  await check(page, 'set-up-wrong');
  await page.context().clearCookies();
  await signedIn(site, person).then((other) => check(other, 'codes'));
  await page.goto('/masuk');
  await enter(page, person);
  await arrives(page, 'Verifikasi dua langkah');
  await check(page, 'code');
  await page.getByText('Pakai kode cadangan').click();
  await check(page, 'code-recovery');
});

test('the account, a new token, and a form that came back', async () => {
  const page = await site.open('/akun', await cookiesOf('officer'));
  await check(page, 'account');
  await page.getByLabel('Kegunaan token').fill('unggah harian');
  await page.getByLabel('Memeriksa dan menyimpan berkas harga').check();
  await page.locator('#token-sandi_lama').fill('perahu kayu berlayar ke Sumba');
  await press(page, 'Buat token');
  await page.getByRole('heading', { name: 'Token baru' }).waitFor();
  await check(page, 'account-token');
  await page.getByLabel('Kata sandi baru', { exact: true }).fill('pendek');
  await page.getByLabel('Ulangi kata sandi baru').fill('pendek');
  await page.locator('#sandi-sandi_lama').fill('salah');
  await press(page, 'Ganti kata sandi');
  await page.getByRole('alert').waitFor();
  await check(page, 'account-wrong');
  await page.goto('/akun/dua-langkah');
  await check(page, 'set-up-again');
});

test('the accounts, a new link, and what the link opens', async () => {
  const page = await site.open('/pengguna', await cookiesOf('admin'));
  await page.getByText('Kelola').nth(1).click();
  await check(page, 'people');
  await press(page, 'Buat akun dan tautan');
  await page.getByLabel('Nama akun').fill('budi.santoso');
  await page.getByLabel('Nama lengkap').fill('Budi Santoso');
  await page.getByLabel('Peran').last().selectOption('leader');
  await press(page, 'Buat akun dan tautan');
  const link = await page.locator('.secret').innerText();
  await check(page, 'people-link');
  await check(await site.open(link), 'link');
  await check(await site.open('/tautan/tidak-ada'), 'link-gone');
});

test('the plan of a cheap market, and an agreement from its form to its page', async () => {
  const page = await site.open('/intervensi/rencana', await cookiesOf('officer'));
  await check(page, 'plan');
  await page.goto('/kad');
  await check(page, 'agreements-form');
  await page.getByRole('textbox', { name: 'Daerah pemasok' }).fill('Kabupaten Garut');
  await page.getByLabel('Nomor dokumen').fill('12/KAD/2026');
  await page.getByLabel('Cabai rawit merah').check();
  await page.getByLabel('Mulai berlaku').fill('2026-01-31');
  await page.getByLabel('Berakhir', { exact: true }).fill('2026-01-01');
  await page.getByLabel('Kantor yang dihubungi').fill('Dinas Pertanian Kabupaten Garut');
  await press(page, 'Simpan perjanjian');
  await page.getByRole('alert').filter({ hasText: 'mendahului hari mulai' }).waitFor();
  await check(page, 'agreements-wrong');
  await page.getByLabel('Berakhir', { exact: true }).fill('2099-12-31');
  await press(page, 'Simpan perjanjian');
  await arrives(page, 'Kerja sama dengan Kabupaten Garut');
  await check(page, 'agreement');
});

test('a subscription from its form to its end, confirmed without JavaScript', async () => {
  const page = await mailing.open('/langganan');
  await check(page, 'subscribe');
  await page.getByLabel('Surel').fill('siti@example.org');
  await page.getByLabel('Jam hening mulai').fill('21:00');
  await press(page, 'Berlangganan');
  await page.getByRole('alert').filter({ hasText: 'dua waktu yang berbeda' }).waitFor();
  await check(page, 'subscribe-wrong');
  await page.getByLabel('Jam hening selesai').fill('06:00');
  await press(page, 'Berlangganan');
  await page.getByRole('status').filter({ hasText: 'Surel telah dikirim' }).waitFor();
  const letter = await mailing.letter('siti@example.org', 'Konfirmasi langganan');
  const [link] = letter.match(/\/langganan\/[\w-]+/);
  await page.goto(link);
  await arrives(page, 'Konfirmasi langganan');
  await check(page, 'subscription-new');
  const still = await mailing.open(link, { javaScriptEnabled: false });
  await press(still, 'Konfirmasi dan mulai berlangganan');
  await arrives(still, 'Langganan Anda');
  await page.reload();
  await check(page, 'subscription');

  const admin = await mailing.open('/pelanggan', await cookiesOf('admin', mailing));
  await check(admin, 'subscribers');
  await press(admin, 'Kirim percobaan untuk siti@example.org');
  await admin.getByRole('status').filter({ hasText: 'Pesan percobaan' }).waitFor();
  await mailing.letter('siti@example.org', 'Pesan percobaan');
  await admin.getByLabel('Alamat webhook').fill('https://10.0.0.7/kirim');
  await press(admin, 'Tambah webhook');
  await admin.getByRole('alert').filter({ hasText: 'tidak boleh dihubungi' }).waitFor();
  await check(admin, 'subscribers-wrong');
  await admin.getByLabel('Alamat webhook').fill('https://192.0.78.9/kirim');
  await press(admin, 'Tambah webhook');
  await admin.getByRole('heading', { name: 'Kunci tanda tangan' }).waitFor();
  await check(admin, 'subscribers-secret');

  await press(page, 'Akhiri langganan');
  await arrives(page, 'Langganan sudah diakhiri');
  await check(page, 'subscription-ended');
  await page.goto(link);
  await arrives(page, 'Tautan tidak berlaku');
  await check(page, 'subscription-gone');
  await check(await nobody.open('/langganan'), 'subscribe-no-mail');
});

test('the audit trail, and cut to nothing', async () => {
  const page = await site.open('/jejak', await cookiesOf('admin'));
  await check(page, 'trail');
  await page.goto('/jejak?dari=2001-01-01&sampai=2001-01-02');
  await check(page, 'trail-empty');
});

test('uploads, a preview, a stored batch, and its withdrawal', async () => {
  const page = await site.open('/unggah', await cookiesOf('officer'));
  await check(page, 'uploads');
  await choose(page, PRICES);
  await check(page, 'uploads-chosen');
  await press(page, 'Unggah dan periksa');
  await arrives(page, 'Pratinjau unggahan');
  await check(page, 'preview');
  await page.goto('/unggah');
  await check(page, 'uploads-waiting');
  await page.getByRole('link', { name: PRICES.name }).click();
  await press(page, /^Simpan/);
  await arrives(page, /^Unggahan versi/);
  await check(page, 'batch');
  await page.getByText('Batalkan unggahan ini').click();
  await check(page, 'batch-withdraw');
  await page.getByLabel('Alasan pembatalan').fill('Salah berkas.');
  await press(page, 'Batalkan unggahan');
  await page.getByRole('heading', { name: 'Unggahan ini dibatalkan' }).waitFor();
  await check(page, 'batch-withdrawn');
  await page.goto('/unggah');
  await check(page, 'uploads-history');
  await page.goto('/unggah/00000000-0000-4000-8000-000000000000');
  await page.getByRole('alert').filter({ hasText: 'Tidak ada unggahan ini yang menunggu' }).waitFor();
  await check(page, 'uploads-gone');
});

test('the page about the data as officers have it, a suspect value, and decisions about it', async () => {
  const page = await site.open('/mutu', await cookiesOf('officer'));
  await check(page, 'quality');
  await page.getByRole('link', { name: /^Tinjau/ }).nth(1).click();
  await page.getByRole('heading', { level: 2, name: 'Putuskan' }).waitFor();
  await check(page, 'review');
  await page.getByLabel(/^Koreksi:/).check();
  await page.getByLabel(/^Harga yang benar/).fill('1');
  await page.getByLabel('Alasan').fill('Digit tertukar.');
  await press(page, 'Simpan keputusan');
  await page.getByRole('alert').waitFor();
  await check(page, 'review-wrong');
  await page.getByLabel(/^Tolak:/).check();
  await press(page, 'Simpan keputusan');
  await page.getByRole('status').waitFor();
  await check(page, 'review-decided');
});

test('a page that the role does not include, and one that is not there', async () => {
  const page = await site.open('/pengguna', await cookiesOf('officer'));
  await check(page, 'not-allowed');
  await page.goto('/unggah/versi/999');
  await check(page, 'not-found');
});
