import { credentialClass } from '../../lib/core/credential-class';
import { identity, mounted, parametersOf, source, specOf } from './mounted';

describe('a mounted credential', () => {
  test('is a SecretProviderClass of the AWS provider, and the service account of its role', () => {
    const { bundle } = mounted({ labels: { team: 'orders' } });
    expect(bundle).toMatchObject({
      'service-account': {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: {
          name: 'orders',
          namespace: 'orders',
          labels: { team: 'orders' },
          annotations: { 'eks.amazonaws.com/role-arn': identity.roleArn },
        },
      },
      'secret-provider-class': {
        apiVersion: 'secrets-store.csi.x-k8s.io/v1',
        kind: 'SecretProviderClass',
        metadata: { name: 'database', namespace: 'orders', labels: { team: 'orders' } },
        spec: { provider: 'aws', parameters: { region: 'eu-west-1' } },
      },
    });
    expect(Object.keys(specOf())).toEqual(['provider', 'parameters']);
    expect(Object.keys(parametersOf())).toEqual(['region', 'objects']);
  });

  test('is read as a service account of its own name unless it is told another', () => {
    expect(mounted({ identity: { roleArn: identity.roleArn } }).account.serviceAccountName).toBe('database');
    expect(mounted({ identity: { podIdentity: {} } }).account.serviceAccountName).toBe('database');
  });

  test('makes a service account without a role where EKS Pod Identity has it, and says so to the provider', () => {
    const { bundle } = mounted({ identity: { podIdentity: { serviceAccountName: 'orders' } } });
    expect(bundle['service-account']?.metadata).toEqual({ name: 'orders', namespace: 'orders' });
    expect(parametersOf({ identity: { podIdentity: {} } })).toMatchObject({ usePodIdentity: 'true' });
  });

  test('makes no service account where one exists', () => {
    const existing = { serviceAccountName: 'orders' };
    expect(Object.keys(mounted({ identity: { existing } }).bundle)).toEqual(['secret-provider-class']);
    expect(parametersOf({ identity: { existing } })).not.toHaveProperty('usePodIdentity');
    const ofPods = { existing: { ...existing, podIdentity: true } };
    expect(parametersOf({ identity: ofPods })).toMatchObject({ usePodIdentity: 'true' });
  });

  test('tells its users what to mount, as whom, and when to start anew', () => {
    const { files } = mounted({ revision: '7' });
    expect(files.mount).toEqual({
      secretProviderClass: 'database',
      namespace: 'orders',
      serviceAccountName: 'orders',
      revision: '7',
    });
    const id = 'b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0001';
    expect(mounted({ source: { ...source, version: { id } } }).files.mount.revision).toBe(id);
    expect(mounted({ source: { ...source, version: { id } }, revision: '7' }).files.mount.revision).toBe('7');
    expect(mounted({ source: { ...source, version: { stage: 'A' } } }).files.mount.revision).toBeUndefined();
  });

  test('has a Secret beside its files only where it is asked for one', () => {
    expect(mounted().synced).toBeUndefined();
    const database = credentialClass({
      name: 'database',
      type: 'kubernetes.io/basic-auth',
      required: { user: {}, password: {} },
      optional: { host: {} },
      conventions: { kubernetes: { user: 'username', password: 'password', host: 'host' } },
    });
    const spec = { class: database, sync: true, labels: { team: 'a' }, annotations: { note: 'b' } };
    expect(specOf(spec).secretObjects).toEqual([
      {
        secretName: 'database',
        type: 'kubernetes.io/basic-auth',
        labels: { team: 'a' },
        annotations: { note: 'b' },
        data: [
          { objectName: 'username', key: 'username' },
          { objectName: 'password', key: 'password' },
        ],
      },
    ]);
    const { synced, files } = mounted(spec);
    expect([synced?.user?.secretName, synced?.user?.key, synced?.user?.files]).toEqual(['database', 'username', files]);
    expect(Object.keys(specOf({ sync: true }).secretObjects?.[0] ?? {})).toEqual(['secretName', 'type', 'data']);
  });

  const both = { ...identity, podIdentity: {} };
  const roleElsewhere = 'arn:aws-cn:iam::123456789012:role/orders';
  test.each<[string, object, string]>([
    ['its name is none', { name: 'Database' }, 'name: must be a DNS-1123 subdomain'],
    ['its namespace is none', { namespace: 'a.b' }, 'namespace: must be a DNS-1123 label'],
    ['its mode is no mode', { filePermission: '644' }, "filePermission: must be four octal digits, as in '0440'"],
    ['its mode has a digit that is not octal', { filePermission: '0648' }, 'filePermission: must be four octal digits'],
    ['sync is a text', { sync: 'true' }, 'sync: must be true or false'],
    ['its revision is none', { revision: 'a b' }, 'revision: must be up to 63 letters'],
    ['its convention is none', { keys: 'console' }, 'keys: must be a key for each field, or one of the conventions'],
    ['a key is no name of a file', { keys: { username: '../up' } }, 'keys.username: must be a key of a Secret'],
    ['it has no identity', { identity: undefined }, 'identity: must be one of { roleArn }, { podIdentity: {} } and'],
    ['its identity is none', { identity: {} }, 'identity: must be one of { roleArn }'],
    [
      'it has two identities',
      { identity: both },
      'identity: must be one of { roleArn }, { podIdentity: {} } and { exist',
    ],
    ['Pod Identity is true', { identity: { podIdentity: true } }, 'identity.podIdentity: must be an object'],
    [
      'an existing account is a name alone',
      { identity: { existing: 'orders' } },
      'identity.existing: must be an object',
    ],
    [
      'an existing account says otherwise than yes or no',
      { identity: { existing: { serviceAccountName: 'orders', podIdentity: {} } } },
      'identity.existing.podIdentity: must be true or false',
    ],
    ['its role is none', { identity: { roleArn: 'orders' } }, 'identity.roleArn: must be the ARN of an IAM role'],
    [
      'its role is of another partition',
      { identity: { roleArn: roleElsewhere } },
      'identity.roleArn: is of partition aws-cn, region eu-west-1 of aws',
    ],
    [
      'its role is that of every pod',
      { identity: { ...identity, serviceAccountName: 'default' } },
      'identity.serviceAccountName: must not be the default service account',
    ],
    [
      'Pod Identity is that of every pod',
      { identity: { podIdentity: { serviceAccountName: 'default' } } },
      'identity.podIdentity.serviceAccountName: must not be the default',
    ],
    [
      'the existing account is that of every pod',
      { identity: { existing: { serviceAccountName: 'default' } } },
      'identity.existing.serviceAccountName: must not be the default',
    ],
  ])('fails when %s', (_, spec, message) => {
    expect(() => mounted(spec)).toThrow(message);
  });
});
