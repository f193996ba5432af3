import { after, before } from 'node:test';
import type { Provider } from '../world.js';
import { buildServer, type BuiltServer } from '../machines/built-server.js';
import { Site } from './site.js';

/** True in the long run (`npm run test:all`), which tries what differs little with both CRMs and at every point. */
export const isLongRun = process.env['TEST_ALL'] !== undefined;

/** Compiles the server once for the tests of a file; each test has a process and CRMs of its own. */
export function onSite() {
  let built: BuiltServer | undefined;
  before(async () => void (built = await buildServer()));
  after(() => built?.remove());
  const options = (connect: readonly Provider[], pace?: number) => {
    if (!built) throw new Error('The server is not compiled yet.');
    return { main: built.main, connect, pace };
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
