import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** How to reach the API server, and as whom. */
export type ClientAccess = {
  readonly server: string;
  /** In PEM. */
  readonly certificateAuthority: string;
  readonly token: string;
  /** The namespace of the context. */
  readonly namespace: string | undefined;
};

type Kubeconfig = {
  readonly clusters: readonly { readonly name: string; readonly cluster: Cluster }[];
  readonly users: readonly { readonly name: string; readonly user: { readonly token?: string } }[];
  readonly contexts: readonly { readonly name: string; readonly context: Context }[];
  readonly 'current-context': string;
};
type Cluster = {
  readonly server: string;
  readonly 'certificate-authority'?: string;
  readonly 'certificate-authority-data'?: string;
};
type Context = { readonly cluster: string; readonly user: string; readonly namespace?: string };

/** Reads a kubeconfig given by path or as its contents; of the ways to log in it knows only a token. */
export function clientAccess(pathOrContents: string, contextName?: string): ClientAccess {
  const contents = existsSync(pathOrContents) ? readFileSync(pathOrContents, 'utf8') : pathOrContents;
  const kubeconfig = parse(contents) as Kubeconfig;
  const { context } = named(kubeconfig.contexts, contextName ?? kubeconfig['current-context']);
  const { cluster } = named(kubeconfig.clusters, context.cluster);
  const { user } = named(kubeconfig.users, context.user);
  if (user.token === undefined) throw new Error('kubeconfig: wanted a user with a token');
  const { server, 'certificate-authority': file, 'certificate-authority-data': data = '' } = cluster;
  const certificateAuthority = file === undefined ? Buffer.from(data, 'base64').toString() : readFileSync(file, 'utf8');
  return { server, certificateAuthority, token: user.token, namespace: context.namespace };
}

function named<T extends { readonly name: string }>(items: readonly T[], name: string): T {
  const found = items.find(item => item.name === name);
  if (found === undefined) throw new Error(`kubeconfig: nothing is called ${name}`);
  return found;
}
