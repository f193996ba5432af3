import { startEmulators } from './index.js';

/** `npm run emulators`: both emulators alone, until interrupted. */
async function main(): Promise<void> {
  const emulators = await startEmulators({
    hubspot: { port: port('HUBSPOT_EMULATOR_PORT', 4101) },
    salesforce: { port: port('SALESFORCE_EMULATOR_PORT', 4102) },
    dataDir: process.env['DATA_DIR'] || 'data',
  });
  console.log(`HubSpot emulator     ${emulators.hubspot.url}`);
  console.log(`Salesforce emulator  ${emulators.salesforce.url}`);
  console.log(`
To point a server at them:
  HUBSPOT_CLIENT_ID=demo HUBSPOT_CLIENT_SECRET=demo-secret
  HUBSPOT_APP_URL=${emulators.hubspot.url} HUBSPOT_API_URL=${emulators.hubspot.url}
  SALESFORCE_CLIENT_ID=demo SALESFORCE_CLIENT_SECRET=demo-secret
  SALESFORCE_LOGIN_URL=${emulators.salesforce.url} SALESFORCE_SANDBOX_LOGIN_URL=${emulators.salesforce.url}/sandbox
  SALESFORCE_HOSTS=localhost`);
  const stop = () => void emulators.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function port(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65535) return value;
  throw new Error(`${name} must be a port number between 0 and 65535, not "${text}".`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
