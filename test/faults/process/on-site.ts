import { before } from 'node:test';
import type { Provider } from '../world.js';
import { compile, type Compiled } from '../../compiled.js';
import { Site } from './site.js';

/** True in the long run (`npm run test:all`), which tries what differs little with both CRMs and at every point. */
export const isLongRun = process.env['TEST_ALL'] !== undefined;

/** Compiles the server once for the tests of a file; each test has a process and CRMs of its own. */
export function onSite() {
  let compiled: Compiled | undefined;
  before(async () => void (compiled = await compile()));
  const options = (connect: readonly Provider[], pace?: number) => {
    if (!compiled) throw new Error('The server is not compiled yet.');
    return { main: compiled.file('server/main.ts'), connect, pace };
  };
  const withSite = async (made: Promise<Site>, act: (site: Site) => Promise<void>): Promise<void> => {
    const site = await made;
    try {
      await act(site);
    } finally {
      await site.close();
    }
  };
  return {
    /** With CRMs that an admin has connected. */
    connected: (provider: Provider, act: (site: Site) => Promise<void>, pace?: number) =>
      withSite(Site.start(options([provider], pace)), act),
    /** Before the server has ever been started. */
    fresh: (act: (site: Site) => Promise<void>) => withSite(Site.prepare(options([])), act),
  };
}
