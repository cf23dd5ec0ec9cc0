// The HTML that the server sends is valid: hydration relies on it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { SAMPLE, lumbung } from './harness.js';

const site = lumbung(SAMPLE);

/** The elements that mark an island and what it was given to hold. */
const ISLANDS = Object.fromEntries(
  ['leptos-island', 'leptos-children'].map((name) => [
    name,
    { flow: true, phrasing: true, permittedContent: ['@flow', '@phrasing'] },
  ]),
);

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    elements: ['html5', ISLANDS],
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      // A table without `tbody` gets one from the browser, which hydration
      // does not expect.
      'prefer-tbody': 'error',
      // The content security policy lets no inline style in.
      'no-inline-style': 'error',
      'no-unknown-elements': 'error',
    },
  }),
);

for (const [name, address] of Object.entries({
  board: '/',
  'English board': '/?lang=en',
  'page of a commodity': '/komoditas/cabai-rawit-merah',
  'page of a commodity with all its data': '/komoditas/bawang-merah?rentang=semua',
})) {
  test(`the ${name} is valid HTML`, async () => {
    const report = await validator.validateString(await site.html(address));
    const found = report.results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`),
    );
    assert.deepEqual(found, []);
  });
}
