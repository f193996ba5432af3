/** `npm test`: types, server tests, component tests and end-to-end tests, then one line with the counts. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const root = new URL('..', import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), 'crm-connect-test-'));

/** Folders whose tests run in a browser page, by the web test runner. */
const inBrowser = ['test/components'];
/** Folders that only the long run includes. */
const longOnly = ['test/faults/long', 'test/bench'];

function testFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .sort();
}

function within(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => file.startsWith(`${folder}/`));
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

async function types(): Promise<Counts> {
  const code = await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function onNode(files: readonly string[], concurrency: number): Promise<Counts> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const report = join(scratch, `node-${concurrency}.tap`);
  const code = await run(process.execPath, [
    '--import',
    'tsx',
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${report}`,
    ...files,
  ]);
  const tap = existsSync(report) ? readFileSync(report, 'utf8') : '';
  return honest(code, {
    passed: tapCount(tap, 'pass'),
    failed: tapCount(tap, 'fail') + tapCount(tap, 'cancelled'),
  });
}

function tapCount(tap: string, name: string): number {
  return Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
}

async function inPage(files: readonly string[]): Promise<Counts> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const summary = join(scratch, 'page.json');
  const code = await run(
    process.execPath,
    ['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/web-test-runner.config.mjs'],
    { WTR_SUMMARY: summary },
  );
  const counts = existsSync(summary) ? parseCounts(readFileSync(summary, 'utf8')) : { passed: 0, failed: 0 };
  return honest(code, counts);
}

function parseCounts(text: string): Counts {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || !('passed' in parsed) || !('failed' in parsed)) {
    return { passed: 0, failed: 1 };
  }
  return { passed: Number(parsed.passed), failed: Number(parsed.failed) };
}

/** A runner that failed without naming a failed test still counts as one. */
function honest(code: number, counts: Counts): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

const all = process.argv.includes('--all');
const files = testFiles('test').filter((file) => all || !within(file, longOnly));
const pages = files.filter((file) => within(file, inBrowser));
const endToEnd = files.filter((file) => within(file, ['test/e2e']));
const rest = files.filter((file) => !pages.includes(file) && !endToEnd.includes(file));

const started = Date.now();
const counts: Counts[] = [
  await types(),
  await onNode(rest, 2),
  await inPage(pages),
  await onNode(endToEnd, 1),
];
rmSync(scratch, { recursive: true, force: true });

const passed = counts.reduce((sum, each) => sum + each.passed, 0);
const failed = counts.reduce((sum, each) => sum + each.failed, 0);
console.log(`took ${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
