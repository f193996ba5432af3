import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Named {
  readonly name: string;
}

interface Declaration extends Named {
  readonly tagName?: string;
  readonly attributes?: readonly Named[];
  readonly events?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
}

describe('the package', () => {
  it('lists its four tags with what they take and tell in custom-elements.json', async () => {
    const tags = await manifest();
    const names = (list: readonly Named[] = []) => list.map(({ name }) => name).sort();
    assert.deepEqual([...tags.keys()].sort(), [
      'crm-connect',
      'crm-contact-field',
      'crm-field-mapper',
      'crm-sync-activity',
    ]);
    for (const [tag, { attributes }] of tags) {
      for (const shared of ['server', 'token-url', 'token', 'locale']) {
        assert.ok(names(attributes).includes(shared), `${tag} lacks ${shared}`);
      }
    }
    const mapper = tags.get('crm-field-mapper');
    assert.deepEqual(names(mapper?.events), ['crm-error', 'crm-question-open', 'mapping-changed']);
    assert.ok(names(mapper?.cssParts).includes('row'));
    const connect = tags.get('crm-connect');
    assert.deepEqual(names(connect?.events), [
      'crm-connected',
      'crm-disconnected',
      'crm-error',
      'crm-permissions-checked',
    ]);
    assert.ok(names(connect?.slots).includes(''));
  });

  it('has a module behind each framework’s name, which a bundler finds beside the typings', async () => {
    await built(async (folder) => {
      await node('components/framework-typings.mjs', folder);
      const { exports }: { exports: Readonly<Record<string, Readonly<Record<string, string>>>> } = JSON.parse(
        readFileSync(join(root, 'package.json'), 'utf8'),
      );
      for (const framework of ['react', 'svelte', 'vue']) {
        const { types, default: module } = exports[`./${framework}`] ?? {};
        for (const file of [types ?? '', module ?? '']) {
          assert.ok(file.startsWith('./dist/'), `crm-connect/${framework} gives “${file}”`);
          assert.ok(existsSync(join(folder, relative('dist', file))), `${file} is not built`);
        }
        assert.deepEqual(Object.keys(await import(pathToFileURL(join(folder, `${framework}.js`)).href)), []);
      }
    });
  });

  it('gives its classes where there is no page, such as on a server that renders one', async () => {
    const { CrmConnect, CrmFieldMapper } = await import('../components/index.js');
    assert.equal(typeof CrmConnect, 'function');
    assert.equal(typeof CrmFieldMapper, 'function');
  });

  it('defines its tags without a throw where there is no page', async () => {
    await assert.doesNotReject(import('../components/define.js'));
  });
});

async function manifest(): Promise<ReadonlyMap<string, Declaration>> {
  return built(async (folder) => {
    const { modules }: { modules: readonly { readonly declarations?: readonly Declaration[] }[] } =
      JSON.parse(readFileSync(join(folder, 'custom-elements.json'), 'utf8'));
    return new Map(
      modules
        .flatMap(({ declarations = [] }) => declarations)
        .flatMap((each) => (each.tagName ? [[each.tagName, each] as const] : [])),
    );
  });
}

/** A folder with the manifest of the tags, until the work is done. */
async function built<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-connect-manifest-'));
  // The modules that are written beside it are as the package says they are.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  try {
    await node(
      'node_modules/@custom-elements-manifest/analyzer/cem.js',
      'analyze',
      '--config',
      'components/custom-elements-manifest.config.mjs',
      '--outdir',
      relative(root, folder),
    );
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function node(...args: readonly string[]) {
  return promisify(execFile)(process.execPath, args, { cwd: root });
}
