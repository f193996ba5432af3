import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** Frameworks that `demo/frameworks` has a page for. */
export const frameworks = ['react', 'vue', 'svelte', 'angular'] as const;

/** One of {@link frameworks}. */
export type Framework = (typeof frameworks)[number];

/**
 * Builds pages of `demo/frameworks` below a folder, as their users build theirs: each when somebody first asks for it,
 * so that the demo starts no later. Answers the folder of that page.
 */
export function frameworkPages(folder: string): (framework: Framework) => Promise<string> {
  const built = new Map<Framework, Promise<string>>();
  return (framework) => {
    const known = built.get(framework);
    if (known) return known;
    const page = build(framework, resolve(folder, framework));
    built.set(framework, page);
    // What failed is tried again, once its source is mended.
    page.catch(() => built.delete(framework));
    return page;
  };
}

async function build(framework: Framework, outDir: string): Promise<string> {
  const vite = await import('vite');
  await vite.build({
    configFile: false,
    root: join('demo/frameworks', framework),
    base: `/frameworks/${framework}/`,
    logLevel: 'warn',
    plugins: [theDemosWidget, await compilers[framework]()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      // Angular's compiler is part of its page.
      chunkSizeWarningLimit: 2000,
    },
  });
  return outDir;
}

/** What turns a framework's files into scripts, where plain TypeScript does not. */
const compilers: Readonly<Record<Framework, () => Promise<Plugin | Plugin[]>>> = {
  react: async () => [],
  async vue() {
    const { default: vue } = await import('@vitejs/plugin-vue');
    return vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('crm-') } } });
  },
  async svelte() {
    const { svelte } = await import('@sveltejs/vite-plugin-svelte');
    return svelte({ configFile: false });
  },
  angular: async () => [],
};

/** The pages import the package as their users do; what they get is the bundle that the demo has built already. */
const theDemosWidget: Plugin = {
  name: 'the-demos-widget',
  enforce: 'pre',
  resolveId: (id) => (id === 'crm-connect/define' ? { id: '/crm-connect.js', external: true } : null),
};
