import { IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { secret, type ComponentResourceOptions } from '@pulumi/pulumi';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  CredentialSecret,
  EventSource,
  TriggerMeshService,
  generic,
  nativeSecret,
} from 'keywire/pulumi';
import { DedicatedUser, WorkloadRole, awsSecretsManagerSecret, type KeyLabels } from 'keywire/pulumi/aws';
import { leaksIn, newCanary } from '../canary';
import { accountId, region } from './harness/aws';
import { eventually } from './harness/eventually';
import { PulumiFailure, type Operation } from './harness/pulumi/operation';
import { projectFolder } from './harness/pulumi/project-folder';
import { startPulumi, type Pulumi } from './harness/pulumi/pulumi';
import type { PulumiStack } from './harness/pulumi/stack';
import { startRun, type Run } from './harness/run';
import { stateOf, type State } from './state';

/** A program over its life, inline in the real engine. The Kubernetes and AWS plugins are stand-ins. */
const canaries: Record<string, string> & Record<'first' | 'second' | 'shown', string> = {
  first: newCanary(),
  second: newCanary(),
  shown: newCanary(),
};

let run: Run;
let state: State;
let pulumi: Pulumi;
let stack: PulumiStack;
let count = 0;

beforeAll(async () => {
  run = await startRun({ namespaces: [namespace, 'half', 'labels'] });
  state = stateOf(run);
  pulumi = await startPulumi(run);
  stack = await pulumi.stack();
}, 180_000);

afterAll(() => run.stop());

type Wanted = {
  readonly namespace: string;
  readonly password: string;
  readonly keys: KeyLabels | undefined;
  readonly in: 'the cluster' | 'Secrets Manager';
  /** The logical name of the database's credential. */
  readonly database: string;
  readonly opts: ComponentResourceOptions;
};

const namespace = 'orders';
const start: Wanted = {
  namespace,
  password: canaries.first,
  keys: ['2026-01'],
  in: 'the cluster',
  database: 'database',
  opts: {},
};

/** A source and a service that use a dedicated user's key, and a service that uses a password. */
const program = (wanted: Wanted) => () => {
  const { namespace } = wanted;
  const arn = `arn:aws:sqs:${region}:${accountId}:orders`;
  const incoming = { kind: 'AWSSQSSource', spec: { arn, endpoint: { url: run.aws.endpoint } } } as const;
  const orders = new DedicatedUser('orders', { for: [incoming], keys: wanted.keys });
  const backends = wanted.in === 'the cluster' ? inCluster(orders, wanted) : inSecretsManager(orders, wanted);
  const aws = new AwsCredentialSecret('aws', { namespace, backend: backends.aws });
  const database = new CredentialSecret(
    wanted.database,
    { name: 'database', namespace, class: generic('username', 'password'), backend: backends.database },
    wanted.opts,
  );
  const image = 'registry.example.com/worker:1.4.2';
  const env = { ...aws.env(), ...database.env({ username: 'DB_USER', password: 'DB_PASSWORD' }) };
  const worker = new TriggerMeshService('worker', { namespace, image, env });
  new EventSource('incoming', { ...incoming, namespace, credentials: aws, sink: worker });
  return Promise.resolve();
};

const inCluster = (orders: DedicatedUser, { password }: Wanted) => ({
  aws: orders.inNativeSecret(),
  database: nativeSecret({ username: 'orders', password: secret(password) }),
});

function inSecretsManager(orders: DedicatedUser, { namespace, password }: Wanted) {
  const awsKey = orders.inSecretsManager({ secret: 'prod/orders/aws', recoveryWindowInDays: 0 });
  const database = awsSecretsManagerSecret('database-remote', {
    secret: 'prod/orders/database',
    values: { username: 'orders', password: secret(password) },
    recoveryWindowInDays: 0,
  });
  const oidcProviderArn = `arn:aws:iam::${accountId}:oidc-provider/oidc.eks.${region}.amazonaws.com/id/0123456789ABCDEF`;
  const role = new WorkloadRole('orders-secrets', {
    trust: { oidcProviderArn },
    namespace,
    serviceAccount: 'orders-secrets',
    reads: [awsKey, database],
    region,
  });
  const store = new AwsSecretStore('orders-secrets', { namespace, region, auth: role.storeAuth() });
  return { aws: awsKey.readThrough(store), database: database.readThrough(store) };
}

const steps = ({ done }: Operation) => done.map(({ verb, name }) => `${verb} ${name}`);

/** Throws unless the steps were done, in that order; others may stand between them. */
function expectOrder(operation: Operation, ...wanted: readonly string[]): void {
  expect(steps(operation).filter(step => wanted.includes(step))).toEqual(wanted);
}

async function keysOfUser(): Promise<number> {
  const credentials = { accessKeyId: 'harness', secretAccessKey: 'harness' };
  const iam = new IAMClient({ endpoint: run.aws.endpoint, region, credentials });
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: 'orders' }));
  return AccessKeyMetadata.length;
}

async function secretOfSource(): Promise<string | undefined> {
  const source = (await state.get(namespace, 'awssqssources', 'incoming')) as {
    spec: { auth: { credentials: { accessKeyID: { valueFromSecret: { name: string } } } } };
  };
  return source.spec.auth.credentials.accessKeyID.valueFromSecret.name;
}

test('up makes everything, and a second one changes nothing', async () => {
  await stack.up(program(start));
  expect(await secretOfSource()).toBe('aws-2026-01');
  expect(Object.keys((await stack.up(program(start))).changes)).toEqual(['same']);
});

test('a changed value replaces its Secret, and nothing else', async () => {
  const operation = await stack.up(program({ ...start, password: canaries.second }));
  expect(steps(operation)).toEqual(['delete database-secret', 'create database-secret']);
  expect(await state.secretData(namespace, 'database')).toEqual({ username: 'orders', password: canaries.second });
});

const rotating: Wanted = { ...start, password: canaries.second, keys: ['2026-01', '2026-04'] };
const rotated: Wanted = { ...rotating, keys: ['2026-04'] };

test('a new key is made and delivered before anything changes over to it, and the old one stays', async () => {
  const operation = await stack.up(program(rotating));
  expectOrder(
    operation,
    ...['create orders-key-2026-04', 'create aws-secret-2026-04', 'update worker-service', 'update incoming-source'],
  );
  expect(operation.done.filter(({ verb }) => verb === 'delete')).toEqual([]);
  expect(await secretOfSource()).toBe('aws-2026-04');
  const [before, now] = [
    await state.secretData(namespace, 'aws-2026-01'),
    await state.secretData(namespace, 'aws-2026-04'),
  ];
  Object.assign(canaries, { before: before.AWS_SECRET_ACCESS_KEY, now: now.AWS_SECRET_ACCESS_KEY });
  expect(before.AWS_ACCESS_KEY_ID).not.toBe(now.AWS_ACCESS_KEY_ID);
  expect(await keysOfUser()).toBe(2);
});

test('the old key is deleted with its label, after its Secret', async () => {
  const operation = await stack.up(program(rotated));
  expect(steps(operation)).toEqual(['delete aws-secret-2026-01', 'delete orders-key-2026-01']);
  expect(await keysOfUser()).toBe(1);
});

const renamed: Wanted = { ...rotated, database: 'db', opts: { aliases: [{ name: 'database' }] } };

test('a component that is renamed with an alias keeps its objects', async () => {
  const { changes, done } = await stack.up(program(renamed));
  expect(Object.keys(changes)).toEqual(['same']);
  expect(done).toEqual([]);
});

const switched: Wanted = { ...renamed, in: 'Secrets Manager' };

test('a switch of backends brings the same Secrets by another way, with the same values', async () => {
  const key = await state.secretData(namespace, 'aws-2026-04');
  const operation = await stack.up(program(switched));
  expectOrder(
    operation,
    ...['create orders-secrets-role', 'create orders-secrets-policy', 'create orders-secrets-store'],
    ...['create aws-external-secret-2026-04', 'delete aws-secret-2026-04'],
  );
  await eventually('External Secrets has made them anew', bothOwned, { programs: [run.externalSecrets] });
  expect(await state.secretData(namespace, 'aws-2026-04')).toEqual(key);
  expect(await state.secretData(namespace, 'database')).toEqual({ username: 'orders', password: canaries.second });
});

async function bothOwned(): Promise<true | undefined> {
  const secrets = (await state.get(namespace, 'secret', 'aws-2026-04', 'database')) as {
    items: { metadata: { ownerReferences?: { kind: string }[] } }[];
  };
  const owners = secrets.items.map(({ metadata }) => metadata.ownerReferences?.[0]?.kind);
  return owners.join() === 'ExternalSecret,ExternalSecret' ? true : undefined;
}

test('refresh finds what somebody deleted, and up makes it again', async () => {
  expect(Object.keys((await stack.refresh()).changes)).toEqual(['same']);
  await run.cluster.kubectlOk([`--namespace=${namespace}`, 'delete', 'externalsecret', 'database']);
  expect((await stack.refresh()).changes).toMatchObject({ delete: 1 });
  expect(steps(await stack.up(program(switched)))).toEqual(['create db-external-secret']);
});

test('destroy runs from the source to the user, and leaves nothing', async () => {
  const operation = await stack.destroy();
  expectOrder(
    operation,
    ...['delete incoming-source', 'delete worker-service', 'delete aws-external-secret-2026-04'],
    ...['delete orders-secrets-store', 'delete orders-secrets-policy', 'delete orders-secrets-role'],
  );
  expectOrder(
    operation,
    ...[
      'delete incoming-source',
      'delete aws-external-secret-2026-04',
      'delete orders-prod/orders/aws/2026-04-version',
    ],
    ...['delete orders-key-2026-04', 'delete orders-policy', 'delete orders-user'],
  );
  const { items } = (await state.get(namespace, 'externalsecrets,secretstores,awssqssources,ksvc')) as {
    items: object[];
  };
  expect(items).toEqual([]);
});

test('a first label takes over the key that had none', async () => {
  const unlabelled = { ...start, namespace: 'labels', keys: undefined };
  const labels = await pulumi.stack({ name: 'labels' });
  await labels.up(program(unlabelled));
  const { AWS_ACCESS_KEY_ID: before } = await state.secretData('labels', 'aws');
  const operation = await labels.up(program({ ...unlabelled, keys: ['2026-01'] }));
  expect(operation.done.filter(({ name }) => name.startsWith('orders-key'))).toEqual([]);
  expect(await state.secretData('labels', 'aws-2026-01')).toMatchObject({ AWS_ACCESS_KEY_ID: before });
  await labels.destroy();
});

test('an up that fails half way is completed by the next one', async () => {
  // Nobody collects here what External Secrets has left in the other namespace.
  const declared = program({ ...start, namespace: 'half' });
  const half = await pulumi.stack({ name: 'half' });
  const failed: unknown = await half
    .up(declared, { failure: { resource: 'worker-service' } })
    .catch((error: unknown) => error);
  if (!(failed instanceof PulumiFailure)) throw new Error('wanted a failure');
  expect(steps(failed.operation)).toContain('create aws-secret-2026-01');
  expect(steps(failed.operation)).not.toContain('create incoming-source');
  expect(steps(await half.up(declared))).toEqual(['create worker-service', 'create incoming-source']);
  await half.destroy();
});

describe('what is refused', () => {
  test('of what is known, is refused before anything is registered', async () => {
    const { output, changes, done } = await refused("env: { '1ST': 'no name' }");
    expect(output).toContain('worker: env.1ST: must be the name of an environment variable');
    expect(changes).toEqual({ create: 1 });
    expect(done).toEqual([]);
  });

  test('of what is known later, is refused before the resource that uses it', async () => {
    const { output, done } = await refused("env: { PASSWORD: new Config().requireSecret('password') }");
    // As it happens, and among the diagnostics at the end.
    expect(output.match(/worker: env.PASSWORD: must not be secret, as it would be shown/g)).toHaveLength(2);
    expect(done).toEqual([]);
  });

  /** A service with such args, by the command line: what a person sees of it. */
  async function refused(args: string): Promise<Operation> {
    const project = `refused-${count++}`;
    const program = `
      import { Config } from '@pulumi/pulumi';
      import { TriggerMeshService } from 'keywire/pulumi';
      new TriggerMeshService('worker', { namespace: 'orders', image: 'worker', ${args} });`;
    const folder = projectFolder(run.folder, project, program);
    const bad = await pulumi.stack({ project, secretConfig: { [`${project}:password`]: canaries.shown } });
    const failed: unknown = await bad.up(folder).catch((error: unknown) => error);
    if (!(failed instanceof PulumiFailure)) throw new Error('wanted a failure');
    expect(failed.operation.output).not.toMatch(/\n\s+at /);
    return failed.operation;
  }
});

test('no value was ever in a file of Pulumi', () => {
  const files = [...pulumi.written()];
  expect(files.length).toBeGreaterThan(50);
  expect(Object.values(canaries).map(({ length }) => length)).toEqual([40, 40, 40, 40, 40]);
  expect(files.filter(([, text]) => leaksIn(text, canaries).length > 0).map(([file]) => file)).toEqual([]);
});
