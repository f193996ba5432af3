import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

/** The project's folder, with a slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files of the script-tag bundle. */
export type Bundle = readonly Rolldown.OutputChunk[];

/** The script-tag bundle as `npm run build` makes it, built in memory. */
export async function bundle(): Promise<Bundle> {
  const built = await build({
    root,
    configFile: `${root}vite.config.ts`,
    logLevel: 'error',
    build: { write: false },
  });
  const outputs = Array.isArray(built) ? built : [built];
  return outputs
    .flatMap((each) => ('output' in each ? each.output : []))
    .filter((each) => each.type === 'chunk');
}

/** esbuild, which runs these files, names functions by a helper that a page lacks. */
export const tsxInPage = 'globalThis.__name = (named) => named';

/** A page that has the bundle as its script. */
export interface ServedPage {
  readonly origin: string;
  close(): void;
}

/** Serves the bundle, and for every other address a page with what `body` gives. A file that is not `given` never comes. */
export async function servePage(
  files: Bundle,
  body: () => string,
  given: (file: string) => boolean = () => true,
): Promise<ServedPage> {
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const file = files.find(({ fileName }) => fileName === name);
    if (file && !given(name)) return;
    response.setHeader('content-type', file ? 'text/javascript' : 'text/html');
    response.end(
      file?.code ??
        `<!doctype html><meta charset="utf-8"><title>Settings</title>
        <script type="module" src="/crm-connect.js"></script>${body()}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    origin: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
