// Accounts as the people meet them who have them: how the first comes to be,
// how others are invited, what a role opens, and how sessions end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lumbung } from './harness.js';
import { arrives, enter, press, setUpTwoSteps, signInAgain, signedIn, somebody } from './people.js';

const site = lumbung();
const nobody = lumbung();

const PASSWORD = 'angin timur bertiup ke Banda';

/** Sends a form that sets a password. */
async function choosePassword(page, password, submit) {
  await page.getByLabel('Kata sandi baru', { exact: true }).fill(password);
  await page.getByLabel('Ulangi kata sandi baru').fill(password);
  await press(page, submit);
}

/** What the field with the focus is called, and the words that describe it. */
const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: field } = document;
    const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    return [field.getAttribute('name'), ...ids.map((id) => document.getElementById(id)?.textContent)];
  });

test('the first admin comes by the link that the server prints while there is no account', async () => {
  const link = await nobody.said(/http\S+\/tautan\/\S+/);
  const page = await nobody.open(link);
  const person = { name: 'ratna', password: PASSWORD };
  await page.getByLabel('Nama akun').fill(person.name);
  await page.getByLabel('Nama lengkap').fill('Ratna Dewi');
  await choosePassword(page, person.password, 'Buat akun');
  await page.getByRole('status').filter({ hasText: 'Kata sandi tersimpan.' }).waitFor();
  await page.goto('/akun');
  await enter(page, person);
  await setUpTwoSteps(page, person);
  await page.getByRole('link', { name: 'Sudah saya simpan, lanjutkan' }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'Pengguna' }).click();
  await page.getByRole('rowheader', { name: /Ratna Dewi.*akun Anda/ }).waitFor();
  assert.deepEqual(page.problems, []);
  await page.goto(link);
  await arrives(page, 'Tautan tidak berlaku');
});

test('an invited officer chooses a password by the link that the admin sees, once', async () => {
  const admin = await signedIn(site, await somebody(site, 'admin', 'Ratna Dewi'));
  await admin.goto('/pengguna');
  await admin.getByLabel('Nama akun').fill('budi');
  await admin.getByLabel('Nama lengkap').fill('Budi Santoso');
  await admin.getByLabel('Peran').last().selectOption({ label: 'Petugas' });
  await press(admin, 'Buat akun dan tautan');
  const link = await admin.locator('.secret').innerText();

  const page = await site.open(link);
  await choosePassword(page, 'pendek', 'Simpan kata sandi');
  await page.getByRole('alert').waitFor();
  const [name, trouble] = await focused(page);
  assert.equal(name, 'sandi');
  assert.match(trouble, /Kata sandi terlalu pendek\. Pakai sedikitnya \d+ karakter/);
  await choosePassword(page, PASSWORD, 'Simpan kata sandi');
  await page.getByRole('status').filter({ hasText: 'Kata sandi tersimpan.' }).waitFor();
  await page.goto('/akun');
  await enter(page, { name: 'budi', password: PASSWORD });
  await arrives(page, 'Siapkan verifikasi dua langkah');

  const again = await site.open(link);
  await arrives(again, 'Tautan tidak berlaku');
  assert.equal(await again.getByRole('textbox').count(), 0);
});

test('an officer sees no way to what an admin does, and does not get there', async () => {
  const page = await signedIn(site, await somebody(site));
  await page.goto('/');
  const rooms = await page.getByRole('navigation').getByRole('link').allInnerTexts();
  assert.deepEqual(rooms, ['Papan pantau', 'Peringatan', 'Intervensi', 'Pekan', 'Data', 'Mutu data', 'Metode', 'Catat', 'Unggah']);
  for (const address of ['/jejak', '/jejak.csv', '/pengguna']) {
    await page.goto(address);
    assert.equal(page.answer.status(), 403, address);
    await arrives(page, 'Tidak diizinkan');
  }
});

test('an account that an admin closes is signed out and does not come in again', async () => {
  const person = await somebody(site, 'officer', 'Dadang Hidayat');
  const page = await signedIn(site, person);
  const admin = await signedIn(site, await somebody(site, 'admin', 'Ratna Dewi'));
  await admin.goto('/pengguna');
  const closes = admin.getByRole('button', { name: 'Nonaktifkan akun untuk Dadang Hidayat' });
  await admin.locator('details', { has: admin.getByText('akun Dadang Hidayat') }).locator('summary').click();
  await closes.click();
  await admin.getByRole('status').filter({ hasText: 'Akun dinonaktifkan.' }).waitFor();
  await page.goto('/akun');
  await enter(page, person);
  await page.getByRole('alert').filter({ hasText: 'Nama akun atau kata sandi tidak cocok.' }).waitFor();
});

test('ending all sessions in one browser signs the other out', async () => {
  const person = await somebody(site);
  const here = await signedIn(site, person);
  const there = await site.open('/masuk');
  await signInAgain(there, person);
  await here.goto('/akun');
  await press(here, 'Keluar dari semua perangkat');
  await here.getByRole('status').filter({ hasText: 'Semua sesi diakhiri.' }).waitFor();
  for (const page of [here, there]) {
    await page.goto('/akun');
    await arrives(page, 'Masuk');
  }
});
