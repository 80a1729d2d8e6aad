import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { json } from 'node:stream/consumers';
import type { ClientAccess } from './client-access';
import type { Properties } from './wire';

/** What the API server answered: a status, and JSON. */
export type Answer = { readonly status: number; readonly body: Properties };

export type KubernetesClient = {
  /** Sends JSON and reads JSON; a refusal is an answer too. */
  send(method: string, path: string, body?: Properties, contentType?: string): Promise<Answer>;
};

/** Talks to the API server past kubectl, whose start takes longer than all the rest of an operation. */
export function kubernetesClient({ server, certificateAuthority, token }: ClientAccess): KubernetesClient {
  const agent = new Agent({ keepAlive: true, ca: certificateAuthority });
  return {
    send: async (method, path, body, contentType = 'application/json') => {
      const content = body === undefined ? '' : JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': contentType,
        // Node leaves it out of a DELETE, and the body would be taken for the next request.
        'content-length': Buffer.byteLength(content),
      };
      const sent = request(new URL(path, server), { method, agent, headers });
      sent.end(content);
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      return { status: response.statusCode ?? 0, body: (await json(response)) as Properties };
    },
  };
}
