import { createAdaptorServer } from '@hono/node-server';

/** Something that listens and can be stopped. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a fetch handler on this machine; rejects with one clear sentence when the port is taken. */
export function listen(
  what: string,
  setting: string,
  port: number,
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<Listening> {
  const server = createAdaptorServer({ fetch });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      reject(
        new Error(
          taken
            ? `Port ${port} is taken, so ${what} cannot start. Stop what uses it, or set ${setting} to another port.`
            : `${what} cannot listen on port ${port}: ${error.message}`,
        ),
      );
    });
    server.listen(port, () => {
      resolve({
        url: `http://localhost:${port}`,
        close: () =>
          new Promise<void>((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
  });
}
