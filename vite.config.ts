import { defineConfig, type Plugin } from 'vite';

/**
 * Takes the indentation out of the widget's templates and style sheets, which no minifier of JavaScript touches.
 * White space only ever collapses to white space, so that what is drawn stays the same.
 */
function squeezedTemplates(): Plugin {
  return {
    name: 'squeezed-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('/components/') || !id.endsWith('.ts')) return null;
      const squeezed = code
        .replaceAll(/\bcss`([^`]*)`/g, (_, sheet: string) => `css\`${squeezedSheet(sheet)}\``)
        .replaceAll(/\n\s+/g, '\n');
      return { code: squeezed, map: null };
    },
  };
}

function squeezedSheet(sheet: string): string {
  return sheet
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(/: /g, ':')
    .replaceAll(';}', '}');
}

/** The one-file bundle for a script tag; parts that are rarely used become files beside it. */
export default defineConfig({
  plugins: [squeezedTemplates()],
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
        // What every page needs is one file, which compresses better than ten; parts take what they share from it.
        codeSplitting: { groups: [{ name: 'crm-connect', tags: ['$initial'] }] },
        chunkFileNames: 'crm-connect-[name]-[hash].js',
        minify: { compress: { target: 'es2022' }, mangle: true, codegen: { removeWhitespace: true } },
      },
    },
  },
});
