/** The server as an operator runs it: compiled, without tsx. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A folder with the compiled server in it. */
export interface BuiltServer {
  /** What to hand to Node. */
  readonly main: string;
  readonly copyStore: string;
  /** Removes it again. */
  remove(): void;
}

export async function buildServer(): Promise<BuiltServer> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-connect-built-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const config = join(folder, 'tsconfig.json');
  const compilerOptions = { noEmit: false, noCheck: true, rootDir: root, outDir: folder, types: ['node'] };
  const files = ['server/main.ts', 'server/store/copy-store.ts'].map((file) => join(root, file));
  writeFileSync(
    config,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files }),
  );
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const child = spawn(process.execPath, [compiler, '-p', config], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The server could not be compiled (${String(code)}).`);
  return {
    main: join(folder, 'server/main.js'),
    copyStore: join(folder, 'server/store/copy-store.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
