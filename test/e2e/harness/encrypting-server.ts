import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import type { ApiServer, ApiUser } from './api-server';
import { startApiServer } from './api-server';
import { eventually } from './eventually';
import type { Kubectl } from './kubectl';
import { kubectlAt } from './kubectl';
import { writeKubeconfig } from './kubeconfig';
import type { Supervisor } from './supervisor';
import type { Tools } from './tools';

/** An API server whose encryption at rest is up to the test. */
export type EncryptingServer = Kubectl & {
  readonly url: string;
  readonly kubeconfig: string;
  /** All that it has logged. */
  log(): string;
  /** GET of a path; no status where nobody answers. */
  get(path: string): Promise<{ readonly status: number | undefined; readonly body: string }>;
  /** Puts one with other flags in its place, and waits until it is ready, or until it answers at another path. */
  restart(encryption: readonly string[], path?: string): Promise<void>;
  kill(): Promise<void>;
};

export type EncryptingServerOptions = {
  readonly name: string;
  readonly etcdUrl: string;
  readonly encryption: readonly string[];
  /** Where in etcd its objects are. @default '/registry' */
  readonly etcdPrefix?: string;
};

/** Starts it, and waits until it is ready. */
export async function startEncryptingServer(
  owner: Supervisor,
  tools: Tools,
  { name, etcdUrl, encryption, etcdPrefix = '/registry' }: EncryptingServerOptions,
): Promise<EncryptingServer> {
  const admin: ApiUser = { name: `admin-${name}`, groups: ['system:masters'], token: randomBytes(24).toString('hex') };
  const flags = [`--etcd-prefix=${etcdPrefix}`];
  const start = (how: readonly string[], port?: number): Promise<ApiServer> =>
    startApiServer(owner, tools, etcdUrl, [admin], { name, port, encryption: how, flags });
  let server = await start(encryption);
  const { url, port, certificateFile } = server;
  const kubeconfig = writeKubeconfig(owner.folder, server, admin);
  const kubectl = kubectlAt(tools.kubectl, owner.folder, kubeconfig);
  const ready = (path = '/readyz'): Promise<unknown> =>
    eventually(`${name} is ready`, () => kubectl.kubectlOk(['get', `--raw=${path}`]), {
      programs: [server.program],
      timeout: 60_000,
    });
  await ready();
  const agent = new Agent({ keepAlive: true, ca: readFileSync(certificateFile) });
  return {
    ...kubectl,
    url,
    kubeconfig,
    log: () => readFileSync(join(owner.folder, `${name}.log`), 'utf8'),
    get: path => get(`${url}${path}`, agent, admin.token),
    restart: async (how, path) => {
      await server.program.kill();
      server = await start(how, port);
      await ready(path);
    },
    kill: () => server.program.kill(),
  };
}

function get(url: string, agent: Agent, token: string): ReturnType<EncryptingServer['get']> {
  return new Promise(resolve => {
    const nobody = (): void => {
      resolve({ status: undefined, body: '' });
    };
    request(url, { agent, headers: { authorization: `Bearer ${token}` } }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', nobody);
      response.on('end', () => {
        resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() });
      });
    })
      .on('error', nobody)
      .end();
  });
}
