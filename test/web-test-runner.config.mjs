import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher, defaultReporter } from '@web/test-runner';
import { tsImport } from 'tsx/esm/api';

const load = (/** @type {string} */ file) => tsImport(file, import.meta.url);
const { findBrowser } = await load('./browser.ts');
const { serverCommands } = await load('./server-commands.ts');
const { summaryReporter } = await load('./summary-reporter.ts');

const { executablePath, args } = await findBrowser();
const root = fileURLToPath(new URL('..', import.meta.url));

/** Component tests in a real browser: `npx wtr --config test/web-test-runner.config.mjs [--files …]`. */
export default {
  rootDir: root,
  files: [`${root}test/components/**/*.test.ts`],
  nodeResolve: { exportConditions: ['production', 'default'] },
  // One page at a time: a page in the background gets no frames, and focus is the browser's, not the page's.
  browsers: [chromeLauncher({ launchOptions: { executablePath, args: [...args] }, concurrency: 1 })],
  plugins: [
    esbuildPlugin({ ts: true, tsconfig: `${root}tsconfig.json`, target: 'es2022' }),
    serverCommands(),
  ],
  reporters: [defaultReporter(), summaryReporter()],
  testFramework: { config: { timeout: 10_000 } },
};
