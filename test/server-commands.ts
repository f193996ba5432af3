import type { TestRunnerPlugin } from '@web/test-runner';

/**
 * What a component test may ask of the Node side, by `executeServerCommand(name, payload)`.
 *
 * HOOK: the real server and the emulators are started here, on first use, and stopped in `serverStop`.
 */
export function serverCommands(): TestRunnerPlugin {
  return {
    name: 'server-commands',
    async executeCommand({ command }) {
      switch (command) {
        case 'environment':
          return { node: process.version };
        default:
          return undefined;
      }
    },
    async serverStop() {},
  };
}
