// The HTML that the server sends is valid: hydration relies on it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invalid } from './checks.js';
import { SAMPLE, lumbung } from './harness.js';

const site = lumbung(SAMPLE);

for (const [name, address] of Object.entries({
  board: '/',
  'English board': '/?lang=en',
  'page of a commodity': '/komoditas/cabai-rawit-merah',
  'page about the data': '/mutu',
  'page of methods': '/metode',
  'list of warnings': '/peringatan',
  'page of a commodity with all its data': '/komoditas/bawang-merah?rentang=semua',
})) {
  test(`the ${name} is valid HTML`, async () => {
    assert.deepEqual(await invalid(await site.html(address)), []);
  });
}
