/** Who may import whom. A line here that hurts is a sign that a file stands in the wrong room. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';

const root = new URL('..', import.meta.url).pathname;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

interface Rule {
  readonly from: RegExp;
  readonly may: readonly RegExp[];
}

const slices = [
  'activity',
  'sync',
  'permissions',
  'mappings',
  'catalog',
  'connections',
  'bookings',
  'worklist',
];

/** A file is judged by the first rule that fits it; its own folder is always allowed. */
const rules: readonly Rule[] = [
  { from: /^server\/contract\/model\//, may: [/^server\/contract\/model\//] },
  { from: /^server\/contract\/rules\//, may: [/^server\/contract\/(model|rules)\//] },
  { from: /^server\/contract\/routes\//, may: [/^server\/contract\//] },
  { from: /^server\/crm\/index\.ts$/, may: [/^server\/(contract|crm)\//] },
  {
    from: /^server\/crm\/(adapter|http)(\.ts|\/)/,
    may: [/^server\/contract\//, /^server\/crm\/(adapter|http)/],
  },
  {
    from: /^server\/crm\/[^/]+\//,
    may: [/^server\/contract\//, /^server\/crm\/(adapter|http)/],
  },
  {
    from: /^server\/mappings\/engine(\.ts$|\/)/,
    may: [/^server\/contract\/(model|rules)\//, /^server\/mappings\/engine/],
  },
  ...slices.map((slice, at) => ({
    from: new RegExp(`^server/${slice}/`),
    may: [
      /^server\/contract\//,
      /^server\/crm\/(adapter|index)\.ts$/,
      // Tokens live in connections, so that is where an authenticated line to a CRM is made.
      ...(slice === 'connections' ? [/^server\/crm\/http\.ts$/] : []),
      /^server\/(store|http)\//,
      new RegExp(`^server/(${slices.slice(at).join('|')})/`),
    ],
  })),
  {
    from: /^server\/(http|store)\//,
    may: [/^server\/contract\//, /^server\/crm\/adapter/, /^server\/(http|store)\//],
  },
  { from: /^server\/config\.ts$/, may: [/^server\/(contract|crm)\//] },
  { from: /^server\/main\.ts$/, may: [/^server\//] },
  { from: /^server\/(server|assemble|housekeeping|app|index)\.ts$/, may: [/^server\/(?!main\.ts)/] },
  { from: /^components\/(ui|theme)\//, may: [/^components\/(ui|theme)\//] },
  { from: /^components\/api\//, may: [/^components\/api\//, /^server\/contract\/model\//] },
  {
    from: /^components\/(session|locales)\//,
    may: [/^components\/(api|session|locales)\//, /^server\/contract\/model\//],
  },
  {
    from: /^components\/(index|define)\.ts$/,
    may: [/^components\//, /^server\/contract\/model\//],
  },
  {
    from: /^components\//,
    may: [/^components\/(ui|theme|session|api|locales)\//, /^server\/contract\/(model|rules)\//],
  },
  { from: /^demo\/emulators\//, may: [/^demo\/emulators\//] },
  {
    from: /^demo\//,
    may: [/^demo\//, /^server\/(index|config|main)\.ts$/, /^components\/(index|define)\.ts$/],
  },
];

/** Libraries that only some rooms may use. */
const libraries: readonly { readonly name: RegExp; readonly rooms: readonly RegExp[] }[] = [
  {
    name: /^(zod|@hono\/zod-openapi)$/,
    rooms: [
      /^server\/contract\/routes\//,
      /^server\/config\.ts$/,
      /^server\/crm\/[^/]+\//,
      /^server\/(app|http\/)/,
    ],
  },
  {
    name: /^(hono|@hono\/node-server)(\/|$)/,
    rooms: [
      /^server\/(app|server|main)\.ts$/,
      /^server\/http\//,
      /^server\/[^/]+\/routes(\.ts|\/)/,
      /^server\/contract\/routes\//,
      /^demo\//,
    ],
  },
  { name: /^kysely$/, rooms: [/^server\/store\//, /^server\/[^/]+\/[^/]*store[^/]*\.ts$/] },
  { name: /^(lit|@lit\/context)(\/|$)/, rooms: [/^components\//] },
  {
    name: /^node:/,
    rooms: [/^server\/main\.ts$/, /^server\/store\//, /^server\/sync\/.*pg-boss.*\.ts$/, /^demo\//],
  },
];

const vendorRooms = [/^server\/crm\/(hubspot|salesforce)\//, /^server\/crm\/index\.ts$/, /^demo\//];

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found: Import[] = [];
  for (const match of text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+['"]([^'"]+)['"]/gm)) {
    found.push({ from: file, to: target(file, match[2] ?? ''), typeOnly: Boolean(match[1]) });
  }
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s+['"]([^'"]+)['"]/gm)) {
    found.push({ from: file, to: target(file, match[1] ?? match[2] ?? ''), typeOnly: false });
  }
  return found;
}

function target(file: string, specifier: string): string {
  return specifier.startsWith('.')
    ? normalize(join(dirname(file), specifier)).replace(/\.js$/, '.ts')
    : specifier;
}

const files = ['server', 'components', 'demo'].flatMap(sourceFiles);
const imports = files.flatMap(importsOf);

describe('the house', () => {
  it('lets every file import only what its room may', () => {
    const broken = imports
      .filter(({ to }) => /^(server|components|demo|test)\//.test(to))
      .filter(({ from, to }) => {
        const rule = rules.find((each) => each.from.test(from));
        return !sameRoom(from, to) && !rule?.may.some((allowed) => allowed.test(to));
      })
      .map(({ from, to }) => `${from} → ${to}`);
    assert.deepEqual(broken, []);
  });

  it('keeps libraries in their rooms', () => {
    const broken = imports
      .filter(({ from, to, typeOnly }) => {
        const library = libraries.find((each) => each.name.test(to));
        return library && !typeOnly && !library.rooms.some((room) => room.test(from));
      })
      .map(({ from, to }) => `${from} → ${to}`);
    assert.deepEqual(broken, []);
  });

  it('names a vendor in logic only in its own folder', () => {
    const broken = files
      .filter((file) => !vendorRooms.some((room) => room.test(file)))
      .filter((file) => /hubspot|salesforce/i.test(withoutComments(readFileSync(join(root, file), 'utf8'))))
      .filter((file) => !file.startsWith('components/locales/'));
    assert.deepEqual(broken, []);
  });

  it('never says CRM in the generic controls', () => {
    const broken = sourceFiles('components/ui').filter((file) =>
      /\bcrm\b/i.test(withoutComments(readFileSync(join(root, file), 'utf8')).replaceAll('--crm-', '')),
    );
    assert.deepEqual(broken, []);
  });

  it('uses neither `any` nor a silenced type error', () => {
    const broken = files.filter((file) =>
      /\bas any\b|: any\b|<any>|@ts-(ignore|expect-error|nocheck)/.test(
        withoutComments(readFileSync(join(root, file), 'utf8')),
      ),
    );
    assert.deepEqual(broken, []);
  });
});

/** Files of one vendor, and of one element, know each other. */
function sameRoom(from: string, to: string): boolean {
  const room = /^(server\/crm\/(hubspot|salesforce)|components\/[^/]+)\//.exec(from)?.[0];
  return room !== undefined && to.startsWith(room);
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:])\/\/.*$/gm, '$1');
}
