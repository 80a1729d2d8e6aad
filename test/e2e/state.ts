import type { Container } from './harness/container-environment';
import { eventually } from './harness/eventually';
import type { Run } from './harness/run';

/** What a run's cluster holds, and how to change it. */
export type State = {
  /** Applies YAML as a strict server would take it; throws what the server says. */
  apply(yaml: string): Promise<void>;
  /** `kubectl get` in a namespace. */
  get(namespace: string, ...what: readonly string[]): Promise<unknown>;
  /** A Secret as a person makes it. */
  handMade(namespace: string, name: string, data: Readonly<Record<string, string>>): Promise<void>;
  /** The values of a Secret, as soon as it is there. */
  secretData(namespace: string, name: string): Promise<Readonly<Record<string, string>>>;
  /** The name of the Deployment of the only adapter in a namespace, as soon as it is there. */
  adapterOf(namespace: string): Promise<string>;
};

/** Anything with a template of pods. */
export type Workload = {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
};

/** Its only container. */
export function containerOf({ spec }: Workload): Container {
  const [container, ...others] = spec.template.spec.containers;
  if (!container || others.length > 0) throw new Error('wanted exactly one container');
  return container;
}

/** The state of a run's cluster. */
export function stateOf(run: Run): State {
  const apply: State['apply'] = async yaml => {
    const { code, stderr } = await run.cluster.applyYaml(yaml);
    if (code !== 0) throw new Error(stderr);
  };
  const get: State['get'] = (namespace, ...what) => run.cluster.getJson([`--namespace=${namespace}`, ...what]);
  return {
    apply,
    get,
    handMade: (namespace, name, data) =>
      apply(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData: data })),
    secretData: async (namespace, name) => {
      const probe = async () => (await get(namespace, 'secret', name)) as { data: Record<string, string> };
      const { data } = await eventually(`Secret ${name} appears`, probe, { programs: [run.externalSecrets] });
      const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
      return Object.fromEntries(decoded) as Record<string, string>;
    },
    adapterOf: namespace =>
      eventually(
        'TriggerMesh deploys the adapter',
        async () => {
          const { items } = (await get(namespace, 'deployment')) as { items: { metadata: { name: string } }[] };
          return items[0]?.metadata.name;
        },
        { programs: [run.triggerMesh] },
      ),
  };
}
