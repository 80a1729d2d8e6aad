import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from './program';
import { freePorts } from './free-ports';
import type { Supervisor } from './supervisor';
import type { Tools } from './tools';

/** Someone who may log in, with a token of his own. */
export type ApiUser = { readonly name: string; readonly groups: readonly string[]; readonly token: string };

export type ApiServer = {
  readonly url: string;
  readonly port: number;
  /** The certificate that signs for the server, in PEM; it is there once the server answers. */
  readonly certificateFile: string;
  readonly program: Program;
};

/** What sets an API server apart from others of the same run. */
export type ApiServerOptions = {
  /** Of its program and its folder. @default 'kube-apiserver' */
  readonly name?: string;
  /** Where it listens: that of a server before it, to take its place. @default - a free port */
  readonly port?: number | undefined;
  /** Flags about encryption at rest. @default - with a file of its own, by which Secrets are encrypted */
  readonly encryption?: readonly string[];
  /** More flags. @default [] */
  readonly flags?: readonly string[];
};

/** Starts kube-apiserver with RBAC and with Secrets encrypted at rest; it takes a few seconds until it answers. */
export async function startApiServer(
  supervisor: Supervisor,
  tools: Tools,
  etcdUrl: string,
  users: readonly ApiUser[],
  { name = 'kube-apiserver', port: wanted, encryption, flags = [] }: ApiServerOptions = {},
): Promise<ApiServer> {
  const folder = join(supervisor.folder, `${name}-files`);
  mkdirSync(folder, { recursive: true });
  const port = wanted ?? (await freePorts('port')).port;
  const url = `https://127.0.0.1:${port}`;
  const program = supervisor.start({
    name,
    command: tools.kubeApiserver,
    args: [
      `--etcd-servers=${etcdUrl}`,
      `--secure-port=${port}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      '--service-cluster-ip-range=10.0.0.0/24',
      '--authorization-mode=RBAC',
      // No controller manager makes the default ServiceAccounts that this plugin waits for.
      '--disable-admission-plugins=ServiceAccount',
      '--enable-priority-and-fairness=false',
      `--cert-dir=${folder}`,
      ...writeCredentials(folder, url, users),
      ...(encryption ?? [`--encryption-provider-config=${writeEncryption(folder)}`]),
      ...flags,
    ],
  });
  return { url, port, certificateFile: join(folder, 'apiserver.crt'), program };
}

/** Writes what the server must keep secret, and answers with the flags that name it. */
function writeCredentials(folder: string, url: string, users: readonly ApiUser[]): string[] {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const write = (name: string, content: string | Buffer): string => writeSecret(folder, name, content);
  return [
    `--service-account-issuer=${url}/`,
    `--service-account-key-file=${write('sa.pub', publicKey.export({ type: 'spki', format: 'pem' }))}`,
    `--service-account-signing-key-file=${write('sa.key', privateKey.export({ type: 'pkcs8', format: 'pem' }))}`,
    `--token-auth-file=${write('tokens.csv', users.map(tokenLine).join(''))}`,
  ];
}

function writeSecret(folder: string, name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content, { mode: 0o600 });
  return file;
}

const writeEncryption = (folder: string): string =>
  writeSecret(folder, 'encryption.json', JSON.stringify(encryptionConfiguration()));

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file */
function tokenLine({ token, name, groups }: ApiUser): string {
  return `${token},${name},${name},"${groups.join(',')}"\n`;
}

function encryptionConfiguration(): unknown {
  const secret = randomBytes(32).toString('base64');
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [
      { resources: ['secrets'], providers: [{ secretbox: { keys: [{ name: 'k1', secret }] } }, { identity: {} }] },
    ],
  };
}
