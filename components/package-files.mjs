/**
 * Leaves in `dist/` what a package needs: the emulators become one module, and of the typings stay those that can be
 * reached from what `package.json` exports.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

await joinEmulators();
pruneTypings();
removeEmpty(dist);

async function joinEmulators() {
  const folder = join(dist, 'demo/emulators');
  const made = mkdtempSync(join(dist, 'joined-'));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(folder, 'index.js'),
      outDir: made,
      target: 'node20',
      minify: false,
      copyPublicDir: false,
    },
  });
  for (const file of filesIn(folder).filter((name) => name.endsWith('.js'))) rmSync(file);
  renameSync(join(made, 'index.js'), join(folder, 'index.js'));
  rmSync(made, { recursive: true });
}

function pruneTypings() {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = new Set();
  const visit = (file) => {
    if (needed.has(file)) return;
    needed.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, specifier] of text.matchAll(/(?:from|import\(?)\s*['"](\.[^'"]+)['"]/g)) {
      visit(join(file, '..', specifier.replace(/\.js$/, '.d.ts')));
    }
  };
  for (const { types } of Object.values(exports)) if (types) visit(join(root, types));
  for (const file of filesIn(dist)) if (file.endsWith('.d.ts') && !needed.has(file)) rmSync(file);
}

function removeEmpty(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmpty(join(folder, entry.name));
  }
  if (existsSync(folder) && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
