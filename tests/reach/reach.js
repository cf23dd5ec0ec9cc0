// Measures how soon and how lightly the pages reach a reader: the first chart
// with an empty cache, what goes over the wire, how long a switch of the
// commodity takes, and Lighthouse's judgement of a phone.
//
// Other pages are measured in the same run, for comparison, by words such as
// `name|http://127.0.0.1:8050/|.selector-of-the-chart`.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BROWSER, SAMPLE, Site } from '../e2e/harness.js';

const PAGE = '/komoditas/cabai-rawit-merah';
const CHART = 'svg.chart';
const RUNS = 7;
const SWITCHES = 40;

const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, share) => sorted(values)[Math.ceil(share * values.length) - 1];
const median = (values) => quantile(values, 0.5);

/** One visit with an empty cache: when the chart is painted, and what came over the wire. */
async function visit(browser, url, chart) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  const came = { bytes: 0, wasm: 0, requests: 0 };
  const isWasm = new Set();
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    came.requests += 1;
    if (response.mimeType === 'application/wasm') isWasm.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    came.bytes += encodedDataLength;
    if (isWasm.has(requestId)) came.wasm += encodedDataLength;
  });
  await page.addInitScript(() => {
    window.paints = { lcp: 0, cls: 0 };
    const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    watch('largest-contentful-paint', (entry) => (window.paints.lcp = entry.startTime));
    watch('layout-shift', (entry) => (window.paints.cls += entry.hadRecentInput ? 0 : entry.value));
  });
  await page.goto(url, { waitUntil: 'commit' });
  // From the start of the navigation to the frame after which the chart is there.
  const drawn = await page.evaluate(async (selector) => {
    const frame = () => new Promise(requestAnimationFrame);
    while (!document.querySelector(selector)?.getBoundingClientRect().width) {
      if (performance.now() > 30_000) throw new Error(`${selector} is not there after 30 seconds`);
      await frame();
    }
    await frame();
    return performance.now();
  }, chart);
  await page.waitForLoadState('networkidle');
  const paints = await page.evaluate(() => window.paints);
  await context.close();
  return { drawn, ...paints, ...came };
}

async function first(browser, name, url, chart) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await visit(browser, url, chart));
  const of = (key) => median(runs.map((run) => run[key]));
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
  console.log(
    `${name}: chart after ${of('drawn').toFixed(0)} ms, LCP ${of('lcp').toFixed(0)} ms, CLS ${of('cls').toFixed(3)}, ` +
      `${kilobytes(of('bytes'))} in ${of('requests')} requests, of it wasm ${kilobytes(of('wasm'))} (median of ${RUNS})`,
  );
}

/** From the press on another commodity to the frame that shows its chart. */
async function switching(site) {
  const page = await site.open(PAGE);
  await page.getByRole('slider').waitFor();
  const times = await page.evaluate(async (count) => {
    const frame = () => new Promise(requestAnimationFrame);
    const title = () => document.querySelector('.chart-figure figcaption').textContent;
    const times = [];
    for (let at = 0; at < count; at += 1) {
      const links = document.querySelectorAll('.chart-others a[data-swap]');
      const before = title();
      const pressed = performance.now();
      links[at % links.length].click();
      while (title() === before) await frame();
      await frame();
      times.push(performance.now() - pressed);
    }
    return times;
  }, SWITCHES);
  console.log(
    `commodity switched and redrawn: ${median(times).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms (${SWITCHES} switches)`,
  );
  await page.context().close();
}

/** Lighthouse as it stands: a phone on a slow network. */
async function lighthouse(name, url) {
  const folder = await mkdtemp(path.join(tmpdir(), 'lumbung-reach-'));
  const report = path.join(folder, 'report.json');
  const program = createRequire(import.meta.url).resolve('lighthouse/cli/index.js');
  const flags = `--chrome-flags=--headless=new ${BROWSER.args.join(' ')}`;
  const words = [program, url, '--quiet', '--output=json', `--output-path=${report}`, flags];
  const run = spawn(process.execPath, [...words, '--only-categories=performance,accessibility,best-practices'], {
    env: { ...process.env, CHROME_PATH: BROWSER.executablePath },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => run.on('exit', resolve));
  if (code !== 0) throw new Error(`lighthouse ended with ${code}`);
  const { categories, audits } = JSON.parse(await readFile(report, 'utf8'));
  await rm(folder, { recursive: true });
  const score = (category) => Math.round(categories[category].score * 100);
  const value = (audit) => audits[audit].displayValue ?? '–';
  console.log(
    `Lighthouse, phone, ${name}: performance ${score('performance')}, accessibility ${score('accessibility')}, ` +
      `best practices ${score('best-practices')}; LCP ${value('largest-contentful-paint')}, ` +
      `TBT ${value('total-blocking-time')}, CLS ${value('cumulative-layout-shift')}`,
  );
}

const site = new Site([]);
try {
  await site.start(SAMPLE);
  const others = process.argv.slice(2).map((word) => {
    const [name, url, chart] = word.split('|');
    if (!chart) throw new Error(`${word}: write name|address|selector`);
    return { name, url, chart };
  });
  await first(site.browser, `Lumbung ${PAGE}`, site.url + PAGE, CHART);
  await first(site.browser, 'Lumbung /', `${site.url}/`, 'svg');
  for (const { name, url, chart } of others) await first(site.browser, name, url, chart);
  await switching(site);
  await lighthouse(`Lumbung ${PAGE}`, site.url + PAGE);
  await lighthouse('Lumbung /', `${site.url}/`);
  for (const { name, url } of others) await lighthouse(name, url);
} finally {
  await site.stop();
}
