import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { AwsCredentialSecret, EventSource, existing } from 'keywire/cdk8s';
import { leaksIn, newCanary } from '../canary';
import { Adopt } from '../../examples/adopt';
import { Orders } from '../../examples/orders';
import { Rotate } from '../../examples/rotate';
import { SecretsManager } from '../../examples/secrets-manager';
import { containerEnvironment } from './harness/container-environment';
import { eventually } from './harness/eventually';
import { actAsKnativeServing } from './harness/knative-serving-stand-in';
import { startRun, type Run } from './harness/run';
import { stateOf, containerOf, type State, type Workload } from './state';
import { synthesised } from './synthesised';

/** Stands for every secret value of the run: searched for wherever none may be. */
const canary = newCanary();
const key = { AWS_ACCESS_KEY_ID: 'AKIATESTTESTTESTTEST', AWS_SECRET_ACCESS_KEY: canary };

let run: Run;
let state: State;

beforeAll(async () => {
  run = await startRun({ users: [{ name: 'alice' }, { name: 'mallory' }], namespaces: ['orders', 'legacy', 'simple'] });
  state = stateOf(run);
  await run.aws.createSecret('prod/orders/aws', key);
}, 120_000);

afterAll(() => run.stop());

describe('the example, applied as it was synthesised', () => {
  let queue: { readonly url: string };

  beforeAll(async () => {
    queue = await run.aws.createQueue('orders');
    const endpoint = { url: run.aws.endpoint };
    await state.apply(synthesised(run.folder, Orders, { namespace: 'orders', endpoint }));
    await actAsKnativeServing(run.cluster, { namespace: 'orders', name: 'worker', url: run.sink.url });
  });

  test('brings the credential from Secrets Manager by the role of the store', async () => {
    expect(await state.secretData('orders', 'aws')).toEqual(key);
  });

  test('makes TriggerMesh deploy an adapter with exactly the keys that the source declares', async () => {
    const deployment = (await state.get('orders', 'deployment', await state.adapterOf('orders'))) as Workload;
    const fromSecrets = containerOf(deployment).env?.filter(variable => variable.valueFrom);
    expect(fromSecrets).toEqual([
      { name: 'AWS_ACCESS_KEY_ID', valueFrom: { secretKeyRef: { name: 'aws', key: 'AWS_ACCESS_KEY_ID' } } },
      { name: 'AWS_SECRET_ACCESS_KEY', valueFrom: { secretKeyRef: { name: 'aws', key: 'AWS_SECRET_ACCESS_KEY' } } },
    ]);
  });

  test('delivers a message of the queue to the service as an event', async () => {
    await run.aws.sendMessage(queue.url, '{"order":1}');
    const name = await state.adapterOf('orders');
    const adapter = await run.runDeployment({ namespace: 'orders', name, command: run.tools.awssqssource });
    const { attributes, body } = await run.sink.waitForEvent({ programs: [adapter] });
    expect(attributes.type).toBe('com.amazon.sqs.message');
    expect(attributes.source).toBe('arn:aws:sqs:eu-west-1:123456789012:orders');
    expect(body).toContain('"order":1');
    await adapter.kill();
  });

  test('gives the service the variables that AWS reads', async () => {
    const service = (await state.get('orders', 'services.serving.knative.dev', 'worker')) as Workload;
    expect(await containerEnvironment(run.cluster, 'orders', containerOf(service))).toEqual(key);
  });

  test('leaves no value in the clear: not in the YAML, not in etcd', async () => {
    const all = await run.cluster.etcd.readAll('/registry/');
    const holders = [...all].filter(([, bytes]) => leaksIn(bytes.toString('latin1'), { canary }).length > 0);
    expect(holders.map(([name]) => name)).toEqual([]);
    expect(all.get('/registry/secrets/orders/aws')?.toString('latin1')).toMatch(/^k8s:enc:secretbox:v1:/);
    const yaml = synthesised(run.folder, Orders, { namespace: 'orders' });
    expect(leaksIn(yaml, { canary })).toEqual([]);
  });
});

describe('a store that reads with an access key', () => {
  beforeAll(async () => {
    await state.handMade('legacy', 'store-key', key);
    await run.aws.createSecret('prod/legacy/aws', { id: 'AKIALEGACYLEGACYLEGA', secret: canary });
    for (const [name, value] of [
      ['prod/legacy/db-user', 'orders'],
      ['prod/legacy/db-password', canary],
    ]) {
      await run.aws.secretsManager.send(new CreateSecretCommand({ Name: name, SecretString: value }));
    }
    await state.apply(synthesised(run.folder, SecretsManager, { namespace: 'legacy' }));
  });

  test('maps the properties of one remote secret to the keys of the convention', async () => {
    const expected = { aws_access_key_id: 'AKIALEGACYLEGACYLEGA', aws_secret_access_key: canary };
    expect(await state.secretData('legacy', 'aws')).toEqual(expected);
  });

  test('makes one Secret of a remote secret for each field', async () => {
    expect(await state.secretData('legacy', 'database')).toEqual({ username: 'orders', password: canary });
  });
});

describe('a rotation by pinned version', () => {
  const rotated = (versions: readonly [string, ...string[]]) =>
    synthesised(run.folder, Rotate, { namespace: 'orders', versions });
  const used = async () => {
    const service = (await state.get('orders', 'services.serving.knative.dev', 'rotated-worker')) as Workload;
    return containerOf(service).env?.[0]?.valueFrom?.secretKeyRef?.name ?? 'none';
  };

  test('makes a new Secret, which the service names, and keeps the one before while it is listed', async () => {
    const { versionId: before } = await run.aws.createSecret('prod/orders/rotated', {
      ...key,
      AWS_ACCESS_KEY_ID: 'AKIABEFOREBEFOREBEFO',
    });
    await state.apply(rotated([before]));
    const first = await used();
    expect(await state.secretData('orders', first)).toHaveProperty('AWS_ACCESS_KEY_ID', 'AKIABEFOREBEFOREBEFO');

    const { versionId: now } = await run.aws.putSecret('prod/orders/rotated', {
      ...key,
      AWS_ACCESS_KEY_ID: 'AKIANOWNOWNOWNOWNOWN',
    });
    await state.apply(rotated([before, now]));
    const second = await used();
    expect(second).not.toBe(first);
    expect(await state.secretData('orders', second)).toHaveProperty('AWS_ACCESS_KEY_ID', 'AKIANOWNOWNOWNOWNOWN');
    expect(await state.secretData('orders', first)).toHaveProperty('AWS_ACCESS_KEY_ID', 'AKIABEFOREBEFOREBEFO');
  });
});

describe('a Secret that was made by hand', () => {
  test('is wired into a source without being rendered', async () => {
    const byHand = { aws_access_key_id: 'AKIABYHANDBYHANDBYHA', aws_secret_access_key: canary };
    await state.handMade('legacy', 'awscreds', byHand);
    await state.apply(synthesised(run.folder, Adopt, { namespace: 'legacy' }));
    const deployment = (await state.get('legacy', 'deployment', await state.adapterOf('legacy'))) as Workload;
    const environment = await containerEnvironment(run.cluster, 'legacy', containerOf(deployment));
    expect(environment).toMatchObject({ AWS_ACCESS_KEY_ID: 'AKIABYHANDBYHANDBYHA', AWS_SECRET_ACCESS_KEY: canary });
  });
});

describe('the simple way to rotate', () => {
  test('starts the adapter anew: its pods carry the revision', async () => {
    await state.handMade('simple', 'aws', key);
    await state.apply(synthesised(run.folder, Simple, { namespace: 'simple', revision: '1' }));
    const name = await state.adapterOf('simple');
    await eventually('the first revision arrives', () => revisionOf(name, 'aws=1'), { programs: [run.triggerMesh] });
    await state.apply(synthesised(run.folder, Simple, { namespace: 'simple', revision: '2' }));
    await eventually('the second revision arrives', () => revisionOf(name, 'aws=2'), { programs: [run.triggerMesh] });
  });
});

class Simple extends Chart {
  constructor(scope: Construct, id: string, { revision, ...props }: ChartProps & { readonly revision: string }) {
    super(scope, id, props);
    new EventSource(this, 'orders', {
      kind: 'AWSSQSSource',
      spec: { arn: 'arn:aws:sqs:eu-west-1:123456789012:orders' },
      credentials: new AwsCredentialSecret(this, 'aws', { backend: existing(), revision }),
      sink: { uri: 'http://worker.example.com' },
    });
  }
}

async function revisionOf(deployment: string, wanted: string): Promise<true | undefined> {
  const { spec } = (await state.get('simple', 'deployment', deployment)) as {
    spec: { template: { metadata: { annotations?: Record<string, string> } } };
  };
  return spec.template.metadata.annotations?.['keywire/revisions'] === wanted ? true : undefined;
}
