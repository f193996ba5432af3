import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Rolldown } from 'vite';
import { activity } from '../../components/locales/en/activity.js';
import { common } from '../../components/locales/en/common.js';
import { connect } from '../../components/locales/en/connect.js';
import { contactField } from '../../components/locales/en/contact-field.js';
import { mapperMore } from '../../components/locales/en/mapper-more.js';
import { mapper } from '../../components/locales/en/mapper.js';
import { session } from '../../components/locales/en/session.js';
import { bundle, root, type Bundle } from './bundle.js';
import { loadFirstRow } from './first-row.js';

/** Bytes of some text as it is and as servers send it. */
export interface Size {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** One file of the script-tag bundle. */
export interface FileSize extends Size {
  readonly file: string;
  /** When a page loads it. */
  readonly loaded: 'at once' | 'before the first row' | 'later' | 'with its language';
}

/** What the bundle weighs. */
export interface Sizes {
  readonly files: readonly FileSize[];
  /** What a page has loaded when the first row stands. */
  readonly drawn: Size;
  /** What a page has loaded when the first row is mapped: its picker opened, a field found and chosen. */
  readonly mapped: Size;
  /** Everything but languages that are not English. */
  readonly total: Size;
  /** How many of those bytes are English texts, which another language has in a file of its own. */
  readonly english: Size;
  /** What each module adds to its file, minified, the heaviest first. */
  readonly modules: readonly {
    readonly module: string;
    readonly file: string;
    readonly raw: number;
    readonly gzip: number;
  }[];
}

/** Most bytes, gzipped, that a page may have loaded when the first row can be mapped. */
export const firstRowLimit = 28 * 1024;
/** What everything but the languages should come down to, gzipped. */
export const totalGoal = 45 * 1024;
/**
 * Most bytes, gzipped, of everything but languages that are not English, so that it does not creep up.
 * Last raised for what an admin trusts the mapper by: suggestions with their reasons, drift and its repairs, fields that
 * are created in place, versions, their differences and what they would leave open; and for what is true of bookings
 * behind a pause, and what the mapper left unsaid: choices that are left out, addresses that are none; and for focus in lists. All of it loads when
 * first opened.
 */
export const totalLimit = 103 * 1024;

/** Builds the bundle in memory, weighs it, and sees in a real browser what a page loads before the first row is mapped. */
export async function measureSizes(): Promise<Sizes> {
  const chunks = await bundle();
  const { drawn, mapped } = await loadFirstRow(chunks);
  const atOnce = closure(
    chunks,
    chunks.filter(({ isEntry }) => isEntry),
  );
  const files = chunks
    .map((chunk): FileSize & { chunk: Rolldown.OutputChunk } => ({
      chunk,
      file: chunk.fileName,
      loaded: atOnce.has(chunk)
        ? 'at once'
        : mapped.has(chunk.fileName)
          ? 'before the first row'
          : /^components\/locales\/(?!en\b)/.test(short(chunk.facadeModuleId))
            ? 'with its language'
            : 'later',
      ...sizeOf(chunk.code),
    }))
    .sort((one, other) => order.indexOf(one.loaded) - order.indexOf(other.loaded) || other.gzip - one.gzip);
  const ours = files.filter(({ loaded }) => loaded !== 'with its language');
  const total = sum(ours);
  const { raw, gzip, brotli } = sum(ours.map(({ chunk }) => sizeOf(withoutEnglish(chunk.code))));
  return {
    files: files.map(({ chunk: _, ...file }) => file),
    drawn: sum(files.filter(({ file }) => drawn.has(file))),
    mapped: sum(files.filter(({ file }) => mapped.has(file))),
    total,
    english: { raw: total.raw - raw, gzip: total.gzip - gzip, brotli: total.brotli - brotli },
    modules: chunks.flatMap(modulesOf).sort((one, other) => other.gzip - one.gzip),
  };
}

const order: readonly FileSize['loaded'][] = [
  'at once',
  'before the first row',
  'later',
  'with its language',
];

/** The code with all English texts empty, as where they came in a file of their own. */
function withoutEnglish(code: string): string {
  const texts = [activity, common, connect, contactField, mapper, mapperMore].flatMap(Object.values<string>);
  return texts.reduce((left, text) => left.replace(`\`${text}\``, '``'), code);
}

/** The chunks themselves and all that they import statically. */
function closure(chunks: Bundle, from: Bundle): Set<Rolldown.OutputChunk> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set(from);
  for (const chunk of found) {
    for (const name of chunk.imports) {
      const imported = byName.get(name);
      if (imported) found.add(imported);
    }
  }
  return found;
}

function modulesOf(chunk: Rolldown.OutputChunk): Sizes['modules'] {
  return Object.entries(chunk.modules).map(([id, { code }]) => ({
    module: short(id),
    file: chunk.fileName,
    raw: code?.length ?? 0,
    gzip: code ? gzipSync(code, { level: 9 }).length : 0,
  }));
}

function short(id: string | null): string {
  return (id ?? '').replace(root, '').replace(/^.*node_modules\//, '');
}

function sizeOf(text: string): Size {
  return {
    raw: Buffer.byteLength(text),
    gzip: gzipSync(text, { level: 9 }).length,
    brotli: brotliCompressSync(text).length,
  };
}

function sum(sizes: readonly Size[]): Size {
  return sizes.reduce(
    (all, { raw, gzip, brotli }) => ({
      raw: all.raw + raw,
      gzip: all.gzip + gzip,
      brotli: all.brotli + brotli,
    }),
    { raw: 0, gzip: 0, brotli: 0 },
  );
}
