import {
  AwsCredentialSecret,
  CredentialSecret,
  credentialClass,
  generic,
  awsSecretsManager,
  group,
  serviceAccount,
  unsafePlaintext,
  user,
} from 'keywire/cdk8s';
import { namesIn, ordersChart, plaintext, rendered, store, written } from './app';

const backend = awsSecretsManager({ store, secret: 'prod/aws' });
const versions = ['b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0001', 'b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0002'] as const;

describe('a credential', () => {
  test('of AWS has a handle for each field', () => {
    const aws = new AwsCredentialSecret(ordersChart(), 'aws', { backend, keys: 'console' });
    expect([aws.accessKeyId.key, aws.secretAccessKey.key, aws.sessionToken]).toEqual([
      'aws_access_key_id',
      'aws_secret_access_key',
      undefined,
    ]);
    expect([aws.secretName, aws.namespace, aws.keys.accessKeyId]).toEqual(['aws', 'orders', aws.accessKeyId]);
  });

  test('of any class has its keys, its env and its files', () => {
    const database = credentialClass({
      name: 'database',
      type: 'kubernetes.io/basic-auth',
      required: { user: { env: 'PGUSER' }, password: {} },
      optional: {},
      conventions: { kubernetes: { user: 'username', password: 'password' } },
    });
    const chart = ordersChart();
    const db = new CredentialSecret(chart, 'db', { class: database, backend });
    expect(db.keys.user.key).toBe('username');
    expect(Object.keys(db.env())).toEqual(['PGUSER', 'password']);
    expect(Object.keys(db.env({ password: 'PGPASSWORD' }))).toEqual(['PGPASSWORD']);
    expect(Object.keys(db.files())).toEqual(['username', 'password']);
  });

  test('with pinned versions uses the last', () => {
    const chart = ordersChart();
    const pinned = awsSecretsManager({ store, secret: 'prod/aws', versions });
    const aws = new AwsCredentialSecret(chart, 'aws', { backend: pinned });
    const names = rendered(chart).map(({ metadata }) => metadata.name);
    expect([aws.secretName, aws.accessKeyId.secret.name]).toEqual([names[1], names[1]]);
    aws.grantRead(user('alice'));
    expect(written(aws.apiObjects.reader).rules).toMatchObject([{ resourceNames: names }]);
  });

  test('may differ by stage of the platform: stored here, plaintext there', () => {
    const make = (prod: boolean) =>
      new AwsCredentialSecret(ordersChart(), 'aws', {
        backend: prod ? awsSecretsManager({ store, secret: 'prod/aws' }) : unsafePlaintext(plaintext),
      });
    expect(Object.keys(make(true).apiObjects)).toEqual(['external-secret']);
    expect(Object.keys(make(false).apiObjects)).toEqual(['secret']);
  });

  test('fails when plaintext is no string', () => {
    expect(() => unsafePlaintext({ accessKeyId: 1 as never })).toThrow(
      'unsafePlaintext().accessKeyId: must be a string',
    );
  });

  test('fails when it is asked for a field that it has not', () => {
    const aws = new AwsCredentialSecret(ordersChart(), 'aws', { backend });
    expect(() => aws.env({ sessionToken: 'TOKEN' })).toThrow('orders/aws: env().sessionToken: is not a field that');
  });
});

describe('a Secret that somebody else makes', () => {
  test('is wired and renders nothing', () => {
    const chart = ordersChart();
    const aws = AwsCredentialSecret.fromSecretName(chart, 'aws', 'awscreds', {
      keys: 'consoleText',
      optionalFields: ['sessionToken'],
    });
    const db = CredentialSecret.fromSecretName(chart, 'db', 'dbcreds', { class: generic('password') });
    expect(rendered(chart)).toEqual([]);
    expect([aws.apiObjects, db.apiObjects]).toEqual([{}, {}]);
    expect([aws.secretName, aws.secretAccessKey.key, aws.sessionToken?.key]).toEqual([
      'awscreds',
      'aws_secrets_access_key',
      'aws_session_token',
    ]);
    expect([db.secretName, db.keys.password.secret.namespace]).toEqual(['dbcreds', 'orders']);
  });

  test('may be declared twice, and granted', () => {
    const chart = ordersChart();
    const [one, two] = ['one', 'two'].map(id => AwsCredentialSecret.fromSecretName(chart, id, `${id}-creds`));
    AwsCredentialSecret.fromSecretName(chart, 'again', 'one-creds');
    one?.grantRead(user('alice'));
    two?.grantRead(user('alice'));
    expect(namesIn(chart)).toEqual([
      'Role one-creds-reader',
      'RoleBinding one-creds-reader-user-alice',
      'Role two-creds-reader',
      'RoleBinding two-creds-reader-user-alice',
    ]);
  });
});

describe('a grant', () => {
  const granted = () => {
    const chart = ordersChart();
    return { chart, aws: new AwsCredentialSecret(chart, 'aws', { backend }) };
  };

  test('is a Role and a binding for each subject', () => {
    const { chart, aws } = granted();
    aws.grantRead(user('alice'), group('platform'), serviceAccount('ci', { namespace: 'build' }));
    expect(namesIn(chart).slice(1)).toEqual([
      'Role aws-reader',
      'RoleBinding aws-reader-user-alice',
      'RoleBinding aws-reader-group-platform',
      'RoleBinding aws-reader-serviceaccount-build.ci',
    ]);
  });

  test('may name a subject twice, in one call or in two, and is the same', () => {
    const { chart, aws } = granted();
    aws.grantRead(user('alice'), user('alice'));
    const before = rendered(chart);
    aws.grantRead(user('alice'));
    expect(rendered(chart)).toEqual(before);
    aws.grantRead(user('alice'), user('bob'));
    expect(rendered(chart)).toHaveLength(before.length + 1);
  });

  test('gives its objects, old and new, and no handle on the list itself', () => {
    const { aws } = granted();
    const before = aws.apiObjects;
    aws.grantRead(user('alice'));
    aws.grantRead(user('alice'), user('bob'));
    expect(Object.keys(before)).toEqual(['external-secret']);
    expect(Object.keys(aws.apiObjects)).toEqual(['external-secret', 'reader', 'reader-user-alice', 'reader-user-bob']);
  });

  test('to list every Secret is a method of its own, named for what it shows', () => {
    const { chart, aws } = granted();
    aws.unsafeGrantListEverySecret(user('alice'));
    aws.unsafeGrantListEverySecret(user('alice'));
    expect(namesIn(chart).slice(1)).toEqual([
      'Role aws-every-secret-lister',
      'RoleBinding aws-every-secret-lister-user-alice',
    ]);
    expect(written(aws.apiObjects['every-secret-lister']).rules).toEqual([
      { apiGroups: [''], resources: ['secrets'], verbs: ['list'] },
    ]);
  });

  test('fails when it is to nobody', () => {
    const { aws } = granted();
    expect(() => {
      aws.grantRead();
    }).toThrow('orders/aws: subjects: must name at least one user, group or service account');
  });
});
