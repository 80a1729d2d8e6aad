import { join } from 'node:path';
import type { Cluster } from './cluster';
import { eventually } from './eventually';
import { freePorts } from './free-ports';
import { moduleDir } from './go-module';
import type { Program } from './program';
import type { Supervisor } from './supervisor';
import type { Tools } from './tools';

/** Knative Serving's webhook, which admits what the API server asks it about. */
export type KnativeWebhook = {
  readonly program: Program;
  /** Writes a feature into `config-features`. The webhook hears of it a moment later. */
  setFeature(name: string, value: string): Promise<void>;
};

const namespace = 'knative-serving';

const configurations = [
  'mutatingwebhookconfiguration/webhook.serving.knative.dev',
  'validatingwebhookconfiguration/validation.webhook.serving.knative.dev',
  'validatingwebhookconfiguration/config.webhook.serving.knative.dev',
];

/** Starts the webhook with the configuration of its release, and waits until the API server may ask it. */
export async function startKnativeWebhook(
  supervisor: Supervisor,
  tools: Tools,
  cluster: Cluster,
): Promise<KnativeWebhook> {
  const { webhook: port } = await freePorts('webhook');
  const config = join(moduleDir('knative', 'knative.dev/serving'), 'config/core');
  await cluster.kubectlOk(['create', 'namespace', namespace]);
  await cluster.kubectlOk(['apply', `--filename=${config}/configmaps`, `--filename=${config}/webhooks`]);
  await reachableAt(cluster, port);
  const program = supervisor.start({
    name: 'knative-webhook',
    command: tools.knativeWebhook,
    args: [`--kubeconfig=${cluster.adminKubeconfig}`, '--disable-ha'],
    env: { SYSTEM_NAMESPACE: namespace, POD_NAME: 'webhook', WEBHOOK_NAME: 'webhook', WEBHOOK_PORT: port.toString() },
  });
  const options = { programs: [program], timeout: 60_000 };
  await eventually('the webhook has put its certificate where the API server looks', () => isTrusted(cluster), options);
  return {
    program,
    setFeature: async (name, value) => {
      const patch = JSON.stringify({ data: { [name]: value } });
      await cluster.kubectlOk([
        ...[`--namespace=${namespace}`, 'patch', 'configmap', 'config-features'],
        ...['--type=merge', `--patch=${patch}`],
      ]);
    },
  };
}

/** A Service of a name outside of the cluster is the one that the API server follows without a network of pods. */
async function reachableAt({ kubectlOk }: Cluster, port: number): Promise<void> {
  await kubectlOk([
    ...[`--namespace=${namespace}`, 'create', 'service', 'externalname', 'webhook'],
    '--external-name=localhost',
  ]);
  const patch = JSON.stringify([{ op: 'add', path: '/webhooks/0/clientConfig/service/port', value: port }]);
  for (const configuration of configurations)
    await kubectlOk(['patch', configuration, '--type=json', `--patch=${patch}`]);
}

type Configuration = { readonly webhooks: readonly { readonly clientConfig: { readonly caBundle?: string } }[] };

async function isTrusted({ getJson }: Cluster): Promise<true | undefined> {
  const { items } = (await getJson(configurations)) as { readonly items: readonly Configuration[] };
  return items.every(({ webhooks }) => webhooks[0]?.clientConfig.caBundle !== undefined) ? true : undefined;
}
