import { join, resolve } from 'node:path';
import { build, createServer as createViteServer } from 'vite';

/** Where the host page's files come from. */
export interface HostPage {
  /** Folder of built files; null while developing, when {@link origin} serves them. */
  readonly folder: string | null;
  /** Address of Vite's own server while developing. */
  readonly origin: string | null;
  close(): Promise<void>;
}

/** Builds the widget's bundle and the host page below `dataDir`, or serves both from their sources while developing. */
export async function buildHostPage({
  dev,
  dataDir,
  ports,
}: {
  dev: boolean;
  dataDir: string;
  ports: { readonly host: number };
}): Promise<HostPage> {
  // Always the same port, so that a page that was open before a restart finds it again.
  if (dev) return servedFromSource(ports.host + 2173);
  const folder = resolve(join(dataDir, 'page'));
  const page = {
    outDir: folder,
    target: 'es2022',
    // Browsers that know light-dark() themselves, so that the page's theme switch works.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
  };
  await build({
    configFile: false,
    root: 'demo',
    logLevel: 'warn',
    build: { ...page, emptyOutDir: true },
  });
  await build({ configFile: 'vite.config.ts', logLevel: 'warn', build: { outDir: folder } });
  return { folder, origin: null, close: async () => undefined };
}

async function servedFromSource(port: number): Promise<HostPage> {
  const vite = await createViteServer({
    configFile: false,
    root: 'demo',
    server: { port, strictPort: true, cors: true, hmr: { clientPort: port }, fs: { allow: [resolve('.')] } },
    optimizeDeps: { entries: ['../components/**/*.ts', 'northlane/page.ts'] },
  });
  await vite.listen();
  const origin = vite.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? null;
  return { folder: null, origin, close: () => vite.close() };
}
