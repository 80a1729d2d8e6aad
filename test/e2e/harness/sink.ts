import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { eventually } from './eventually';
import type { EventuallyOptions } from './eventually';

/** A CloudEvent in HTTP's binary mode. */
export type CloudEvent = {
  /** The `ce-` headers without that prefix: `type`, `source`, `id`, … */
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What the sources deliver to. */
export type Sink = {
  readonly url: string;
  /** All that came so far. */
  readonly events: readonly CloudEvent[];
  /** The first event that `matches`, which may have come already. @default matches - every event */
  waitForEvent(
    options?: EventuallyOptions & { readonly matches?: (event: CloudEvent) => boolean },
  ): Promise<CloudEvent>;
  stop(): Promise<void>;
};

/** Listens on a free port. */
export async function startSink(): Promise<Sink> {
  const events: CloudEvent[] = [];
  const server = createServer((request, response) => {
    void text(request).then(body => {
      events.push({ attributes: attributes(request), body });
      response.writeHead(202).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    events,
    waitForEvent: ({ matches = () => true, ...options } = {}) =>
      eventually('an event reaches the sink', () => Promise.resolve(events.find(matches)), options),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function attributes({ headers }: IncomingMessage): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith('ce-'));
  return Object.fromEntries(own.map(([name, value]) => [name.slice('ce-'.length), String(value)]));
}
