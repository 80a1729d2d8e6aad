import { join } from 'node:path';
import { GetUserCommand, IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { leaksIn } from '../canary';
import { region } from './harness/aws';
import { containerEnvironment } from './harness/container-environment';
import { checkIam } from './harness/iam-check';
import { actAsKnativeServing } from './harness/knative-serving-stand-in';
import type { Operation } from './harness/pulumi/operation';
import { startPulumi, type Pulumi } from './harness/pulumi/pulumi';
import type { PulumiStack } from './harness/pulumi/stack';
import { startRun, type Run } from './harness/run';
import { containerOf, stateOf, type State, type Workload } from './state';

/** The example, brought up by the real engine and its command line. The Kubernetes and AWS plugins are stand-ins. */
const repository = join(__dirname, '..', '..');

let run: Run;
let state: State;
let pulumi: Pulumi;
let stack: PulumiStack;
let first: Operation;
let key: { readonly accessKeyId: string; readonly secretAccessKey: string };

beforeAll(async () => {
  run = await startRun({ namespaces: ['orders'] });
  state = stateOf(run);
  pulumi = await startPulumi(run);
  stack = await pulumi.stack({ config: { 'keywire:endpoint': JSON.stringify({ url: run.aws.endpoint }) } });
  await stack.preview(repository);
  first = await stack.up(repository);
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = await state.secretData('orders', 'aws');
  key = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
}, 180_000);

afterAll(() => run.stop());

const clientOf = <Client>(
  Kind: new (config: object) => Client,
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string },
): Client => new Kind({ endpoint: run.aws.endpoint, region, credentials, maxAttempts: 1 });

const urlOf = async (queue: string): Promise<string> => {
  const { QueueUrl = '' } = await run.aws.sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
  return QueueUrl;
};

/** What the source needs, the first first. The queue and who may read the Secret are apart. */
const chain = ['orders-user', 'orders-policy', 'orders-key', 'aws-secret', 'worker-service', 'incoming-source'];

test('the user and its policy are made before its key, and the key before what uses it', () => {
  expect(first.done.map(({ name }) => name).filter(name => chain.includes(name))).toEqual(chain);
});

test('a second up changes nothing', async () => {
  const { changes, done } = await stack.up(repository);
  expect(Object.keys(changes)).toEqual(['same']);
  expect(done).toEqual([]);
});

test('a message is delivered to the service, with the key of the dedicated user', async () => {
  await actAsKnativeServing(run.cluster, { namespace: 'orders', name: 'worker', url: run.sink.url });
  await run.aws.sendMessage(await urlOf('orders'), '{"order":2}');
  const name = await state.adapterOf('orders');
  const deployment = (await state.get('orders', 'deployment', name)) as Workload;
  expect(await containerEnvironment(run.cluster, 'orders', containerOf(deployment))).toMatchObject({
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
  });
  const adapter = await run.runDeployment({ namespace: 'orders', name, command: run.tools.awssqssource });
  const { attributes, body } = await run.sink.waitForEvent({ programs: [adapter] });
  expect(attributes.type).toBe('com.amazon.sqs.message');
  expect(body).toContain('"order":2');
  await adapter.kill();
});

describe('with IAM checked, the key of the dedicated user', () => {
  let sqs: SQSClient;
  let iam: IAMClient;
  let urls: Readonly<Record<'orders' | 'other', string>>;

  beforeAll(async () => {
    await run.aws.createQueue('orders-2');
    urls = { orders: await urlOf('orders'), other: await urlOf('orders-2') };
    sqs = clientOf(SQSClient, key);
    iam = clientOf(IAMClient, key);
    await checkIam(run.aws, true);
  });

  afterAll(() => checkIam(run.aws, false));

  test('reads its queue', async () => {
    await expect(sqs.send(new ReceiveMessageCommand({ QueueUrl: urls.orders }))).resolves.toBeDefined();
  });

  test('is denied every other queue and every other action', async () => {
    const denied: readonly (() => Promise<unknown>)[] = [
      () => sqs.send(new ReceiveMessageCommand({ QueueUrl: urls.other })),
      () => sqs.send(new SendMessageCommand({ QueueUrl: urls.orders, MessageBody: '{}' })),
      () => sqs.send(new SendMessageCommand({ QueueUrl: urls.other, MessageBody: '{}' })),
      () => iam.send(new ListAccessKeysCommand({ UserName: 'orders' })),
      () => iam.send(new GetUserCommand({ UserName: 'orders' })),
    ];
    for (const call of denied) await expect(call()).rejects.toMatchObject({ $response: { statusCode: 403 } });
  });
});

test('the key stands in the Secret alone: in no file of Pulumi, no export, and encrypted in etcd', async () => {
  const canaries = { key: key.secretAccessKey };
  // What `preview --json` shows of a key that is there.
  await stack.preview(repository);
  const exported = await stack.export();
  const searched = [...pulumi.written(), ['stack export', exported] as const];
  expect(searched.filter(([, text]) => leaksIn(text, canaries).length > 0).map(([file]) => file)).toEqual([]);
  const kinds = ['/backups/', '/history/', '/stacks/', '.events', 'preview.output'];
  expect(kinds.filter(kind => !searched.some(([file]) => file.includes(kind)))).toEqual([]);
  const all = await run.cluster.etcd.readAll('/registry/');
  const holders = [...all].filter(([, bytes]) => leaksIn(bytes.toString('latin1'), canaries).length > 0);
  expect(holders.map(([name]) => name)).toEqual([]);
});

test('destroy begins with the source, and ends with the user', async () => {
  const { done } = await stack.destroy();
  const deleted = done.map(({ name }) => name);
  expect(deleted.filter(name => chain.includes(name))).toEqual([...chain].reverse());
  expect(deleted).toHaveLength(first.done.length);
});
