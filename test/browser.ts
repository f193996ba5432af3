import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** A Chromium to test in, and the flags it wants. */
export interface Browser {
  readonly executablePath: string;
  readonly args: readonly string[];
}

const args: readonly string[] = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Finds the browser for component and end-to-end tests: `TEST_BROWSER` if it is a path, an installed Chrome or
 * Chromium, else the Chromium that ships inside an npm package, unpacked once per version to a temporary folder.
 * `TEST_BROWSER=npm` asks for the latter.
 */
export async function findBrowser(): Promise<Browser> {
  const wanted = process.env['TEST_BROWSER'];
  const installed = wanted === 'npm' ? undefined : (wanted ?? (await installedBrowser()));
  return { executablePath: installed ?? (await packagedBrowser()), args };
}

async function installedBrowser(): Promise<string | undefined> {
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome.exe'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  for (const candidate of candidates) {
    if ((await isExecutable(candidate)) && (await runs(candidate))) return candidate;
  }
  return undefined;
}

/** Some distributions put a stub on the path that only says where to get the browser. */
async function runs(executable: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  return promisify(execFile)(executable, ['--version'], { timeout: 20_000 }).then(
    ({ stdout }) => /chrom/i.test(stdout),
    () => false,
  );
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Unpacks the packaged Chromium with the libraries it needs. Linux x64 only, as the package is. */
async function packagedBrowser(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium was found. Install one, or set TEST_BROWSER to its path.');
  }
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@sparticuz/chromium');
  const manifest = join(entry, '../../../package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = join(tmpdir(), `crm-connect-chromium-${version}-${process.getuid?.() ?? 0}`);
  const launcher = join(folder, 'launch');
  if (await isExecutable(launcher)) return launcher;

  // Unpacked beside and renamed, so that two runs at once never see half of it.
  await mkdir(tmpdir(), { recursive: true });
  const staging = await mkdtemp(join(tmpdir(), 'crm-connect-chromium-'));
  const unpack = `import(${JSON.stringify(pathToFileURL(entry).href)}).then(async (module) => {
    const chromium = module.default.executablePath ? module.default : module.default.default;
    await chromium.executablePath();
  })`;
  // Told that it runs on Amazon Linux, the package brings the libraries that a bare machine lacks.
  const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: `AWS_Lambda_nodejs20.x` };
  try {
    await promisify(execFile)(process.execPath, ['-e', unpack], { env });
    await writeFile(join(staging, 'launch'), launchScript, { mode: 0o755 });
    await rename(staging, folder).catch(async (problem: unknown) => {
      // Another run was faster, or an older one left only half.
      if (await isExecutable(launcher)) return;
      await rm(folder, { recursive: true, force: true });
      await rename(staging, folder).catch(() => Promise.reject(problem));
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return launcher;
}

/** The machine's own libraries and fonts are used where it has them. */
const launchScript = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
ldd "$here/chromium" 2>/dev/null | grep -q 'not found' && export LD_LIBRARY_PATH="$here/al2023/lib:$LD_LIBRARY_PATH"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="$here/fonts"
exec "$here/chromium" "$@"
`;
