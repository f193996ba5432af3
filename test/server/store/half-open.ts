import { connect, createServer, type Socket } from 'node:net';

/** A line to a server that can fall silent without being closed, as when a machine or a firewall vanishes. */
export interface HalfOpenLine {
  /** The address, through this line. */
  readonly url: string;
  /** From now on nothing comes back, on old connections or new ones. */
  silence(): void;
  /** New connections work again; old ones stay dead. */
  speak(): void;
  close(): Promise<void>;
}

/** Starts a line to the server of an address. */
export async function halfOpenLine(to: string): Promise<HalfOpenLine> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer((near) => {
    const far = connect({ host: target.hostname, port: Number(target.port) });
    let isDead = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    }
    const pass = (other: Socket) => (chunk: Buffer) => {
      isDead ||= isSilent;
      if (!isDead) other.write(chunk);
    };
    near.on('data', pass(far));
    far.on('data', pass(near));
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(to);
  url.host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    url: url.href,
    silence: () => void (isSilent = true),
    speak: () => void (isSilent = false),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
