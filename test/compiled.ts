/** The project as plain JavaScript, for programs that a loader would make slow to start or large. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['components', 'demo', 'server', 'test'];
/** Tells the processes of a test run where it lies, so that one compilation serves them all. */
const variable = 'CRM_CONNECT_COMPILED';

/** The sources of a moment, compiled; they go when the process that compiled them ends. */
export interface Compiled {
  /** The folder that holds them. */
  readonly folder: string;
  /** Where a source, named from the top of the project, lies compiled. */
  file(source: string): string;
}

let compiling: Promise<Compiled> | undefined;

/**
 * Compiles every source as for production, without checking types; once in a process, and not at all within a test run,
 * which has done so.
 */
export function compile(): Promise<Compiled> {
  const shared = process.env[variable];
  return (compiling ??= shared ? Promise.resolve(at(shared)) : compileAll());
}

/** Environment in which the tests and the programs they start use what is compiled. */
export function sharing({ folder }: Compiled): Readonly<Record<string, string>> {
  return { [variable]: folder };
}

/** What to hand to Node to run a program of ours: compiled within a test run, else by a loader. */
export function program(source: string): readonly string[] {
  const shared = process.env[variable];
  return shared ? ['--enable-source-maps', at(shared).file(source)] : ['--import', 'tsx', source];
}

async function compileAll(): Promise<Compiled> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'crm-connect-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  await Promise.all(sources().map((source) => compileTo(join(folder, script(source)), join(root, source))));
  return at(folder);
}

function at(folder: string): Compiled {
  return { folder, file: (source) => join(folder, script(source)) };
}

function sources(): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !/^frameworks\b/.test(name))
      .map((name) => join(folder, name)),
  );
}

/** Each file still takes itself to be where its source is, and finds what lies beside it there. */
async function compileTo(target: string, source: string): Promise<void> {
  const { code, map } = await transform(readFileSync(source, 'utf8'), {
    loader: 'ts',
    format: 'esm',
    target: 'node20',
    sourcemap: 'external',
    sourcefile: source,
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(source)) },
    tsconfigRaw: readFileSync(join(root, 'tsconfig.json'), 'utf8'),
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${code}//# sourceMappingURL=${basename(target)}.map\n`);
  writeFileSync(`${target}.map`, map);
}

function script(source: string): string {
  return source.replace(/\.ts$/, '.js');
}
