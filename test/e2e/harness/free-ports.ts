import { once } from 'node:events';
import { createServer } from 'node:net';

/** Distinct ports of the loopback that nobody listens on at the moment. */
export async function freePorts<const Names extends string>(...names: Names[]): Promise<Record<Names, number>> {
  const entries = await Promise.all(
    names.map(async name => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return [name, server] as const;
    }),
  );
  const ports = entries.map(([name, server]) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    return [name, address.port] as const;
  });
  // Only now: a port that is freed too early may be given out twice.
  for (const [, server] of entries) server.close();
  return Object.fromEntries(ports) as Record<Names, number>;
}
