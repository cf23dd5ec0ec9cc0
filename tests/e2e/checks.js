// What a page is checked against: WCAG by axe, HTML by html-validate.

import axe from 'axe-core';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import assert from 'node:assert/strict';

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

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

/** What axe finds against WCAG 2.2 AA. */
export async function violations(page) {
  // By evaluation, since the page's own policy lets no foreign script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const result = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values } }),
    STANDARD,
  );
  assert.ok(result.passes.length > 5, 'axe looked at the page');
  return result.violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => node.html).join('\n')}`);
}

/** What is wrong with HTML as the server sends it. */
export async function invalid(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`),
  );
}
