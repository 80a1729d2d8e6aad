import { existingStore, secretStore } from '../../lib/core/secret-store';
import { awsKeys, roleArn } from './fixtures';

const made = (spec: object) =>
  secretStore<string>({ name: 'store', namespace: 'orders', region: 'eu-west-1', auth: { roleArn }, ...spec });
const awsOf = (spec: object) => {
  const { bundle } = made(spec);
  return (bundle.store.spec as { provider: { aws: object } }).provider.aws;
};

describe('a SecretStore', () => {
  test('reads Secrets Manager by a role, through a service account of its own', () => {
    const { bundle, reference } = made({ labels: { team: 'a' } });
    const metadata = { name: 'store', namespace: 'orders', labels: { team: 'a' } };
    expect(bundle['service-account']).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { ...metadata, annotations: { 'eks.amazonaws.com/role-arn': roleArn } },
      automountServiceAccountToken: false,
    });
    const auth = { jwt: { serviceAccountRef: { name: 'store' } } };
    expect(bundle.store).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata,
      spec: { provider: { aws: { service: 'SecretsManager', region: 'eu-west-1', auth } } },
    });
    expect(reference).toEqual({
      storeKind: 'SecretStore',
      storeName: 'store',
      namespace: 'orders',
      namespaces: undefined,
      region: 'eu-west-1',
    });
  });

  test('may name its service account otherwise', () => {
    const spec = { auth: { roleArn, serviceAccountName: 'reader' } };
    expect(made(spec).bundle['service-account']?.metadata.name).toBe('reader');
    expect(awsOf(spec)).toMatchObject({ auth: { jwt: { serviceAccountRef: { name: 'reader' } } } });
  });

  test('reads by the keys of a credential, and then makes no service account', () => {
    const spec = { auth: { credentials: awsKeys({ keys: 'til' }, ['sessionToken']) } };
    expect(Object.keys(made(spec).bundle)).toEqual(['store']);
    expect(awsOf(spec)).toMatchObject({
      auth: {
        secretRef: {
          accessKeyIDSecretRef: { name: 'aws', key: 'access_key_id' },
          secretAccessKeySecretRef: { name: 'aws', key: 'secret_access_key' },
          sessionTokenSecretRef: { name: 'aws', key: 'session_token' },
        },
      },
    });
  });

  test('names no session token that the credential has not', () => {
    const aws = awsOf({ auth: { credentials: awsKeys() } });
    expect(Object.keys((aws as { auth: { secretRef: object } }).auth.secretRef)).toEqual([
      'accessKeyIDSecretRef',
      'secretAccessKeySecretRef',
    ]);
  });

  test.each([
    [{}, { service: 'SecretsManager', region: 'eu-west-1' }],
    [{ assumeRoleArn: roleArn }, { service: 'SecretsManager', region: 'eu-west-1', role: roleArn }],
  ])('reads by the identity of the controller: %j', (controller, aws) => {
    expect(Object.keys(made({ auth: { controller } }).bundle)).toEqual(['store']);
    expect(awsOf({ auth: { controller } })).toEqual(aws);
  });
});

describe('a ClusterSecretStore', () => {
  const namespaces = ['orders', 'billing'];

  test('serves the namespaces that are named and is in none', () => {
    const { bundle, reference } = made({ namespaces });
    expect(bundle.store).toMatchObject({
      kind: 'ClusterSecretStore',
      spec: { conditions: [{ namespaces }] },
    });
    expect(bundle.store.metadata).toEqual({ name: 'store' });
    expect(reference).toMatchObject({ storeKind: 'ClusterSecretStore', namespace: 'orders', namespaces });
  });

  test('says where its service account is, which is made there', () => {
    expect(awsOf({ namespaces })).toMatchObject({
      auth: { jwt: { serviceAccountRef: { name: 'store', namespace: 'orders' } } },
    });
    expect(made({ namespaces }).bundle['service-account']?.metadata.namespace).toBe('orders');
  });

  test('says where its access key is', () => {
    expect(awsOf({ namespaces, auth: { credentials: awsKeys() } })).toMatchObject({
      auth: {
        secretRef: {
          accessKeyIDSecretRef: { name: 'aws', key: 'AWS_ACCESS_KEY_ID', namespace: 'orders' },
          secretAccessKeySecretRef: { name: 'aws', key: 'AWS_SECRET_ACCESS_KEY', namespace: 'orders' },
        },
      },
    });
  });

  test('needs no namespace where it reads as the controller', () => {
    expect(() => made({ namespaces, namespace: undefined, auth: { controller: {} } })).not.toThrow();
  });
});

const oneOf = 'auth: must be one of { roleArn }, { credentials } and { controller: {} }';

describe('a store that could not read', () => {
  test.each<[string, object, string]>([
    ['its name is none', { name: 'Store' }, 'name: must be a DNS-1123 subdomain'],
    ['its namespace is none', { namespace: 'a.b' }, 'namespace: must be a DNS-1123 label'],
    ['a namespace that it serves is none', { namespaces: ['a', 'A'] }, 'namespaces[1]: must be a DNS-1123 label'],
    ['it has no auth', { auth: undefined }, oneOf],
    ['its auth is null', { auth: null }, oneOf],
    ['it has two ways to authenticate', { auth: { roleArn, controller: {} } }, `${oneOf}, not 2 of them`],
    ['it has none of the ways', { auth: { role: roleArn } }, `${oneOf}, not 0 of them`],
    [
      'its key is made of strings',
      { auth: { credentials: { accessKeyId: { name: 'a', key: 'b' } } } },
      'auth.credentials: must be an access key such as an AwsCredentialSecret',
    ],
    [
      'it serves several namespaces and is in none',
      { namespaces: ['a'], namespace: undefined },
      "namespace: must say where the store's service account or access key is",
    ],
    ['its role is none', { auth: { roleArn: 'orders' } }, 'auth.roleArn: must be the ARN of an IAM role'],
    [
      'the role of its controller is none',
      { auth: { controller: { assumeRoleArn: '' } } },
      'auth.controller.assumeRoleArn: must be the ARN of an IAM role',
    ],
    [
      'its service account has no name',
      { auth: { roleArn, serviceAccountName: 'A' } },
      'auth.serviceAccountName: must be a DNS-1123 subdomain',
    ],
    [
      'its key is in another namespace',
      { auth: { credentials: awsKeys({ namespace: 'other' }) } },
      'auth.credentials: Secret aws is in namespace other, its user in orders',
    ],
  ])('fails when %s', (_, spec, message) => {
    expect(() => made(spec)).toThrow(message);
  });
});

describe('the role of a store', () => {
  const roleIn = (partition: string) => ({ roleArn: `arn:${partition}:iam::123456789012:role/orders` });

  test.each([
    ['cn-north-1', 'aws-cn'],
    ['us-iso-east-1', 'aws-iso'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('is of the partition of %s', (region, partition) => {
    expect(() => made({ region, auth: roleIn(partition) })).not.toThrow();
  });

  test('fails when the role to assume is of another partition', () => {
    const { roleArn: assumeRoleArn } = roleIn('aws-cn');
    expect(() => made({ region: 'eu-west-1', auth: { controller: { assumeRoleArn } } })).toThrow(
      'auth.controller.assumeRoleArn: is of partition aws-cn, region eu-west-1 of aws',
    );
  });

  test('fails when it is of another partition', () => {
    expect(() => made({ auth: roleIn('aws-cn') })).toThrow(
      'auth.roleArn: is of partition aws-cn, region eu-west-1 of aws; a role is good in its own partition only',
    );
  });
});

describe('a store that exists', () => {
  test('is referred to as it is told', () => {
    expect(existingStore({ kind: 'ClusterSecretStore', name: 'platform', region: 'eu-west-1' })).toEqual({
      storeKind: 'ClusterSecretStore',
      storeName: 'platform',
      namespace: undefined,
      namespaces: undefined,
      region: 'eu-west-1',
    });
  });

  test('fails when its name is none', () => {
    expect(() => existingStore({ kind: 'SecretStore', name: '' })).toThrow('name: must be a DNS-1123 subdomain');
  });
});

test.each<[string, object, string]>([
  [
    'a role would hang on the default service account',
    { name: 'default' },
    'auth.serviceAccountName: must not be the default',
  ],
  ['it serves no namespace', { namespaces: [] }, 'namespaces: must name at least one namespace'],
  ['the identity of the controller is null', { auth: { controller: null } }, 'auth.controller: must be an object'],
])('fails when %s', (_, spec, message) => {
  expect(() => made(spec)).toThrow(message);
});

test('fails when a store of others has no region or namespace of that name', () => {
  const store = { kind: 'SecretStore', name: 'a' } as const;
  expect(() => existingStore({ ...store, region: 'EU west' })).toThrow('existingStore().region: must be an AWS region');
  expect(() => existingStore({ ...store, namespace: 'A' })).toThrow(
    'existingStore().namespace: must be a DNS-1123 label',
  );
});
