// Starts a Lumbung on a free port with a home of its own, and a browser.
//
// `lumbung(fill)` is called once at the top of a test file; what it gives opens
// pages there. Nothing here waits for a time: it waits for what must appear.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const TARGET = path.resolve(process.env.CARGO_TARGET_DIR ?? path.join(HERE, '..', '..', 'target'));
const BINARY = process.env.LUMBUNG_BIN ?? path.join(TARGET, 'release', 'lumbung');
const SITE = process.env.LUMBUNG_SITE ?? path.join(TARGET, 'site');
/** How the browser is started. */
export const BROWSER = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
const SHOTS = path.join(HERE, 'shots');
const PATIENCE = 30_000;

/** The day on which the simulated sample ends, so that every run shows the same. */
export const SAMPLE_UNTIL = '2025-12-19';

/** Fills a home with the simulated sample. */
export const SAMPLE = ['sample', '--until', SAMPLE_UNTIL];

/** Fills a home with files, as `lumbung ingest` reads them. */
export const files = (...paths) => ['ingest', ...paths];

/**
 * A Lumbung filled by the given command, or left empty, served while this
 * file's tests run. `options` are words after `serve`.
 */
export function lumbung(fill, options = []) {
  const site = new Site(options);
  before(() => site.start(fill), { timeout: 4 * PATIENCE });
  after(() => site.stop(), { timeout: PATIENCE });
  return site;
}

/** The option of a server that lays its letters into a folder. */
export async function withMail() {
  return ['--mail-dir', await mkdtemp(path.join(tmpdir(), 'lumbung-surel-'))];
}

/** A home, its server and a browser. */
export class Site {
  constructor(options) {
    this.options = options;
  }

  async start(fill) {
    this.home = await mkdtemp(path.join(tmpdir(), 'lumbung-e2e-'));
    if (fill) await this.command(fill);
    this.url = await this.serve();
    this.browser = await chromium.launch(BROWSER);
  }

  /** Runs one command of the binary on this home; 1 says that rows were refused. */
  async command(words) {
    try {
      await promisify(execFile)(BINARY, ['--home', this.home, ...words], { env: environment(), maxBuffer: 2 ** 26 });
    } catch (error) {
      if (error.code !== 1) throw error;
    }
  }

  /** Makes an account with a password, from outside of the server. */
  async addPerson({ name, role, password, fullName }) {
    const words = ['user', 'add', name, '--role', role, '--full-name', fullName, '--password-stdin'];
    const running = promisify(execFile)(BINARY, ['--home', this.home, ...words], { env: environment() });
    running.child.stdin.end(`${password}\n`);
    await running;
  }

  async serve() {
    this.server = spawn(BINARY, ['--home', this.home, 'serve', '--addr', '127.0.0.1:0', ...this.options], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.log = '';
    this.server.stderr.on('data', (text) => (this.log += text));
    const line = once(createInterface(this.server.stdout), 'line');
    const exit = once(this.server, 'exit').then(([code]) => {
      throw new Error(`the server ended with ${code} before it listened:\n${this.log}`);
    });
    exit.catch(() => {});
    const [address] = await Promise.race([line, exit]);
    return address.match(/http:\/\/127\.0\.0\.1:\d+/)[0];
  }

  /** What the server has said on stderr, or says next, that fits. */
  async said(pattern) {
    for (;;) {
      const found = this.log.match(pattern);
      if (found) return found[0];
      await once(this.server.stderr, 'data');
    }
  }

  async stop() {
    await this.browser?.close();
    if (this.server && this.server.exitCode === null && this.server.signalCode === null) {
      const ended = once(this.server, 'exit');
      this.server.kill();
      await ended;
    }
    if (this.home) await rm(this.home, { recursive: true });
    const mail = this.options.indexOf('--mail-dir');
    if (mail >= 0) await rm(this.options[mail + 1], { recursive: true });
  }

  /**
   * Opens a page in a browser context of its own. What goes wrong in it is
   * collected in `page.problems`; `page.answer` is what the server last sent as
   * a page.
   */
  async open(address, { width = 1280, height = 900, ...options } = {}) {
    const context = await this.browser.newContext({
      baseURL: this.url,
      viewport: { width, height },
      locale: 'id-ID',
      timezoneId: 'Asia/Jakarta',
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    page.problems = [];
    page.on('console', (message) => {
      if (message.type() === 'error') page.problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => page.problems.push(`exception: ${error.message}`));
    page.on('requestfailed', (request) => {
      // What the browser gives up itself, as it leaves a page, is no problem.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') page.problems.push(`no answer: ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.request().isNavigationRequest()) page.answer = response;
      if (response.status() >= 400) page.problems.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(address, { waitUntil: 'load' });
    return page;
  }

  /** The text of the next letter to an address, of a server with mail. */
  async letter(to, subject) {
    const folder = this.options[this.options.indexOf('--mail-dir') + 1];
    for (const begun = Date.now(); Date.now() - begun < PATIENCE; ) {
      for (const name of (await readdir(folder)).filter((name) => name.endsWith('.eml'))) {
        const text = (await readFile(path.join(folder, name), 'utf8')).replaceAll(/=\r?\n/g, '');
        if (text.includes(`To: ${to}`) && text.includes(subject)) return text;
      }
      await this.html('/healthz');
    }
    throw new Error(`no letter to ${to} about ${subject}`);
  }

  /** The HTML as the server sends it. */
  async html(address) {
    const response = await fetch(new URL(address, this.url));
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response.text();
  }

  /** A JSON answer of the server. */
  async json(address) {
    const response = await fetch(new URL(address, this.url));
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response.json();
  }
}

/** The reader over a chart, once it is awake. */
export async function awakeReader(page) {
  const slider = page.getByRole('slider');
  await slider.waitFor();
  return slider;
}

/** Keeps a picture of the whole page for a person to look at. */
export async function shot(page, name) {
  if (!process.env.LUMBUNG_SHOTS) return;
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SHOTS, `${name}.png`), fullPage: true });
}

/** The environment without a person's own settings of Lumbung. */
function environment() {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('LUMBUNG_'));
  return { ...Object.fromEntries(own), LUMBUNG_SITE: SITE };
}

/** The page, loaded again until the server has computed the table of a region. */
export async function computed(page, name) {
  while ((await page.getByRole('region', { name }).getByRole('table').count()) === 0) await page.reload();
  return page;
}

/** Waits until the outlook is computed: pages that are compared show the same before and after. */
export async function foreseen(site) {
  const page = await computed(await site.open('/komoditas/cabai-rawit-merah'), /^Prospek harga/);
  await page.context().close();
}
