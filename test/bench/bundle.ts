import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

/** The project's folder, with a slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The script-tag bundle as `npm run build` makes it, built in memory. */
export async function bundle(): Promise<readonly Rolldown.OutputChunk[]> {
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
