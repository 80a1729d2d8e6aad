import type { Cluster } from './cluster';
import { freePorts } from './free-ports';
import type { Program } from './program';
import type { Supervisor } from './supervisor';
import type { Tools } from './tools';

/**
 * Starts TriggerMesh's controller with the reconcilers of all its kinds.
 *
 * It says nothing of being ready: wait for what it is to write.
 */
export async function startTriggerMesh(supervisor: Supervisor, tools: Tools, cluster: Cluster): Promise<Program> {
  const { metrics, profiling } = await freePorts('metrics', 'profiling');
  return supervisor.start({
    name: 'triggermesh-controller',
    command: tools.triggermesh,
    args: [`--kubeconfig=${cluster.adminKubeconfig}`, '--disable-ha'],
    env: {
      SYSTEM_NAMESPACE: 'triggermesh',
      METRICS_DOMAIN: 'triggermesh.io',
      CONFIG_LOGGING_NAME: 'config-logging',
      CONFIG_OBSERVABILITY_NAME: 'config-observability',
      METRICS_PROMETHEUS_PORT: metrics.toString(),
      PROFILING_PORT: profiling.toString(),
    },
  });
}
