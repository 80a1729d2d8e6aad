import { readFileSync } from 'node:fs';
import { Provider } from '@pulumi/kubernetes';
import type { ResourceTransform } from '@pulumi/pulumi';
import { AwsCredentialSecret, TriggerMeshService, nativeSecret, user } from 'keywire/pulumi';
import { startPulumi, type Pulumi } from './harness/pulumi/pulumi';
import { startRun, type Run } from './harness/run';
import { stateOf, type State } from './state';

/** What a user says of a component, in the real engine. The Kubernetes plugin is a stand-in. */
let run: Run;
let state: State;
let pulumi: Pulumi;

beforeAll(async () => {
  run = await startRun({ namespaces: ['named', 'of-provider'] });
  state = stateOf(run);
  pulumi = await startPulumi(run);
}, 180_000);

afterAll(() => run.stop());

const values = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

type InState = {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: object;
  readonly outputs?: object;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly provider?: string;
};

const childrenIn = (exported: string): readonly InState[] => {
  const { deployment } = JSON.parse(exported) as { deployment: { resources: readonly InState[] } };
  return deployment.resources.filter(({ type }) => /^kubernetes:(core|rbac|serving)/.test(type));
};

test('a provider, protect, retainOnDelete and transforms hold for all that a component makes', async () => {
  const stack = await pulumi.stack({ name: 'options' });
  const program = (protect: boolean) => () => {
    const kubeconfig = readFileSync(run.cluster.adminKubeconfig, 'utf8');
    const provider = new Provider('cluster', { kubeconfig, namespace: 'of-provider' });
    const labelled: ResourceTransform = ({ custom, props, opts }) => {
      const { metadata } = props as { readonly metadata?: object };
      return custom ? { props: { ...props, metadata: { ...metadata, labels: { team: 'orders' } } }, opts } : undefined;
    };
    const aws = new AwsCredentialSecret(
      'aws',
      { backend: nativeSecret(values) },
      { provider, protect, retainOnDelete: true, transforms: [labelled] },
    );
    aws.grantRead(user('alice'));
    return Promise.resolve();
  };
  await stack.up(program(true));
  const children = childrenIn(await stack.export());
  expect(children.map(({ urn }) => urn.split('::').at(-1)).sort()).toEqual([
    ...['aws-reader', 'aws-reader-user-alice', 'aws-secret'],
  ]);
  for (const child of children) {
    expect(child).toMatchObject({ protect: true, retainOnDelete: true });
    expect(child.provider).toContain('::cluster::');
  }
  expect(await state.get('of-provider', 'secret', 'aws')).toMatchObject({ metadata: { labels: { team: 'orders' } } });
  await expect(stack.destroy()).rejects.toThrow('protect');
  await stack.up(program(false));
  expect((await stack.destroy()).done).toEqual([]);
  expect(await state.secretData('of-provider', 'aws')).toHaveProperty('AWS_ACCESS_KEY_ID');
});

test('a component keeps nothing of its args in state, and what it shows is no secret', async () => {
  const stack = await pulumi.stack({ name: 'components' });
  await stack.up(() => {
    const aws = new AwsCredentialSecret('aws', { namespace: 'named', backend: nativeSecret(values) });
    new TriggerMeshService('worker', { namespace: 'named', image: 'worker:1', env: aws.env() });
    return Promise.resolve();
  });
  const { deployment } = JSON.parse(await stack.export()) as { deployment: { resources: readonly InState[] } };
  const components = deployment.resources.filter(({ type }) => type.startsWith('keywire:'));
  expect(components.map(({ type, inputs = {}, outputs }) => [type, inputs, outputs]).sort()).toEqual([
    ['keywire:index:AwsCredentialSecret', {}, { secretName: 'aws' }],
    ['keywire:index:TriggerMeshService', {}, { serviceName: 'worker' }],
  ]);
});
