import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster';
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
  readonly program: Program;
  /** The controller's public certificate, in PEM. */
  readonly certificateFile: string;
  /** Runs the real kubeseal with the controller's certificate. */
  kubeseal(args: readonly string[], input: string): Promise<Result>;
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
): Promise<SealedSecrets> {
  const namespace = mountNamespace();
  if ('refusal' in namespace) throw new Error(`Sealed Secrets: unshare is refused: ${namespace.refusal}`);
  const account = await serviceAccountFolder(supervisor.folder, cluster);
  const { listen, metrics } = await freePorts('listen', 'metrics');
  const program = supervisor.start({
    name: 'sealed-secrets',
    command: 'unshare',
    args: [
      ...namespace.flags,
      ...['sh', '-c', asInPod, 'sh', account, tools.sealedSecrets],
      `--listen-addr=127.0.0.1:${listen}`,
      `--listen-metrics-addr=127.0.0.1:${metrics}`,
      '--key-renew-period=0',
      '--rate-limit=100000',
      '--rate-limit-burst=100000',
    ],
    env: {
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: cluster.apiServer.port.toString(),
      POD_NAMESPACE: 'kube-system',
    },
  });
  const certificateUrl = `http://127.0.0.1:${listen}/v1/cert.pem`;
  await httpReady(certificateUrl, program);
  const certificateFile = join(supervisor.folder, 'sealed-secrets.pem');
  writeFileSync(certificateFile, await (await fetch(certificateUrl)).text());
  const env = { PATH: process.env.PATH, HOME: supervisor.folder };
  const kubeseal: SealedSecrets['kubeseal'] = (args, input) =>
    runProgram(tools.kubeseal, [`--cert=${certificateFile}`, ...args], { env, input });
  return { program, certificateFile, kubeseal };
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
