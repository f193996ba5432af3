/** The project as plain JavaScript, for programs that a loader would make slow to start or large. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['components', 'demo', 'server', 'test'];
/** What tests start as processes of their own. */
const programs = ['server/main.ts', 'server/store/copy-store.ts', 'demo/start.ts'];
/** Of hundreds of small files, which cost every process more to find than to run. */
const scattered = /^(@asteasolutions|@hono|hono|kysely|zod)(\/|$)/;
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
 * Compiles the tests that run on Node, and the programs that they start, into few files that are quick to load; does not
 * check types. Once in a process, and not at all within a test run, which has done so.
 */
export function compile(): Promise<Compiled> {
  const shared = process.env[variable];
  const entryPoints = [...programs, ...sources().filter((source) => source.endsWith('.test.ts'))];
  return (compiling ??= shared
    ? Promise.resolve(at(shared))
    : compileTo({ entryPoints, bundle: true, splitting: true, chunkNames: 'shared/[hash]' }));
}

/** Compiles every source to a file of its own, as for production: for programs that are measured. */
export function compileEach(): Promise<Compiled> {
  return compileTo({ entryPoints: sources() });
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

async function compileTo(options: BuildOptions): Promise<Compiled> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'crm-connect-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  await build({
    ...options,
    absWorkingDir: root,
    outbase: '.',
    outdir: folder,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    define: { 'import.meta.url': 'hereIsTheSource' },
    plugins: [...(options.bundle ? [leavePackages] : []), stayAtTheSource],
    logLevel: 'error',
  });
  return at(folder);
}

const leavePackages: Plugin = {
  name: 'leave packages where they are',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || scattered.test(path) ? undefined : { path, external: true },
    ),
};

/** Each file still takes itself to be where its source is, and finds what lies beside it there. */
const stayAtTheSource: Plugin = {
  name: 'stay at the source',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const here = JSON.stringify(pathToFileURL(path));
      return {
        // In the first line, so that the others keep their numbers.
        contents: source.includes('import.meta.url') ? `const hereIsTheSource = ${here}; ${source}` : source,
        loader: 'ts',
      };
    }),
};

function at(folder: string): Compiled {
  return { folder, file: (source) => join(folder, source.replace(/\.ts$/, '.js')) };
}

function sources(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !/^frameworks\b/.test(name))
      .map((name) => join(folder, name)),
  );
}
