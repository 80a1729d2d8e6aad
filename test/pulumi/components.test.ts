import {
  ComponentResource,
  output,
  runtime,
  secret,
  type ComponentResourceOptions,
  type Resource,
} from '@pulumi/pulumi';
import { Provider } from '@pulumi/kubernetes/provider';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  CredentialSecret,
  EventSource,
  TriggerMeshService,
  assumeRole,
  awsSecretsManager,
  existing,
  generic,
  iamRole,
  nativeSecret,
  user,
} from 'keywire/pulumi';
import { accessKey, image, queueArn, roleArn } from './parity/row';
import { run, type Outcome } from './program';
import { revealed, secretPathsIn, shownPart } from './registered';

const namespace = 'orders';
const uri = 'https://events.example.com';

/** A store, a credential of each class, a service and a source, all with the same options. */
function everything(opts: ComponentResourceOptions = {}) {
  const store = new AwsSecretStore('store', { namespace, region: 'eu-west-1', auth: { roleArn } }, opts);
  const remote = awsSecretsManager({ store, secret: 'prod/aws' });
  const aws = new AwsCredentialSecret('aws', { namespace, backend: remote }, opts);
  aws.grantRead(user('alice'));
  const backend = nativeSecret({ password: 'for-a-test-only' });
  const database = new CredentialSecret('database', { namespace, class: generic('password'), backend }, opts);
  const worker = new TriggerMeshService('worker', { namespace, image, env: { ...aws.env(), ...database.env() } }, opts);
  const source = { namespace, kind: 'AWSSQSSource', spec: { arn: queueArn }, credentials: aws, sink: worker } as const;
  return { store, aws, database, worker, incoming: new EventSource('incoming', source, opts) };
}

const only = ({ resources }: Outcome, name: string) => {
  const [resource, ...more] = resources.filter(each => each.name === name);
  if (!resource || more.length > 0) throw new Error(`there is no resource ${name}, or more than one`);
  return resource;
};
const children = ({ resources }: Outcome) => resources.filter(({ isComponent }) => !isComponent);

describe('the components', () => {
  test('have these types, and children of these names and types', async () => {
    const { resources, messages } = await run(everything);
    expect(messages).toEqual([]);
    expect(resources.map(({ type, name, parent }) => [type, name, parent]).toSorted()).toEqual(
      [
        ['keywire:index:AwsCredentialSecret', 'aws', undefined],
        ['kubernetes:external-secrets.io/v1:ExternalSecret', 'aws-external-secret', 'aws'],
        ['kubernetes:rbac.authorization.k8s.io/v1:Role', 'aws-reader', 'aws'],
        ['kubernetes:rbac.authorization.k8s.io/v1:RoleBinding', 'aws-reader-user-alice', 'aws'],
        ['keywire:index:CredentialSecret', 'database', undefined],
        ['kubernetes:core/v1:Secret', 'database-secret', 'database'],
        ['keywire:index:EventSource', 'incoming', undefined],
        ['kubernetes:sources.triggermesh.io/v1alpha1:AWSSQSSource', 'incoming-source', 'incoming'],
        ['keywire:index:AwsSecretStore', 'store', undefined],
        ['kubernetes:core/v1:ServiceAccount', 'store-service-account', 'store'],
        ['kubernetes:external-secrets.io/v1:SecretStore', 'store-store', 'store'],
        ['keywire:index:TriggerMeshService', 'worker', undefined],
        ['kubernetes:serving.knative.dev/v1:Service', 'worker-service', 'worker'],
      ].toSorted(),
    );
  });

  test('give access to what they made, by the ids of their bundle', async () => {
    let made: Readonly<Record<string, readonly string[]>> = {};
    await run(() => {
      made = Object.fromEntries(
        Object.entries(everything()).map(([name, { resources }]) => [name, Object.keys(resources)]),
      );
    });
    expect(made).toEqual({
      store: ['service-account', 'store'],
      aws: ['external-secret', 'reader', 'reader-user-alice'],
      database: ['secret'],
      worker: ['service'],
      incoming: ['source'],
    });
  });

  test('keep nothing of their args in state, and say of themselves only what is shown', async () => {
    const outcome = await run(everything);
    const components = outcome.resources.filter(({ isComponent }) => isComponent);
    expect(components.map(({ name, inputs, outputs }) => [name, inputs, outputs])).toEqual([
      ['store', {}, { storeName: 'store' }],
      ['aws', {}, { secretName: 'aws' }],
      ['database', {}, { secretName: 'database' }],
      ['worker', {}, { serviceName: 'worker' }],
      ['incoming', {}, {}],
    ]);
  });

  test('put the annotation of a role on a service account, spelled as EKS reads it', async () => {
    const outcome = await run(everything);
    expect(only(outcome, 'store-service-account').inputs).toMatchObject({
      metadata: { name: 'store', annotations: { 'eks.amazonaws.com/role-arn': roleArn } },
    });
  });

  test('wire a Secret that is there without declaring anything', async () => {
    const outcome = await run(() => AwsCredentialSecret.fromSecretName('aws', 'awscreds', { namespace }));
    expect(children(outcome)).toEqual([]);
    expect(only(outcome, 'aws').outputs).toEqual({ secretName: 'awscreds' });
  });
});

describe('a native Secret', () => {
  test.each([false, true])(
    'has all of its data marked as secret, however it was given (as an Output: %s)',
    async late => {
      const password = late ? output(Promise.resolve('for-a-test-only')) : 'for-a-test-only';
      const { resources } = await run(
        () =>
          new CredentialSecret('database', {
            namespace,
            class: generic('username', 'password'),
            backend: nativeSecret({ username: 'orders', password }),
          }),
      );
      const [, child] = resources;
      expect(secretPathsIn(child?.inputs)).toEqual(['data']);
      expect(shownPart(child?.inputs)).toMatchObject({ data: '[secret]', metadata: { name: 'database' } });
      expect(revealed(child?.inputs)).toMatchObject({
        data: { username: 'b3JkZXJz', password: Buffer.from('for-a-test-only').toString('base64') },
      });
    },
  );
});

describe('the options of a component', () => {
  test('lead to its provider', async () => {
    const outcome = await run(() => {
      const provider = new Provider('other', { kubeconfig: '{}' });
      everything({ provider });
    });
    const providers = children(outcome).filter(({ type }) => !type.startsWith('pulumi:'));
    expect(providers.map(({ provider }) => provider)).toEqual(
      providers.map(() => expect.stringMatching(/:other::other-id$/) as string),
    );
    expect(providers.length).toBeGreaterThan(6);
  });

  test('reach what it makes: retainOnDelete, deletedWith, dependsOn and protect', async () => {
    const outcome = await run(() => {
      const other = new TriggerMeshService('other', { image });
      const deletedWith = other.resources.service;
      everything({ retainOnDelete: true, deletedWith, dependsOn: [other], protect: true });
    });
    const made = children(outcome).filter(({ parent }) => parent !== 'other');
    for (const { name, retainOnDelete, deletedWith, dependsOn } of made) {
      expect([name, retainOnDelete, deletedWith]).toEqual([name, true, 'other-service']);
      expect(dependsOn).toContain('other-service');
    }
    expect(made).toHaveLength(8);
    expect(only(outcome, 'aws').protect).toBe(true);
    // Pulumi hands it on to children by itself.
    expect(made.every(({ protect }) => protect)).toBe(true);
  });

  test('take a dependsOn that is known later', async () => {
    const outcome = await run(() => {
      const other = new TriggerMeshService('other', { image });
      everything({ dependsOn: output(Promise.resolve([other])) });
    });
    expect(only(outcome, 'aws-external-secret').dependsOn).toContain('other-service');
  });

  test('hold for grants, too', async () => {
    const outcome = await run(() => {
      const other = new TriggerMeshService('other', { image });
      const backend = existing();
      const aws = new AwsCredentialSecret('aws', { namespace, backend }, { dependsOn: other, retainOnDelete: true });
      aws.grantRead(user('alice'));
    });
    expect(only(outcome, 'aws-reader')).toMatchObject({ retainOnDelete: true, dependsOn: ['other-service'] });
    expect(only(outcome, 'aws-reader').parent).toBe('aws');
  });

  test('reach the users of a component that makes nothing itself', async () => {
    const outcome = await run(() => {
      const other = new TriggerMeshService('other', { namespace, image: 'a' });
      const options = [{ namespace }, { dependsOn: other }] as const;
      const aws = AwsCredentialSecret.fromSecretName('aws', 'awscreds', ...options);
      new TriggerMeshService('worker', { namespace, image: 'a', env: aws.env() });
    });
    expect(outcome.messages).toEqual([]);
    expect(only(outcome, 'worker-service').dependsOn).toEqual(['other-service']);
  });

  test('may alias and transform it, and what it makes', async () => {
    const outcome = await run(() => {
      const transformed: string[] = [];
      everything({
        aliases: [{ name: 'before' }],
        transformations: [
          ({ name, props, opts }) => {
            transformed.push(name);
            return { props, opts: { ...opts, retainOnDelete: true } };
          },
        ],
      });
      expect(transformed).toContain('aws-external-secret');
    });
    expect(only(outcome, 'aws').aliases).toEqual(['before']);
    expect(children(outcome).every(({ retainOnDelete }) => retainOnDelete)).toBe(true);
  });

  test('make it the child of another component', async () => {
    const outcome = await run(() => {
      everything({ parent: new ComponentResource('test:index:Platform', 'platform') });
    });
    expect(['store', 'aws', 'database', 'worker', 'incoming'].map(name => only(outcome, name).parent)).toEqual(
      Array(5).fill('platform'),
    );
  });
});

describe('what uses something', () => {
  test('comes after it, and goes before it goes', async () => {
    const outcome = await run(everything);
    expect(only(outcome, 'aws-external-secret').dependsOn).toEqual(
      expect.arrayContaining(['store-store', 'store-service-account']),
    );
    const ofAws = ['aws-external-secret'];
    expect(only(outcome, 'worker-service').dependsOn).toEqual(expect.arrayContaining([...ofAws, 'database-secret']));
    expect(only(outcome, 'incoming-source').dependsOn).toEqual(expect.arrayContaining([...ofAws, 'worker-service']));
  });

  test.each<[string, (aws: AwsCredentialSecret) => unknown]>([
    ['a service with one variable', aws => new TriggerMeshService('user', { image, env: { ID: aws.accessKeyId } })],
    ['a service with all keys', aws => new TriggerMeshService('user', { image, envFrom: [aws] })],
    [
      'a service with a prefix',
      aws => new TriggerMeshService('user', { image, envFrom: [{ credential: aws, prefix: 'A_' }] }),
    ],
    ['a service with files', aws => new TriggerMeshService('user', { image, files: { '/etc/aws': aws.files() } })],
    ['a store', aws => new AwsSecretStore('user', { namespace, region: 'eu-west-1', auth: { credentials: aws } })],
    [
      'a source',
      aws =>
        new EventSource('user', {
          namespace,
          kind: 'AWSSQSSource',
          spec: { arn: queueArn },
          credentials: { accessKeyId: aws.accessKeyId, secretAccessKey: aws.secretAccessKey },
          sink: { uri },
        }),
    ],
    [
      'a source that takes a role',
      aws =>
        new EventSource('user', {
          namespace,
          kind: 'AWSSQSSource',
          spec: { arn: queueArn },
          credentials: assumeRole({ credentials: aws, roleArn }),
          sink: { uri },
        }),
    ],
  ])('is %s', async (_, make) => {
    const outcome = await run(() => {
      make(new AwsCredentialSecret('aws', { namespace, backend: nativeSecret(accessKey) }));
    });
    const [child] = children(outcome).filter(({ parent }) => parent === 'user');
    expect(child?.dependsOn).toEqual(['aws-secret']);
  });

  test('comes after what the backend depends on', async () => {
    const outcome = await run(() => {
      const dependsOn: readonly Resource[] = [new TriggerMeshService('other', { image })];
      new AwsCredentialSecret('aws', { namespace, backend: { ...nativeSecret(accessKey), dependsOn } });
    });
    expect(only(outcome, 'aws-secret').dependsOn).toEqual(['other-service']);
  });
});

describe('two components', () => {
  const service = (name: string, opts: ComponentResourceOptions = {}, where: string | undefined = namespace) =>
    new TriggerMeshService(name, { name: 'worker', namespace: where, image }, opts);
  const provider = (name: string) => new Provider(name, { kubeconfig: '{}' });

  test('fails when they make one object', async () => {
    const { messages } = await run(() => {
      service('one');
      service('two');
    });
    expect(messages).toEqual([
      expect.stringMatching(
        /^two: name: would make Service.serving.knative.dev orders\/worker, which one makes already; give one of them another name, or another provider/,
      ),
    ]);
  });

  test.each<[string, () => void]>([
    ['namespaces', () => [service('one'), service('two', {}, 'payments')]],
    ['providers', () => [service('one', { provider: provider('a') }), service('two', { provider: provider('b') })]],
    [
      'providers of their parents',
      () => {
        for (const name of ['a', 'b']) {
          const parent = new ComponentResource(
            'test:index:Cluster',
            name,
            {},
            { providers: [provider(`${name}-provider`)] },
          );
          service(`${name}-worker`, { parent });
        }
      },
    ],
  ])('may make objects of one name in two %s', async (_, program) => {
    const { messages, resources } = await run(program);
    expect(messages).toEqual([]);
    expect(resources.filter(({ type }) => type.endsWith(':Service'))).toHaveLength(2);
  });

  test('fails when they make one object through one provider', async () => {
    const { messages } = await run(() => {
      const opts = { provider: provider('a') };
      service('one', opts);
      service('two', opts);
    });
    expect(messages).toEqual([expect.stringMatching(/^two: name: would make/)]);
  });

  const source = (name: string, role: Parameters<typeof iamRole>[0]['roleArn']) =>
    new EventSource(name, {
      namespace,
      kind: 'AWSSQSSource',
      spec: { arn: queueArn },
      credentials: iamRole({ roleArn: role as string, serviceAccount: 'adapter' }),
      sink: { uri },
    });
  const otherRole = 'arn:aws:iam::123456789012:role/other';
  const disagree =
    /^two: credentials.roleArn: gives the role of service account orders\/adapter, which one gives otherwise/;

  test.each<[string, unknown, unknown]>([
    ['are known', roleArn, otherRole],
    ['are Outputs', output(Promise.resolve(roleArn)), output(Promise.resolve(otherRole))],
    ['are known and an Output', roleArn, output(Promise.resolve(otherRole))],
  ])('fails when they give one service account two roles, which %s', async (_, one, two) => {
    const outcome = await run(() => {
      source('one', one);
      source('two', two);
    });
    expect(outcome.messages).toEqual([expect.stringMatching(disagree)]);
    expect(children(outcome).map(({ name }) => name)).toEqual(['one-source']);
  });

  test('fails when a store and a source give one service account two roles', async () => {
    const { messages } = await run(() => {
      const auth = { roleArn: output(Promise.resolve(otherRole)), serviceAccountName: 'adapter' };
      new AwsSecretStore('one', { namespace, region: 'eu-west-1', auth });
      source('two', output(Promise.resolve(roleArn)));
    });
    expect(messages).toEqual([expect.stringMatching(disagree)]);
  });

  test('may give one service account one role, however it comes', async () => {
    const { messages } = await run(() => {
      source('one', roleArn);
      source('two', output(Promise.resolve(roleArn)));
    });
    expect(messages).toEqual([]);
  });
});

describe('a preview', () => {
  test('declares everything although ARNs and values are not known yet', async () => {
    const outcome = await run(
      () => {
        // An id that the provider has not given yet.
        const unknown = new Provider('later', {}).id;
        const backend = nativeSecret({ accessKeyId: unknown, secretAccessKey: secret(unknown) });
        const aws = new AwsCredentialSecret('aws', { namespace, accountId: unknown, backend });
        const worker = new TriggerMeshService('worker', {
          namespace: unknown,
          image,
          env: { URL: unknown, ...aws.env() },
        });
        new EventSource('incoming', {
          namespace,
          kind: 'AWSSQSSource',
          spec: { arn: unknown },
          credentials: aws,
          sink: worker,
        });
        new AwsSecretStore('store', { namespace, region: 'eu-west-1', auth: { roleArn: unknown } });
        const credentials = iamRole({ roleArn: unknown, serviceAccount: 'adapter' });
        new EventSource('other', {
          namespace,
          kind: 'AWSSQSSource',
          spec: { arn: unknown },
          credentials,
          sink: worker,
        });
      },
      { preview: true },
    );
    expect(outcome.messages).toEqual([]);
    expect(
      children(outcome)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([
      'aws-secret',
      'incoming-source',
      'later',
      'other-source',
      'store-service-account',
      'store-store',
      'worker-service',
    ]);
    expect(only(outcome, 'aws-secret').inputs).toMatchObject({ metadata: { name: 'aws' }, data: runtime.unknownValue });
  });

  test('fails when what is known is wrong', async () => {
    const { messages } = await run(() => new TriggerMeshService('worker', { image: '', namespace }), { preview: true });
    expect(messages).toEqual([expect.stringMatching(/^worker: image: /)]);
  });
});
