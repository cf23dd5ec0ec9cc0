// Nothing runs out of the window or over something else, from a small phone to
// a wide screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLE, awakeReader, computed, lumbung, withMail } from './harness.js';

const site = lumbung(SAMPLE, await withMail());

const WIDTHS = [320, 480, 768, 1024, 1280, 1920];
const PAGES = {
  board: '/',
  commodity: '/komoditas/cabai-rawit-merah',
  warnings: '/peringatan',
  warning: '/peringatan/1',
  interventions: '/intervensi',
  'weekly sheets': '/pekan',
  'weekly sheet': '/pekan/2025-W51',
  agreements: '/kad',
  quality: '/mutu',
  methods: '/metode',
  catalogue: '/data',
  series: '/data/bawang-merah/3273',
  versions: '/data/versi',
  metadata: '/data/metadata',
  api: '/api',
  'subscription form': '/langganan',
  market: '/pasar/3273/kosambi',
  city: '/wilayah/3273',
  supplier: '/wilayah/3205',
  'wall of prices': '/?layar=1&henti=1',
  'wall of maps': '/?layar=4&henti=1',
  'wall of the feast': '/?layar=5&henti=1',
};

for (const [name, address] of Object.entries(PAGES)) {
  for (const width of WIDTHS) {
    test(`the ${name} does not scroll sideways in a window of ${width} pixels`, async () => {
      const page = await site.open(address, { width });
      if (name === 'commodity') await awakeReader(page);
      if (name === 'methods') await computed(page, 'Rekam jejak');
      if (name === 'warning') await computed(page, 'Riwayat');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    });
  }
}

for (const width of WIDTHS) {
  test(`no table covers another in a window of ${width} pixels`, async () => {
    const page = await site.open(PAGES.commodity, { width });
    const tables = [];
    for (const table of await page.getByRole('table').all()) {
      tables.push({ name: await table.locator('caption').innerText(), ...(await table.boundingBox()) });
    }
    assert.ok(tables.length > 1);
    assert.deepEqual(overlaps(tables), []);
  });
}

/** The pairs of boxes that share more than a hair's breadth. */
function overlaps(boxes) {
  const shared = (from, length) => (a, b) => Math.min(a[from] + a[length], b[from] + b[length]) - Math.max(a[from], b[from]);
  const [across, down] = [shared('x', 'width'), shared('y', 'height')];
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => across(a, b) > 1 && down(a, b) > 1)
      .map((b) => `“${a.name}” and “${b.name}” by ${Math.round(across(a, b))} pixels`),
  );
}
