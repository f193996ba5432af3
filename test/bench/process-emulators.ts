import { startEmulators } from '../../demo/emulators/index.js';

/** Forked by the bench: both emulators in a process of their own, so that they take no time from the server. */
async function serve(): Promise<void> {
  const emulators = await startEmulators();
  process.on('message', (asked) => {
    if (asked === 'stop') void emulators.close().then(() => process.exit(0));
  });
  process.send?.({ hubspot: emulators.hubspot.url, salesforce: emulators.salesforce.url });
}

void serve();
