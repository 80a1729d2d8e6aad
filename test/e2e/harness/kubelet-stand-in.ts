import type { Container } from './container-environment';
import { containerEnvironment } from './container-environment';
import { freePorts } from './free-ports';
import type { Kubectl } from './kubectl';
import type { Program } from './program';
import type { Supervisor } from './supervisor';

/** The Deployment to run, and the program that stands for its image. */
export type DeploymentToRun = { readonly namespace: string; readonly name: string; readonly command: string };

type Deployment = { readonly spec: { readonly template: { readonly spec: { readonly containers: Container[] } } } };

/**
 * A stand-in for the kubelet: it runs `command` once, with the environment of the Deployment's only container.
 *
 * There is no image, no volume, no probe and no restart. Throws as `containerEnvironment` does.
 */
export async function runDeployment(
  supervisor: Supervisor,
  kubectl: Kubectl,
  { namespace, name, command }: DeploymentToRun,
): Promise<Program> {
  const deployment = (await kubectl.getJson([`--namespace=${namespace}`, 'deployment', name])) as Deployment;
  const [container, ...others] = deployment.spec.template.spec.containers;
  if (container === undefined || others.length > 0) throw new Error(`deployment ${name}: wanted exactly one container`);
  const environment = await containerEnvironment(kubectl, namespace, container);
  // Pods have a network each; here every adapter would want the same port of the one loopback.
  const { metrics } = await freePorts('metrics');
  return supervisor.start({
    name: `${namespace}-${name}`,
    command,
    env: { ...environment, METRICS_PROMETHEUS_PORT: metrics.toString() },
  });
}
