import type { Aws } from './aws';
import { awsAt } from './aws';
import type { Cluster, TestUser } from './cluster';
import { startCluster } from './cluster';
import { installCrds } from './crds';
import { startExternalSecrets } from './external-secrets';
import type { DeploymentToRun } from './kubelet-stand-in';
import { runDeployment } from './kubelet-stand-in';
import type { Moto } from './moto';
import { startMoto } from './moto';
import type { Program } from './program';
import type { SealedSecrets } from './sealed-secrets';
import { sealedSecretsSkipReason, startSealedSecrets } from './sealed-secrets';
import type { Sink } from './sink';
import { startSink } from './sink';
import type { Supervisor } from './supervisor';
import { supervisor } from './supervisor';
import type { Tools } from './tools';
import { builtTools } from './tools';
import { startTriggerMesh } from './triggermesh';

export type RunOptions = {
  /** Who else may log in to the cluster. @default - only `admin` */
  readonly users?: readonly TestUser[];
  /** Namespaces to make. @default ['demo'] */
  readonly namespaces?: readonly string[];
};

/** The APIs alone: a cluster without controllers, and an AWS account. */
export type Apis = {
  readonly tools: Tools;
  /** Removed by `stop`; logs lie here. */
  readonly folder: string;
  readonly cluster: Cluster;
  readonly aws: Aws;
  /** Kills everything and removes the folder. */
  stop(): Promise<void>;
};

/** Everything that a test file needs, started and ready. */
export type Run = Apis & {
  readonly externalSecrets: Program;
  readonly triggerMesh: Program;
  /** Undefined just where `sealedSecretsSkipReason()` says why. */
  readonly sealedSecrets: SealedSecrets | undefined;
  readonly sink: Sink;
  /** The stand-in for the kubelet. */
  runDeployment(deployment: DeploymentToRun): Promise<Program>;
};

/** Starts what needs no controller, in a third of the time, and without CRDs; when it throws, nothing is left behind. */
export async function startApis({ users = [], namespaces = ['demo'] }: RunOptions = {}): Promise<Apis> {
  const tools = builtTools();
  const owner = supervisor();
  try {
    const [cluster, moto] = await Promise.all([startCluster(owner, tools, users), startMoto(owner, tools)]);
    await createNamespaces(cluster, namespaces);
    return { tools, folder: owner.folder, cluster, aws: awsAt(moto), stop: () => owner.stop() };
  } catch (error) {
    await owner.stop();
    throw error;
  }
}

/** Starts the whole chain for one test file; when it throws, nothing is left behind. */
export async function startRun({ users = [], namespaces = ['demo'] }: RunOptions = {}): Promise<Run> {
  const tools = builtTools();
  const owner = supervisor();
  const sink = await startSink();
  const stop = async (): Promise<void> => {
    await Promise.all([sink.stop(), owner.stop()]);
  };
  try {
    const [cluster, moto] = await Promise.all([startCluster(owner, tools, users), startMoto(owner, tools)]);
    await Promise.all([installCrds(cluster), createNamespaces(cluster, ['triggermesh', ...namespaces])]);
    const controllers = await startControllers(owner, tools, cluster, moto);
    const run = { tools, folder: owner.folder, cluster, aws: awsAt(moto), sink, ...controllers };
    return { ...run, runDeployment: deployment => runDeployment(owner, cluster, deployment), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createNamespaces(cluster: Cluster, names: readonly string[]): Promise<void> {
  await Promise.all(names.map(name => cluster.kubectlOk(['create', 'namespace', name])));
}

async function startControllers(owner: Supervisor, tools: Tools, cluster: Cluster, moto: Moto) {
  const skipReason = sealedSecretsSkipReason();
  if (skipReason !== undefined) process.stderr.write(`\nSKIPPED: ${skipReason}\n`);
  const [externalSecrets, triggerMesh, sealedSecrets] = await Promise.all([
    startExternalSecrets(owner, tools, cluster, moto),
    startTriggerMesh(owner, tools, cluster),
    skipReason === undefined ? startSealedSecrets(owner, tools, cluster) : undefined,
  ]);
  return { externalSecrets, triggerMesh, sealedSecrets };
}
