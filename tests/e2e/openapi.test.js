// The description of the API is one that other tools can work with.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SAMPLE, lumbung } from './harness.js';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const REDOCLY = path.join(HERE, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
const CONFIG = path.join(HERE, 'redocly.yaml');

const site = lumbung(SAMPLE);
let folder;
before(async () => (folder = await mkdtemp(path.join(tmpdir(), 'lumbung-openapi-'))));
after(() => rm(folder, { recursive: true }));

/** What redocly finds in a description. */
async function problems(description) {
  const file = path.join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(description));
  const words = [REDOCLY, 'lint', file, '--config', CONFIG, '--format', 'json', '--max-problems', '1000'];
  // It would tell its makers, and ask them for a newer one.
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  // It ends with 1 where it finds something.
  const report = await new Promise((resolve, reject) =>
    execFile(process.execPath, words, { env, cwd: folder, maxBuffer: 2 ** 26 }, (error, out, err) => {
      if (error && error.code !== 1) reject(error);
      else if (out.trim() === '') reject(new Error(err));
      else resolve(JSON.parse(out));
    }),
  );
  return report.problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`);
}

test('the description of the API keeps every rule', async () => {
  const description = await site.json('/api/v1/openapi.json');
  assert.ok(Object.keys(description.paths).length > 10);
  assert.deepEqual(await problems(description), []);
});

test('a description with a mistake does not', async () => {
  const description = await site.json('/api/v1/openapi.json');
  const series = description.paths['/api/v1/series/{commodity}/{place}.{format}'].get;
  series.parameters = series.parameters.filter(({ name }) => name !== 'place');
  delete description.components.schemas.Problem;
  const found = await problems(description);
  for (const rule of ['path-parameters-defined', 'no-unresolved-refs']) {
    assert.ok(found.some((problem) => problem.startsWith(`${rule} `)), `${rule}: ${found}`);
  }
});
