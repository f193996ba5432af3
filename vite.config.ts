import { defineConfig } from 'vite';

/** The one-file bundle for a script tag; parts that are rarely used become files beside it. */
export default defineConfig({
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    copyPublicDir: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: 'components/define.ts',
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: 'crm-connect.js',
        chunkFileNames: 'crm-connect-[name]-[hash].js',
      },
    },
  },
});
