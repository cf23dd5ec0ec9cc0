// The way in: passwords, second steps, recovery codes. An address has twenty
// tries a minute, so this file does with as many.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lumbung } from './harness.js';
import { arrives, banner, enter, press, signedIn, somebody } from './people.js';

const site = lumbung();

/** Comes back with a password, and stands before the second step. */
async function comeBack(page, person) {
  await page.context().clearCookies();
  await page.goto('/masuk');
  await enter(page, person);
  await arrives(page, 'Verifikasi dua langkah');
}

const isIn = (page) => banner(page).getByRole('button', { name: 'Keluar' }).waitFor();

test('a wrong password is said in an alert before the form; the name stays and the password goes', async () => {
  const { name } = await somebody(site);
  const page = await site.open('/masuk');
  const told = [];
  for (const tried of [name, 'tidak-dikenal']) {
    await enter(page, { name: tried, password: 'bukan sandinya' });
    await page.getByLabel('Nama akun').and(page.locator(`[value="${tried}"]`)).waitFor();
    assert.equal(await page.getByLabel('Kata sandi').inputValue(), '');
    told.push(await page.getByRole('alert').innerText());
  }
  assert.match(told[0], /Nama akun atau kata sandi tidak cocok\./);
  assert.equal(told[1], told[0], 'an unknown name is told nothing else');
});

test('a password can be pasted', async () => {
  const person = await somebody(site);
  const page = await site.open('/akun');
  const name = page.getByLabel('Nama akun');
  await name.fill(person.password);
  await name.press('ControlOrMeta+a');
  await name.press('ControlOrMeta+x');
  await name.fill(person.name);
  const password = page.getByLabel('Kata sandi');
  await password.press('ControlOrMeta+v');
  assert.equal(await password.inputValue(), person.password);
  await password.press('Enter');
  await arrives(page, 'Siapkan verifikasi dua langkah');
});

test('before two steps are set up an officer gets no further', async () => {
  const page = await site.open('/akun');
  await enter(page, await somebody(site));
  await arrives(page, 'Siapkan verifikasi dua langkah');
  await page.goto('/unggah');
  await arrives(page, 'Siapkan verifikasi dua langkah');
});

test('after both steps the page that was wanted opens', async () => {
  const person = await somebody(site);
  const page = await signedIn(site, person);
  await page.context().clearCookies();
  await page.goto('/unggah');
  await enter(page, person);
  await page.getByLabel('Kode verifikasi').fill(person.app.code());
  await press(page, 'Lanjutkan');
  await arrives(page, 'Unggah');
});

test('a code that was used lets nobody in a second time', async () => {
  const person = await somebody(site);
  const page = await signedIn(site, person);
  const code = person.app.code();
  const enterCode = async () => {
    await comeBack(page, person);
    await page.getByLabel('Kode verifikasi').fill(code);
    await press(page, 'Lanjutkan');
  };
  await enterCode();
  await isIn(page);
  await enterCode();
  await page.getByRole('alert').filter({ hasText: 'Kode salah, sudah lewat waktunya, atau sudah dipakai.' }).waitFor();
  await page.getByLabel('Kode verifikasi').and(page.locator(':focus[aria-invalid="true"]')).waitFor();
});

test('recovery codes are shown once, and each works once', async () => {
  const person = await somebody(site);
  const page = await signedIn(site, person);
  const [code] = person.recoveryCodes;
  assert.equal(new Set(person.recoveryCodes).size, 10);
  await page.goto('/akun');
  await page.getByText('Kode cadangan tersisa: 10.').waitFor();
  const html = await page.content();
  assert.ok(person.recoveryCodes.every((shown) => !html.includes(shown)));

  const enterCode = async () => {
    await comeBack(page, person);
    await page.getByText('Pakai kode cadangan').click();
    await page.getByLabel('Kode cadangan').fill(code);
    await press(page, 'Lanjutkan dengan kode cadangan');
  };
  await enterCode();
  await isIn(page);
  await page.goto('/akun');
  await page.getByText('Kode cadangan tersisa: 9.').waitFor();
  await enterCode();
  await page.getByRole('alert').filter({ hasText: 'Kode salah' }).waitFor();
});
