// People who sign in, as they do it: through the pages, with an authenticator
// app of their own.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

const STEP = 30_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes of a secret as pages show it: base32 in groups. */
function bytesOf(secret) {
  const bits = [...secret.replaceAll(/\s/g, '')].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'));
  return Buffer.from(bits.join('').match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of a step, as in RFC 6238: SHA-1, six digits. */
export function codeOf(key, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/**
 * An authenticator app. The server takes each code once, and that of the next
 * step as well: two codes can be had without waiting.
 */
export class Authenticator {
  constructor(secret) {
    this.key = bytesOf(secret);
    this.used = 0;
  }

  code() {
    const now = Math.floor(Date.now() / STEP);
    const step = Math.max(now, this.used + 1);
    assert.ok(step <= now + 1, 'a third code would have to wait');
    this.used = step;
    return codeOf(this.key, step);
  }
}

let count = 0;

/** An account of its own, made at the command line. */
export async function somebody(site, role = 'officer', fullName = 'Sari Wulandari') {
  count += 1;
  const person = { name: `${role}-${count}`, role, fullName, password: 'perahu kayu berlayar ke Sumba' };
  await site.addPerson(person);
  return person;
}

/** Sends the sign-in form of the page that is open. */
export async function enter(page, { name, password }) {
  await page.getByLabel('Nama akun').fill(name);
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click();
}

/** Sets up two steps on the page that asks for them; gives the recovery codes. */
export async function setUpTwoSteps(page, person) {
  await page.getByRole('heading', { level: 1, name: 'Siapkan verifikasi dua langkah' }).waitFor();
  person.app = new Authenticator(await page.locator('.secret').innerText());
  await page.getByLabel('Kode verifikasi').fill(person.app.code());
  await page.getByRole('button', { name: 'Aktifkan verifikasi dua langkah' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kode cadangan' }).waitFor();
  return page.getByRole('main').getByRole('listitem').allInnerTexts();
}

/** Signs a new person in and sets up their two steps; gives the open page. */
export async function signedIn(site, person, options) {
  const page = await site.open('/akun', options);
  await enter(page, person);
  person.recoveryCodes = await setUpTwoSteps(page, person);
  return page;
}

/** Signs in again, by the second step too. */
export async function signInAgain(page, person) {
  await page.goto('/masuk');
  await enter(page, person);
  await page.getByLabel('Kode verifikasi').fill(person.app.code());
  await page.getByRole('button', { name: 'Lanjutkan', exact: true }).click();
  await banner(page).getByRole('link', { name: person.fullName }).waitFor();
}

/** What stands above every page. */
export const banner = (page) => page.getByRole('banner');

/** Presses a button of the page's own. */
export const press = (page, name) => page.getByRole('main').getByRole('button', { name }).click();

/** The page's heading, once it is there. */
export const arrives = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
