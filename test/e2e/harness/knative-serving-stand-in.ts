import type { Kubectl } from './kubectl';

/** A Knative Service, and where it is to seem to listen. */
export type ServiceAddress = { readonly namespace: string; readonly name: string; readonly url: string };

/**
 * A stand-in for Knative Serving: it writes the status that Serving gives to a Service that runs, with `url` for its
 * address, and nothing else. There is no Revision and no pod.
 *
 * TriggerMesh reads `status.address` when a Service is the `ref` of a sink.
 */
export async function actAsKnativeServing(kubectl: Kubectl, { namespace, name, url }: ServiceAddress): Promise<void> {
  const lastTransitionTime = new Date().toISOString();
  const conditions = ['ConfigurationsReady', 'Ready', 'RoutesReady'].map(type => ({
    type,
    status: 'True',
    lastTransitionTime,
  }));
  const patch = { status: { url, address: { url }, conditions } };
  await kubectl.kubectlOk([
    `--namespace=${namespace}`,
    'patch',
    'services.serving.knative.dev',
    name,
    '--subresource=status',
    '--type=merge',
    `--patch=${JSON.stringify(patch)}`,
  ]);
}
