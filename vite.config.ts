import { defineConfig } from 'vite';

/** The one-file bundle for a script tag; parts that are rarely used become files beside it. */
export default defineConfig({
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    copyPublicDir: false,
    lib: { entry: 'components/define.ts', formats: ['es'], fileName: () => 'crm-connect.js' },
    rollupOptions: { output: { chunkFileNames: 'crm-connect-[name]-[hash].js' } },
  },
});
