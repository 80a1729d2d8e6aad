import { region } from './aws';
import type { Cluster } from './cluster';
import { freePorts } from './free-ports';
import { httpReady } from './http-ready';
import type { Moto } from './moto';
import type { Program } from './program';
import type { Supervisor } from './supervisor';
import type { Tools } from './tools';

/** Starts External Secrets' controller against moto's Secrets Manager and STS. */
export async function startExternalSecrets(
  supervisor: Supervisor,
  tools: Tools,
  cluster: Cluster,
  moto: Moto,
): Promise<Program> {
  const { metrics, live } = await freePorts('metrics', 'live');
  const program = supervisor.start({
    name: 'external-secrets',
    command: tools.externalSecrets,
    args: [
      '--enable-leader-election=false',
      `--metrics-addr=127.0.0.1:${metrics}`,
      `--live-addr=127.0.0.1:${live}`,
      '--concurrent=4',
      '--store-requeue-interval=5s',
      '--enable-push-secret-reconciler=false',
      '--enable-cluster-push-secret-reconciler=false',
      '--enable-cluster-external-secret-reconciler=false',
    ],
    env: {
      // It has no --kubeconfig.
      KUBECONFIG: cluster.adminKubeconfig,
      AWS_REGION: region,
      AWS_SECRETSMANAGER_ENDPOINT: moto.endpoint,
      AWS_STS_ENDPOINT: moto.endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  await httpReady(`http://127.0.0.1:${live}/healthz`, program);
  return program;
}
