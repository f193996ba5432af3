import { build, createServer as createViteServer } from 'vite';

/** Where the host page's files come from. */
export interface HostPage {
  /** Folder of built files; null while developing, when {@link origin} serves them. */
  readonly folder: string | null;
  /** Address of Vite's own server while developing. */
  readonly origin: string | null;
  close(): Promise<void>;
}

/** Builds the widget's bundle and the host page, or serves both from their sources while developing. */
export async function buildHostPage({ dev }: { dev: boolean }): Promise<HostPage> {
  if (dev) {
    const vite = await createViteServer({ configFile: false, root: 'demo', server: { port: 0, cors: true } });
    await vite.listen();
    const origin = vite.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? null;
    return { folder: null, origin, close: () => vite.close() };
  }
  await build({ configFile: 'vite.config.ts', logLevel: 'warn' });
  await build({
    configFile: false,
    root: 'demo',
    logLevel: 'warn',
    build: {
      outDir: '../dist/demo-page',
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
    },
  });
  return { folder: 'dist/demo-page', origin: null, close: async () => undefined };
}
