// A page in use logs no error: no broken script, no missing file, nothing that
// its content security policy refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, awakeReader, lumbung } from './harness.js';

const site = lumbung(SAMPLE);

test('the board logs no error', async () => {
  const page = await site.open('/');
  await page.waitForLoadState('networkidle');
  assert.deepEqual(page.problems, []);
});

test('a commodity whose chart is read logs no error', async () => {
  const page = await site.open('/komoditas/cabai-rawit-merah');
  const reader = await awakeReader(page);
  await reader.hover();
  await page.locator('[aria-live]').filter({ hasText: 'Rp' }).waitFor();
  await page.waitForLoadState('networkidle');
  assert.deepEqual(page.problems, []);
});

test('the pages come with a content security policy', async () => {
  const response = await fetch(site.url);
  const policy = response.headers.get('content-security-policy');
  assert.match(policy ?? '', /script-src/);
  assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'/);
});
