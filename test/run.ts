/**
 * `npm test [-- --all] [-- part-of-a-path …]`: types, server tests, component tests and end-to-end tests, the slowest
 * files, then one line with the counts.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, sharing } from './compiled.js';

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Milliseconds by file. */
  readonly files: Readonly<Record<string, number>>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'crm-connect-test-'));
const nothing: Outcome = { passed: 0, failed: 0, files: {} };

/** Folders whose tests run in a browser page, by the web test runner. */
const inBrowser = ['test/components'];
/** Folders that only the long run includes. */
const longOnly = ['test/faults/long', 'test/faults/process/long', 'test/e2e/states', 'test/bench'];
/** Folders whose tests follow the end-to-end tests, so that these take as long as the other tests of the server. */
const afterEndToEnd = ['test/server/permissions', 'test/server/store', 'test/server/sync'];
/** A part that takes longer hangs; it is ended and counts as failed. */
const longestPart = 15 * 60_000;
/** Of a test, and of a file with all its tests. */
const longestTest = 300_000;
const longestLongTest = 30 * 60_000;

function testFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .sort();
}

function within(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => file.startsWith(`${folder}/`));
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Keeps what it says until its end, since another part is speaking. */
  readonly isBeside?: boolean;
}

function run(args: readonly string[], { env, isBeside = false }: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const kept = isBeside ? join(scratch, `${randomUUID()}.log`) : null;
    const output = kept === null ? 'inherit' : openSync(kept, 'w');
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...sharing(compiled), ...(all && { TEST_ALL: '1' }), ...env },
    });
    const overdue = setTimeout(
      () => {
        console.error(`Ended after ${longestPart / 60_000} minutes: ${args.slice(0, 4).join(' ')} …`);
        child.kill('SIGTERM');
      },
      all ? 2 ** 31 - 1 : longestPart,
    );
    const endToo = () => child.kill('SIGTERM');
    process.once('exit', endToo);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(overdue);
      process.off('exit', endToo);
      if (typeof output === 'number') closeSync(output);
      if (kept !== null) process.stdout.write(readFileSync(kept));
      resolve(code ?? 1);
    });
  });
}

async function types(): Promise<Outcome> {
  const started = Date.now();
  const code = await run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, files: { types: Date.now() - started } };
}

interface NodeOptions {
  readonly concurrency: number;
  readonly timeout?: number;
  readonly isBeside?: boolean;
}

async function onNode(
  files: readonly string[],
  { concurrency, timeout = longestTest, isBeside = false }: NodeOptions,
): Promise<Outcome> {
  if (files.length === 0) return nothing;
  const summary = join(scratch, `${randomUUID()}.json`);
  const code = await run(
    [
      '--enable-source-maps',
      '--test',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${timeout}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=./test/node-summary.mjs',
      `--test-reporter-destination=${summary}`,
      ...files.map((file) => compiled.file(file)),
    ],
    { isBeside },
  );
  return honest(code, read(summary));
}

async function inPage(files: readonly string[]): Promise<Outcome> {
  if (files.length === 0) return nothing;
  const summary = join(scratch, 'page.json');
  const code = await run(
    [
      'node_modules/@web/test-runner/dist/bin.js',
      '--config',
      'test/web-test-runner.config.mjs',
      '--files',
      ...files,
    ],
    { env: { WTR_SUMMARY: summary } },
  );
  return honest(code, read(summary));
}

function read(summary: string): Outcome {
  if (!existsSync(summary)) return nothing;
  try {
    const outcome: Outcome = JSON.parse(readFileSync(summary, 'utf8'));
    return outcome;
  } catch {
    // Cut short: what ran is not known, so its exit code decides.
    return nothing;
  }
}

/** A runner that failed without naming a failed test still counts as one. */
function honest(code: number, outcome: Outcome): Outcome {
  return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
}

function slowest(outcomes: readonly Outcome[], count: number): readonly string[] {
  return outcomes
    .flatMap(({ files }) => Object.entries(files))
    .sort(([, one], [, other]) => other - one)
    .slice(0, count)
    .map(
      ([file, ms]) =>
        `${(ms / 1000).toFixed(1).padStart(7)} s  ${file.startsWith(root) ? relative(root, file) : file}`,
    );
}

const all = process.argv.includes('--all');
const wanted = process.argv.slice(2).filter((each) => !each.startsWith('-'));
const files = testFiles('test')
  .filter((file) => all || !within(file, longOnly))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
const pages = files.filter((file) => within(file, inBrowser));
const long = files.filter((file) => within(file, longOnly));
const endToEnd = files.filter((file) => within(file, ['test/e2e']) && !long.includes(file));
const rest = files.filter((file) => ![...pages, ...endToEnd, ...long].includes(file));
const first = rest.filter((file) => !within(file, afterEndToEnd));
const second = rest.filter((file) => within(file, afterEndToEnd));

// Leaves by the door, so that what was compiled goes with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const started = Date.now();
const compiled = await compile();
const outcomes = [
  await types(),
  // One more at once than the cores of a small machine, since many wait for a process, a browser or a clock.
  ...(await Promise.all([
    onNode(first, { concurrency: 2 }),
    onNode([...endToEnd, ...second], { concurrency: 1, isBeside: first.length > 0 }),
  ])),
  // Alone: a page that gets too little of the machine is late for what people would wait for.
  await inPage(pages),
  await onNode(long, { concurrency: 1, timeout: longestLongTest }),
];
rmSync(scratch, { recursive: true, force: true });

const passed = outcomes.reduce((sum, each) => sum + each.passed, 0);
const failed = outcomes.reduce((sum, each) => sum + each.failed, 0);
console.log(`\nThe slowest files, of ${Math.round((Date.now() - started) / 1000)} s in all:`);
for (const line of slowest(outcomes, 10)) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
