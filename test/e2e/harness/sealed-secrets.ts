import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster';
import { eventually } from './eventually';
import { freePorts } from './free-ports';
import { httpReady } from './http-ready';
import type { Result } from './kubectl';
import { runProgram } from './kubectl';
import { mountNamespace } from './mount-namespace';
import type { Program } from './program';
import type { Supervisor } from './supervisor';
import type { Tools } from './tools';

/** Sealed Secrets' controller and its client. */
export type SealedSecrets = {
  /** The controller that runs now. */
  readonly program: Program;
  /** Where it listens. */
  readonly url: string;
  /** Where it listens, in parts. */
  readonly address: { readonly host: string; readonly port: number };
  /** The certificate that the controller had in the beginning, in PEM. */
  readonly certificateFile: string;
  /** Runs the real kubeseal with that certificate. */
  kubeseal(args: readonly string[], input: string): Promise<Result>;
  /** Has it make a new key, as it does by itself every 30 days, and waits until its certificate is of that one. */
  renewKey(): Promise<void>;
  /** Starts it anew: it then knows the keys that are in the cluster, and no others. */
  restart(): Promise<void>;
};

export type SealedSecretsOptions = {
  /** The address of this machine where it listens. @default '127.0.0.1' */
  readonly host?: string;
  /** Whether it answers as seldom as it does by default: twice a second. @default false */
  readonly rateLimit?: boolean;
};

/**
 * Why Sealed Secrets' tests cannot run on this machine, or undefined where they can. With `CI=true` it is undefined
 * always: there the run fails rather than leave them out.
 */
export function sealedSecretsSkipReason(): string | undefined {
  const namespace = mountNamespace();
  if ('flags' in namespace || process.env.CI === 'true') return undefined;
  return `Sealed Secrets needs a mount namespace, and unshare is refused: ${namespace.refusal}`;
}

/** Starts the controller. It knows only the way of a pod, so it gets a mount namespace that looks like one. */
export async function startSealedSecrets(
  supervisor: Supervisor,
  tools: Tools,
  cluster: Cluster,
  { host = '127.0.0.1', rateLimit = false }: SealedSecretsOptions = {},
): Promise<SealedSecrets> {
  const namespace = mountNamespace();
  if ('refusal' in namespace) throw new Error(`Sealed Secrets: unshare is refused: ${namespace.refusal}`);
  const account = await serviceAccountFolder(supervisor.folder, cluster);
  const { listen, metrics } = await freePorts('listen', 'metrics');
  const url = `http://${host}:${listen}`;
  const start = async (name: string): Promise<Program> => {
    const started = supervisor.start({
      name,
      command: 'unshare',
      args: [
        ...namespace.flags,
        ...['sh', '-c', asInPod, 'sh', account, tools.sealedSecrets],
        `--listen-addr=${host}:${listen}`,
        `--listen-metrics-addr=127.0.0.1:${metrics}`,
        '--key-renew-period=0',
        ...(rateLimit ? [] : ['--rate-limit=100000', '--rate-limit-burst=100000']),
      ],
      env: {
        KUBERNETES_SERVICE_HOST: '127.0.0.1',
        KUBERNETES_SERVICE_PORT: cluster.apiServer.port.toString(),
        POD_NAMESPACE: 'kube-system',
      },
    });
    await httpReady(`${url}/v1/cert.pem`, started);
    return started;
  };
  const certificate = async () => (await fetch(`${url}/v1/cert.pem`)).text();
  let program = await start('sealed-secrets');
  let starts = 1;
  const certificateFile = join(supervisor.folder, 'sealed-secrets.pem');
  writeFileSync(certificateFile, await certificate());
  const env = { PATH: process.env.PATH, HOME: supervisor.folder };
  return {
    get program() {
      return program;
    },
    url,
    address: { host, port: listen },
    certificateFile,
    kubeseal: (args, input) => runProgram(tools.kubeseal, [`--cert=${certificateFile}`, ...args], { env, input }),
    renewKey: async () => {
      const before = await certificate();
      if (program.pid === undefined) throw new Error('Sealed Secrets: the controller does not run');
      process.kill(program.pid, 'SIGUSR1');
      const renewed = async () => ((await certificate()) === before ? undefined : true);
      await eventually('Sealed Secrets has a new key', renewed, { programs: [program] });
    },
    restart: async () => {
      await program.kill();
      program = await start(`sealed-secrets-${++starts}`);
    },
  };
}

/** Over all of /var/run, which is there on every machine: a folder made in it would stay behind. */
const asInPod = `
set -e
pod=/var/run/secrets/kubernetes.io
mount -t tmpfs none /var/run
mkdir -p $pod
cp -r "$1" $pod/serviceaccount
shift
exec "$@"
`;

/** What a pod finds in /var/run/secrets/kubernetes.io/serviceaccount. */
async function serviceAccountFolder(runFolder: string, { kubectlOk, apiServer }: Cluster): Promise<string> {
  const folder = join(runFolder, 'sealed-secrets-account');
  mkdirSync(folder);
  const name = 'sealed-secrets';
  await kubectlOk(['--namespace=kube-system', 'create', 'serviceaccount', name]);
  const subject = `--serviceaccount=kube-system:${name}`;
  await kubectlOk(['create', 'clusterrolebinding', name, '--clusterrole=cluster-admin', subject]);
  writeFileSync(join(folder, 'token'), (await kubectlOk(['--namespace=kube-system', 'create', 'token', name])).trim());
  writeFileSync(join(folder, 'namespace'), 'kube-system');
  copyFileSync(apiServer.certificateFile, join(folder, 'ca.crt'));
  return folder;
}
