import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the pages that are written with frameworks', () => {
  it('keep to the typings of the package, which catch a wrong listener', async () => {
    // Within the project, where the frameworks' own typings are found.
    const folder = mkdtempSync(join(root, 'node_modules/.typings-'));
    try {
      const dist = join(folder, 'dist');
      const tsc = (config: object) => {
        writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
        return run('node_modules/typescript/bin/tsc', '-p', join(folder, 'tsconfig.json'));
      };
      await tsc({
        extends: '../../components/tsconfig.build.json',
        compilerOptions: { rootDir: '../..', outDir: 'dist', emitDeclarationOnly: true },
        include: ['../../components/index.ts', '../../components/define.ts'],
      });
      await run(
        'node_modules/@custom-elements-manifest/analyzer/cem.js',
        'analyze',
        '--config',
        'components/custom-elements-manifest.config.mjs',
        '--outdir',
        relative(root, dist),
      );
      cpSync(join(root, 'components/framework-typings.mjs'), join(folder, 'components/typings.mjs'));
      await run(join(folder, 'components/typings.mjs'));
      cpSync(join(root, 'demo/frameworks'), join(folder, 'pages'), { recursive: true });
      const { compilerOptions } = JSON.parse(
        readFileSync(join(root, 'demo/frameworks/tsconfig.json'), 'utf8'),
      );
      const paths = {
        'crm-connect': ['./dist/components/index.d.ts'],
        'crm-connect/define': ['./dist/components/define.d.ts'],
        'crm-connect/*': ['./dist/*.d.ts'],
      };
      const check = () =>
        tsc({
          extends: '../../tsconfig.json',
          compilerOptions: { ...compilerOptions, paths },
          include: ['pages'],
          exclude: [],
        });
      await check();

      const page = join(folder, 'pages/react/main.tsx');
      const right = readFileSync(page, 'utf8');
      const wrong = right.replace('{onChanged}', '{(count: number) => count}');
      assert.notEqual(wrong, right);
      writeFileSync(page, wrong);
      await assert.rejects(check(), /onmapping-changed/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Runs a script; what it said is the error's message. */
async function run(script: string, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [script, ...args], { cwd: root }).catch(
    ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => {
      throw new Error(`${script} failed: ${stdout}${stderr}`);
    },
  );
}
