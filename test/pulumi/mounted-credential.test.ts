import { output } from '@pulumi/pulumi';
import {
  MountedCredential,
  TriggerMeshService,
  generic,
  mountReadPolicy,
  type MountedCredentialArgs,
} from 'keywire/pulumi';
import { WorkloadRole } from 'keywire/pulumi/aws';
import { image, roleArn } from './parity/row';
import { run, type Outcome } from './program';
import { revealed } from './registered';

type Class = ReturnType<typeof generic<'username' | 'password'>>;

const namespace = 'orders';
const identity = { roleArn, serviceAccountName: 'orders' };
const source = { region: 'eu-west-1', secret: 'prod/orders/database' } as const;
const late = (text: string) => output(Promise.resolve(text));

const mounted = (name = 'database', args: Partial<MountedCredentialArgs<Class>> = {}) =>
  new MountedCredential(name, { namespace, class: generic('username', 'password'), source, identity, ...args });

const mounting = (name: string, database: MountedCredential<Class>, args: object = {}) =>
  new TriggerMeshService(name, { namespace, image, files: { '/etc/database': database.files() }, ...args });

const typesOf = ({ resources }: Outcome) => resources.map(({ type, name }) => `${type} ${name}`).toSorted();
const accounts = (outcome: Outcome) => typesOf(outcome).filter(type => type.includes(':ServiceAccount '));
const only = ({ resources }: Outcome, name: string) => {
  const found = resources.find(each => each.name === name);
  if (!found) throw new Error(`there is no resource ${name}`);
  return found;
};

describe('a mounted credential', () => {
  test('has this type, and children of these names and types', async () => {
    const outcome = await run(() => mounted());
    expect(outcome.messages).toEqual([]);
    expect(typesOf(outcome)).toEqual([
      'keywire:index:MountedCredential database',
      'kubernetes:core/v1:ServiceAccount database-service-account',
      'kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass database-secret-provider-class',
    ]);
    expect(revealed(only(outcome, 'database').inputs)).toEqual({});
  });

  test('is there before the services that mount it, and goes after them', async () => {
    const outcome = await run(() => mounting('worker', mounted()));
    expect(outcome.messages).toEqual([]);
    expect(only(outcome, 'worker-service').dependsOn.toSorted()).toEqual([
      'database-secret-provider-class',
      'database-service-account',
    ]);
  });

  test('takes the role of a WorkloadRole, whose policy is made of its source', async () => {
    const outcome = await run(() => {
      const names = generic('username', 'password');
      const role = new WorkloadRole('orders', {
        trust: { oidcProviderArn: 'arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A' },
        namespace,
        serviceAccount: 'orders',
        policies: [mountReadPolicy({ class: names, source, accountId: '123456789012' })],
      });
      const { serviceAccountName } = role;
      mounting(
        'worker',
        mounted('database', { class: names, identity: { roleArn: role.roleArn, serviceAccountName } }),
      );
    });
    expect(outcome.messages).toEqual([]);
    expect(revealed(only(outcome, 'database-service-account').inputs)).toMatchObject({
      metadata: {
        name: 'orders',
        annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/orders' },
      },
    });
    expect(JSON.stringify(revealed(only(outcome, 'orders-policy').inputs))).toContain('prod/orders/database-??????');
  });

  test('takes the service account that a WorkloadRole has made', async () => {
    const outcome = await run(() => {
      const { serviceAccountName } = new WorkloadRole('orders', {
        trust: { clusterName: 'main' },
        namespace,
        serviceAccount: 'orders',
        makesServiceAccount: true,
        policies: [mountReadPolicy({ class: generic('username'), source, accountId: '123456789012' })],
      });
      mounted('database', { identity: { existing: { serviceAccountName, podIdentity: true } } });
    });
    expect(outcome.messages).toEqual([]);
    expect(accounts(outcome)).toEqual(['kubernetes:core/v1:ServiceAccount orders-service-account']);
  });
});

describe('several mounted credentials of one service account', () => {
  test('make it once where one does and the others say so, also in a namespace that is known later', async () => {
    for (const where of [namespace, late(namespace)]) {
      const outcome = await run(() => {
        mounted('database', { namespace: where });
        mounted('api', { namespace: where, identity: { existing: { serviceAccountName: 'orders' } } });
        mounted('elsewhere', { namespace: 'payments' });
      });
      expect(outcome.messages).toEqual([]);
      expect(accounts(outcome)).toEqual([
        'kubernetes:core/v1:ServiceAccount database-service-account',
        'kubernetes:core/v1:ServiceAccount elsewhere-service-account',
      ]);
    }
  });

  test('fails when all would make it, also in a namespace that is known later', async () => {
    for (const where of [() => namespace, () => late(namespace)]) {
      const { messages } = await run(() => {
        mounted('database', { namespace: where() });
        mounted('api', { namespace: where() });
      });
      expect(messages).toEqual([
        expect.stringMatching(
          /^(api|database): identity: would make service account orders, which another mounted credential makes; say { existing/,
        ),
      ]);
    }
  });

  test('fails when they give it two roles', async () => {
    const { messages } = await run(() => {
      mounted();
      mounted('api', { identity: { ...identity, roleArn: `${roleArn}-2` } });
    });
    expect(messages).toEqual([
      expect.stringContaining('api: identity.roleArn: gives the role of service account orders/orders'),
    ]);
  });
});

describe('what comes late', () => {
  test.each<[string, () => unknown, string]>([
    [
      'a secret is none',
      () => mounted('database', { source: { region: 'eu-west-1', secret: late('prod/*') } }),
      'database: source.secret: must be the name of a secret in Secrets Manager',
    ],
    [
      'a secret is in another region',
      () =>
        mounted('database', {
          source: { region: 'eu-west-1', secret: late('arn:aws:secretsmanager:us-east-1:123456789012:secret:a') },
        }),
      'database: source.secret: is in region us-east-1, and is looked for in eu-west-1',
    ],
    [
      'a role is none',
      () => mounted('database', { identity: { roleArn: late('orders') } }),
      'database: identity.roleArn: must be the ARN of an IAM role',
    ],
    [
      'the credential is in another namespace',
      () => mounting('worker', mounted('database', { namespace: late('payments') })),
      'worker: files["/etc/database"]: SecretProviderClass database is in namespace payments, its user in orders',
    ],
    [
      'the Secret of a synced one is made by another',
      () => {
        mounted('one', { name: 'database', namespace: late(namespace), sync: true });
        mounted('two', { name: 'database', namespace: 'orders', sync: true, identity: { podIdentity: {} } });
      },
      'makes already',
    ],
  ])('fails when %s', async (_, program, message) => {
    const { messages } = await run(program);
    expect(messages).toEqual([expect.stringContaining(message)]);
  });

  test('is written as it is when it is known', async () => {
    const secret = late('prod/late');
    const outcome = await run(() => mounted('database', { source: { region: 'eu-west-1', secret } }));
    expect(outcome.messages).toEqual([]);
    expect(JSON.stringify(revealed(only(outcome, 'database-secret-provider-class').inputs))).toContain('prod/late');
  });
});

test('variables are good only in a service that mounts the credential', async () => {
  const outcome = await run(() => {
    const database = mounted('database', { sync: true, namespace: late(namespace) });
    mounting('worker', database, { env: database.syncedEnv({ password: 'DB_PASSWORD' }) });
  });
  expect(outcome.messages).toEqual([]);
  const { messages } = await run(() => {
    const env = mounted('database', { sync: true }).syncedEnv();
    new TriggerMeshService('worker', { namespace, image, env });
  });
  expect(messages).toEqual([expect.stringContaining('worker: env.username: is from Secret database')]);
});

test('fails when variables are asked for, and it is not synced', async () => {
  const { messages } = await run(() => mounted().syncedEnv());
  expect(messages).toEqual([expect.stringContaining('database: sync: must be true for variables')]);
});
