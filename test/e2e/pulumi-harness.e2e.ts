import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetUserPolicyCommand, IAMClient, ListAccessKeysCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import * as aws from '@pulumi/aws';
import * as k8s from '@pulumi/kubernetes';
import { secret } from '@pulumi/pulumi';
import type { OutputMap } from '@pulumi/pulumi/automation';
import { leaksIn, newCanary } from '../canary';
import { region } from './harness/aws';
import type { Operation } from './harness/pulumi/operation';
import { PulumiFailure } from './harness/pulumi/operation';
import type { Pulumi } from './harness/pulumi/pulumi';
import { startPulumi } from './harness/pulumi/pulumi';
import type { PulumiStack } from './harness/pulumi/stack';
import type { Apis } from './harness/run';
import { startApis } from './harness/run';

const canary = newCanary();
const changed = newCanary();

let apis: Apis;
let pulumi: Pulumi;
let iam: IAMClient;

beforeAll(async () => {
  apis = await startApis({ namespaces: ['demo', 'other'] });
  pulumi = await startPulumi(apis);
  const credentials = { accessKeyId: 'harness', secretAccessKey: 'harness' };
  iam = new IAMClient({ endpoint: apis.aws.endpoint, region, credentials });
}, 120_000);

afterAll(() => apis.stop());

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: 'arn:aws:sqs:eu-west-1:123456789012:orders' }],
});
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'pods.eks.amazonaws.com' } }],
});

const names = ({ done }: Operation): string[] => done.map(({ verb, name }) => `${verb} ${name}`);

const cluster = async (namespace: string, kind: string, name: string): Promise<Record<string, string>> => {
  const object = await apis.cluster.getJson([`--namespace=${namespace}`, '--ignore-not-found', kind, name]);
  return (object as { data: Record<string, string> } | undefined)?.data ?? {};
};

const decoded = (value: string | undefined): string => Buffer.from(value ?? '', 'base64').toString();

test('a folder with a Pulumi.yaml runs by the command line and the language host', async () => {
  const project = join(apis.folder, 'project');
  mkdirSync(project);
  symlinkSync(join(__dirname, '..', '..', 'node_modules'), join(project, 'node_modules'));
  writeFileSync(join(project, 'Pulumi.yaml'), JSON.stringify({ name: 'by-hand', runtime: 'nodejs', main: 'main.ts' }));
  writeFileSync(join(project, 'main.ts'), byCommandLine);
  const options = {
    project: 'by-hand',
    config: { 'by-hand:region': region },
    secretConfig: { 'by-hand:value': canary },
  };
  const stack = await pulumi.stack(options);
  const { changes, done } = await stack.up(project);
  expect(changes).toEqual({ create: 3 });
  expect(done).toContainEqual({ verb: 'create', type: 'kubernetes:core/v1:ConfigMap', name: 'settings' });
  expect(await cluster('default', 'configmap', 'settings')).toEqual({ region });
  expect(decoded((await cluster('default', 'secret', 'values')).given)).toBe(canary);
  expect((await stack.preview(project)).changes).toEqual({ same: 3 });
  expect(readdirSync(project).sort()).toEqual(['Pulumi.yaml', 'main.ts', 'node_modules']);
});

const byCommandLine = `
import { core } from '@pulumi/kubernetes';
import { Config } from '@pulumi/pulumi';

const config: Config = new Config();
new core.v1.ConfigMap('settings', { metadata: { name: 'settings' }, data: { region: config.require('region') } });
new core.v1.Secret('values', { metadata: { name: 'values' }, stringData: { given: config.requireSecret('value') } });
`;

describe('an inline program with a user, its key and a Secret', () => {
  let stack: PulumiStack;
  let preview: Operation;
  let first: Operation;
  let outputs: OutputMap;

  const program = (value: string) => () => {
    const user = new aws.iam.User('orders');
    const policy = new aws.iam.UserPolicy('reads', {
      user: user.name,
      policy: document,
    });
    const key = new aws.iam.AccessKey('key', { user: user.name }, { dependsOn: policy });
    const credentials = new k8s.core.v1.Secret('credentials', {
      metadata: { name: 'aws', namespace: 'demo' },
      stringData: { id: key.id, key: key.secret, given: secret(value) },
    });
    const settings = { metadata: { namespace: 'demo' }, data: { secret: credentials.metadata.name } };
    const map = new k8s.core.v1.ConfigMap('settings', settings);
    return Promise.resolve({ user: user.name, policy: policy.name, map: map.metadata.name, key: key.secret });
  };

  const output = (name: string): string => String(outputs[name]?.value);

  beforeAll(async () => {
    stack = await pulumi.stack();
    preview = await stack.preview(program(canary));
    first = await stack.up(program(canary));
    outputs = await stack.outputs();
  });

  test('previews what is not there yet, and makes none of it', () => {
    expect(preview.changes).toEqual({ create: 6 });
    expect(preview.done).toEqual([]);
  });

  test('makes each resource after those that it depends on', () => {
    expect(first.changes).toEqual({ create: 6 });
    expect(names(first)).toEqual([
      'create orders',
      'create reads',
      'create key',
      'create credentials',
      'create settings',
    ]);
  });

  test('gives names to what the program leaves without one', async () => {
    expect(output('user')).toMatch(/^orders-[0-9a-f]{7}$/);
    expect(output('map')).toMatch(/^settings-[0-9a-f]{8}$/);
    expect(await cluster('demo', 'configmap', output('map'))).toEqual({ secret: 'aws' });
  });

  test('makes the user with its key and policy in AWS', async () => {
    const UserName = output('user');
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName }));
    const { id, key } = await cluster('demo', 'secret', 'aws');
    expect(AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId)).toEqual([decoded(id)]);
    expect(decoded(key)).toBe(output('key'));
    const PolicyName = output('policy');
    const { PolicyDocument } = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName }));
    expect(decodeURIComponent(PolicyDocument ?? '')).toContain('2012-10-17');
  });

  test('brings a secret to the cluster, and to no file', async () => {
    const { key, given } = await cluster('demo', 'secret', 'aws');
    expect(decoded(given)).toBe(canary);
    const leaks = [...pulumi.written()].map(
      ([file, text]) => [file, leaksIn(text, { canary, key: decoded(key) })] as const,
    );
    expect(leaks.length).toBeGreaterThan(10);
    expect(leaks.filter(([, found]) => found.length > 0)).toEqual([]);
  });

  test('changes nothing the second time', async () => {
    const { changes, done } = await stack.up(program(canary));
    expect(changes).toEqual({ same: 6 });
    expect(done).toEqual([]);
  });

  test('sees in a preview what it would do, and does nothing', async () => {
    const { changes, done } = await stack.preview(program(changed));
    expect(changes).toEqual({ replace: 2, same: 4 });
    expect(done).toEqual([]);
  });

  test('replaces a Secret whose name is given when a value changes, and deletes the old one first', async () => {
    const operation = await stack.up(program(changed));
    // The map goes with it: while the Secret is gone its name is unknown, and a map with other data is a new map.
    expect(operation.changes).toEqual({ replace: 2, same: 4 });
    expect(names(operation)).toEqual([
      'delete settings',
      'delete credentials',
      'create credentials',
      'create settings',
    ]);
    expect(decoded((await cluster('demo', 'secret', 'aws')).given)).toBe(changed);
    outputs = await stack.outputs();
  });

  test('sees by refresh what someone else changed, and puts it back', async () => {
    const patch = JSON.stringify({ data: { secret: 'another' } });
    await apis.cluster.kubectlOk(['--namespace=demo', 'patch', 'configmap', output('map'), `--patch=${patch}`]);
    expect((await stack.refresh()).changes).toMatchObject({ update: 1 });
    await stack.up(program(changed));
    outputs = await stack.outputs();
    expect(await cluster('demo', 'configmap', output('map'))).toEqual({ secret: 'aws' });
  });

  test('destroys in the reverse order', async () => {
    const operation = await stack.destroy();
    expect(operation.changes).toEqual({ delete: 6 });
    expect(names(operation)).toEqual([
      'delete settings',
      'delete credentials',
      'delete key',
      'delete reads',
      'delete orders',
    ]);
    expect(await cluster('demo', 'secret', 'aws')).toEqual({});
    const { Users = [] } = await iam.send(new ListUsersCommand({}));
    expect(Users.map(({ UserName }) => UserName)).not.toContain(output('user'));
  });

  test('leaves no value behind in backups and history', () => {
    const leaks = [...pulumi.written()].filter(([, text]) => leaksIn(text, { canary, changed }).length > 0);
    expect(leaks.map(([file]) => file)).toEqual([]);
  });
});

test('an up that fails half way is completed by the next one', async () => {
  const stack = await pulumi.stack({ name: 'half' });
  const program = () => {
    const metadata = { namespace: 'demo' };
    const one = new k8s.core.v1.ConfigMap('one', { metadata });
    const two = new k8s.core.v1.ConfigMap('two', { metadata }, { dependsOn: one });
    new k8s.core.v1.ConfigMap('three', { metadata }, { dependsOn: two });
    return Promise.resolve();
  };
  const failed: unknown = await stack.up(program, { failure: { resource: 'two' } }).catch((error: unknown) => error);
  if (!(failed instanceof PulumiFailure)) throw new Error('wanted a failure');
  expect(failed.message).toContain('the stand-in fails to create two');
  expect(names(failed.operation)).toEqual(['create one']);
  await expect(stack.up(program, { failure: { creation: 2 } })).rejects.toThrow('the stand-in fails to create three');
  expect(names(await stack.up(program))).toEqual(['create three']);
});

describe('a provider that the program makes itself', () => {
  const program = (value: string) => () => {
    const kubeconfig = secret(readFileSync(apis.cluster.adminKubeconfig, 'utf8'));
    const options = { kubeconfig, namespace: 'other', enableSecretMutable: true };
    const provider = new k8s.Provider('own', options);
    // Not by stringData: that is folded into data.
    new k8s.core.v1.Secret('aws', { metadata: { name: 'aws' }, data: { given: btoa(value) } }, { provider });
    return Promise.resolve();
  };

  test('is configured as the program says', async () => {
    const stack = await pulumi.stack({ name: 'provider' });
    await stack.up(program(canary));
    expect(decoded((await cluster('other', 'secret', 'aws')).given)).toBe(canary);
    const { changes, done } = await stack.up(program(changed));
    expect(changes).toEqual({ same: 2, update: 1 });
    expect(done).toEqual([{ verb: 'update', type: 'kubernetes:core/v1:Secret', name: 'aws' }]);
    const leaks = [...pulumi.written()].filter(([, text]) => leaksIn(text, { canary, changed }).length > 0);
    expect(leaks.map(([file]) => file)).toEqual([]);
  });

  test('adopts no object that is there already', async () => {
    const stack = await pulumi.stack({ name: 'second-owner' });
    await expect(stack.up(program(canary))).rejects.toThrow('Secret other/aws already exists');
  });
});

test('the rest of AWS is made, stays the same, and is destroyed', async () => {
  const stack = await pulumi.stack({ name: 'aws' });
  const program = async () => {
    const { accountId } = await aws.getCallerIdentity();
    const role = new aws.iam.Role('role', { assumeRolePolicy: trust });
    new aws.iam.RolePolicy('role-policy', { role: role.name, policy: document });
    new aws.iam.Policy('policy', { policy: document });
    const key = new aws.kms.Key('key', { description: 'of the run' });
    const remote = new aws.secretsmanager.Secret('remote', { kmsKeyId: key.keyId, recoveryWindowInDays: 0 });
    const version = new aws.secretsmanager.SecretVersion('version', { secretId: remote.id, secretString: canary });
    const queue = new aws.sqs.Queue('queue', { visibilityTimeoutSeconds: 60 });
    const association = { clusterName: 'run', namespace: 'demo', serviceAccount: 'worker', roleArn: role.arn };
    new aws.eks.PodIdentityAssociation('association', association);
    return { accountId, versionId: version.versionId, queue: queue.arn };
  };
  expect((await stack.up(program)).changes).toEqual({ create: 9 });
  const outputs = await stack.outputs();
  expect(outputs.accountId?.value).toBe('123456789012');
  expect(outputs.queue?.value).toMatch(/^arn:aws:sqs:eu-west-1:123456789012:queue-[0-9a-f]{7}$/);
  expect((await stack.up(program)).changes).toEqual({ same: 9 });
  expect((await stack.refresh()).changes).toEqual({ same: 9 });
  expect((await stack.destroy()).changes).toEqual({ delete: 9 });
});
