import { defineConfig, type Plugin } from 'vite';

/**
 * Takes out of templates and style sheets what no minifier of JavaScript touches: indentation, comments, needless
 * quotes. White space only ever collapses to white space, so that what is drawn stays the same.
 */
function squeezedTemplates(): Plugin {
  return {
    name: 'squeezed-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('/components/') || !id.endsWith('.ts')) return null;
      let squeezed = '';
      let at = 0;
      for (const { tag, start, end } of piecesOf(this.parse(code, { lang: 'ts' }))) {
        const piece = code.slice(start, end);
        squeezed += code.slice(at, start) + (tag === 'css' ? squeezedSheet(piece) : squeezedMarkup(piece));
        at = end;
      }
      return { code: squeezed + code.slice(at), map: null };
    },
  };
}

interface Piece {
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

/** The words of all `html` and `css` templates in a program, without what is put into them. */
function piecesOf(node: unknown): Piece[] {
  if (typeof node !== 'object' || node === null) return [];
  const within = Object.values(node).flatMap(piecesOf);
  if (!('quasi' in node && 'tag' in node)) return within;
  const { tag, quasi } = node as { tag: { name?: string }; quasi: { quasis: Omit<Piece, 'tag'>[] } };
  const name = tag.name;
  if (name !== 'html' && name !== 'css') return within;
  const own = quasi.quasis.map(({ start, end }) => ({ tag: name, start, end }));
  return [...within, ...own].sort((one, other) => one.start - other.start);
}

/** Elements at whose edges white space is never drawn. */
const blocks = 'div|p|ul|ol|li|dl|dt|dd|h[2-4]|section|header|form|fieldset|legend';

function squeezedMarkup(markup: string): string {
  return markup
    .replaceAll(/\s+/g, ' ')
    .replaceAll(new RegExp(`(</?(?:${blocks})(?: [^<>]*)?>) `, 'g'), '$1')
    .replaceAll(new RegExp(` (?=</?(?:${blocks})[ >])`, 'g'), '')
    .replaceAll(/ ([\w-]+)="([\w.-]+)"(?=[ >])/g, ' $1=$2')
    .replaceAll(' >', '>');
}

function squeezedSheet(sheet: string): string {
  return sheet
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=[`(]) | (?=[)`])/g, '')
    .replaceAll(/(?<=\[[\w-]+=)'([\w-]+)'(?=\])/g, '$1')
    .replaceAll(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(/[^{};]+(?=\{)/g, (selector) => selector.replaceAll(' + ', '+'))
    .replaceAll(' / ', '/')
    .replaceAll(/: /g, ':')
    .replaceAll(';}', '}')
    .replaceAll(/(?<![\w.#-])0\.(?=\d)/g, '.')
    .replaceAll(' !', '!')
    .trim();
}

/**
 * Puts the style sheets of a file behind its code, from where a function hands them out: gzip looks back 32 KB, in which
 * code then finds code. It makes the first file 2 % smaller.
 */
function sheetsLast(): Plugin {
  return {
    name: 'sheets-last',
    renderChunk(code) {
      const sheets: string[] = [];
      const rest = code.replaceAll(/\bcss`([^`$]*)`/g, (_, sheet: string) => {
        return `css([sheetAtEnd(${sheets.push(sheet) - 1})])`;
      });
      if (sheets.length < 2) return null;
      const list = sheets.map((sheet) => `\`${sheet}\``).join(',\n');
      return { code: `${rest}\nfunction sheetAtEnd(at) { return [${list}][at]; }`, map: null };
    },
  };
}

/**
 * Lit without what we have no use for. Its decorators only as TypeScript's `experimentalDecorators` call them, and a
 * `decorate` that only calls them, as none gives a descriptor back. Its style sheets only adopted: a browser that can't
 * has no popovers and no `light-dark()` either, which all of ours needs.
 */
function leanLit(): Plugin {
  const decorators = `
    export const property = (options) => (proto, name) => proto.constructor.createProperty(name, options);
    export const state = () => property({ state: true, attribute: false });
    export const query = (selector) => (proto, name) =>
      Object.defineProperty(proto, name, { get() { return this.renderRoot?.querySelector(selector) ?? null; } });`;
  const decorate = `
    export default (decorators, proto, name) => { for (const each of decorators) each(proto, name); };`;
  const sheets = `
    export class CSSResult {
      constructor(text) { this._$cssResult$ = true; this.cssText = text; }
      get styleSheet() {
        if (!this.made) { this.made = new CSSStyleSheet(); this.made.replaceSync(this.cssText); }
        return this.made;
      }
      toString() { return this.cssText; }
    }
    export const unsafeCSS = (text) => new CSSResult(String(text));
    export const css = (texts, ...values) => new CSSResult(String.raw({ raw: texts }, ...values));
    export const supportsAdoptingStyleSheets = true;
    export const adoptStyles = (root, styles) => {
      root.adoptedStyleSheets = styles.map((style) => style.styleSheet ?? style);
    };
    export const getCompatibleStyle = (style) => style;`;
  const lean = new Map([
    [/@lit\/reactive-element\/css-tag\.js$/, sheets],
    [/oxc-project.*\/decorate\.js$/, decorate],
  ]);
  const unused: readonly (readonly [RegExp, string])[] = [
    // What polyfills and hydration would put on a page: where they are needed, ours can't run.
    [/\b\w+\.(?:lit|reactive)\w+(?:Polyfill|Hydrate)Support\b/g, 'undefined'],
    // Which Lit this is, for which the page's own would warn.
    [/\(\w+\.\w+Versions\?\?=\[\]\)\.push\("[\d.]+"\)/g, 'undefined'],
    // Properties that standard decorators declare, or none.
    [/,this\.hasOwnProperty\(\w\("properties"\)\)\).*?(?=this\._\$Eh=)/g, ');'],
    [/Symbol\.metadata\?\?=.*?new WeakMap;/g, ''],
  ];
  const leaner = (code: string) =>
    unused.reduce((left, [each, instead]) => left.replaceAll(each, instead), code);
  return {
    name: 'lean-lit',
    enforce: 'pre',
    resolveId: (id) => (id === 'lit/decorators.js' ? '\0lit-decorators' : null),
    load: (id) => (id === '\0lit-decorators' ? decorators : null),
    transform(given, id) {
      const code = [...lean].find(([module]) => module.test(id))?.[1] ?? leaner(given);
      return code === given ? null : { code, map: null };
    },
  };
}

/** What is loaded together is one file, which compresses better than ten; the first that takes a module has it. */
const files = [
  // What every page needs, and what it takes to map the first row.
  { name: 'crm-connect', tags: ['$initial' as const] },
  // What all elements need a moment later.
  {
    name: 'ui',
    test: /ui\/(register|icons|pieces)-more|emphasised|capitalised|controls-more|by-hand|api\/(activity-calls|unreachable)|session\/unset/,
  },
  // What the mapper shows once its first rows stand.
  { name: 'mapper', test: /crm-field-mapper\/(rest|saving|later-reads|focus|edits|pairs|show-row)\.ts/ },
  // What a person opens in the mapper: preview, history, value maps, a row's options.
  { name: 'opened', test: /crm-field-mapper\/.*(dialog|panel|options-view|mend)\.ts/ },
  { name: 'connect', test: /components\/crm-connect\// },
  { name: 'activity', test: /components\/crm-(sync-activity|contact-field)\// },
].map((file, at) => ({ ...file, priority: 9 - at }));

/** The one-file bundle for a script tag; parts that are rarely used become files beside it. */
export default defineConfig({
  plugins: [squeezedTemplates(), leanLit(), sheetsLast()],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    copyPublicDir: false,
    // As a library there are no preload links, which a page of somebody else's would not want in its head.
    lib: { entry: 'components/define.ts', formats: ['es'], fileName: () => 'crm-connect.js' },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      output: {
        codeSplitting: { groups: files },
        comments: false,
        chunkFileNames: 'crm-connect-[name]-[hash].js',
        minify: { compress: { target: 'es2022' }, mangle: true, codegen: { removeWhitespace: true } },
      },
    },
  },
});
