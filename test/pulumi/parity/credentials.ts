import type { Chart } from 'cdk8s';
import type { StoreReference } from 'keywire';
import { sealedSecret } from '../../bad-inputs/by-hand';
import { sealedAccessKey, withFile } from '../../bad-inputs/sound';
import { ciphertext } from '../../core/ciphertext';
import { encryptedSecret } from '../../core/encrypted-secret';
import { accessKey, type Keywire, type Row } from './row';

const versions = ['b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0001', 'b5c9f0a2-6f6b-4f0e-9c43-0f9d2f5f0002'] as const;
const object = { labels: { team: 'orders' }, annotations: { 'example.com/note': 'a {{ b }}' } };

type Props = ConstructorParameters<Keywire['AwsCredentialSecret']>[2];

const aws =
  (props: (keywire: Keywire, store: StoreReference<string>) => Props): Row[1] =>
  (chart, keywire) => {
    const store = keywire.existingStore<string>({ kind: 'SecretStore', name: 'store' });
    new keywire.AwsCredentialSecret(chart, 'aws', props(keywire, store));
  };

const database = (keywire: Keywire) =>
  keywire.credentialClass({
    name: 'database',
    type: 'kubernetes.io/basic-auth',
    required: { user: { env: 'PGUSER' }, password: {} },
    optional: { host: {} },
    conventions: { kubernetes: { user: 'username', password: 'password', host: 'host' } },
  });

const native: readonly Row[] = [
  ['a native Secret', aws(({ unsafePlaintext }) => ({ backend: unsafePlaintext(accessKey) }))],
  [
    'a native Secret with an optional field, labels and annotations',
    aws(({ unsafePlaintext }) => ({ ...object, backend: unsafePlaintext({ ...accessKey, sessionToken: 'token' }) })),
  ],
  [
    'a native Secret with a convention and a revision',
    aws(({ unsafePlaintext }) => ({ keys: 'console', revision: '2', backend: unsafePlaintext(accessKey) })),
  ],
  [
    'a native Secret of a generic class, with text that is no ASCII',
    (chart, { CredentialSecret, generic, unsafePlaintext }) => {
      const backend = unsafePlaintext({ username: 'österreich', 'pass.word': 'a: {"b"}' });
      new CredentialSecret(chart, 'database', { class: generic('username', 'pass.word'), backend });
    },
  ],
  [
    'a native Secret of a class of its own',
    (chart, keywire) => {
      const backend = keywire.unsafePlaintext({ user: 'orders', password: 'secret', host: 'db' });
      new keywire.CredentialSecret(chart, 'database', { class: database(keywire), backend, name: 'orders.database' });
    },
  ],
  [
    'native Secrets in labelled versions',
    aws(({ unsafePlaintext }) => ({
      backend: {
        backend: 'labelled',
        versions: ['v1', 'v2'].map(label => ({ label, backend: unsafePlaintext(accessKey) })),
      },
    })),
  ],
];

const sealedRows: readonly Row[] = [
  ['fields that are sealed', aws(({ sealed }) => ({ backend: sealed({ encryptedData: sealedAccessKey }) }))],
  [
    'fields that are sealed for the whole namespace, with labels and annotations',
    aws(({ sealed }) => ({
      ...object,
      backend: sealed({ encryptedData: sealedAccessKey, scope: 'namespace-wide' }),
    })),
  ],
  [
    'a sealed file',
    (chart: Chart, { AwsCredentialSecret, sealed }) => {
      const encryptedData = { AWS_ACCESS_KEY_ID: ciphertext(), AWS_SECRET_ACCESS_KEY: ciphertext(40) };
      const template = { type: 'Opaque', immutable: true, metadata: { labels: { team: 'platform' } } };
      withFile(sealedSecret({ encryptedData, template }, { namespace: 'orders' }), file => {
        new AwsCredentialSecret(chart, 'aws', { backend: sealed({ file }), annotations: object.annotations });
      });
    },
  ],
];

const sopsRows: readonly Row[] = [
  [
    'a file that KSOPS decrypts, as what refers to it',
    (chart, { AwsCredentialSecret, TriggerMeshService, sops, user }) => {
      withFile(encryptedSecret(), file => {
        const aws = new AwsCredentialSecret(chart, 'aws', { ...object, backend: sops({ file, decryptedBy: 'ksops' }) });
        new TriggerMeshService(chart, 'worker', { image: 'a', env: aws.env() });
        aws.grantRead(user('alice'));
      });
    },
  ],
];

const remote: readonly Row[] = [
  [
    'one remote secret for all fields',
    aws(({ awsSecretsManager }, store) => ({ backend: awsSecretsManager({ store, secret: 'prod/aws' }) })),
  ],
  [
    'one remote secret by its ARN, with labels, annotations, name and namespace',
    aws(({ awsSecretsManager }, store) => ({
      ...object,
      name: 'orders.aws',
      namespace: 'payments',
      backend: awsSecretsManager({
        store,
        secret: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/aws-AbCdEf',
      }),
    })),
  ],
  [
    'one remote secret with properties, an optional field and a stage',
    aws(({ awsSecretsManager }, store) => ({
      backend: awsSecretsManager({
        store,
        secret: 'prod/aws',
        properties: { accessKeyId: 'id' },
        optionalFields: ['sessionToken'],
        stage: 'AWSPREVIOUS',
      }),
    })),
  ],
  [
    'a remote secret in pinned versions',
    aws(({ awsSecretsManager }, store) => ({ backend: awsSecretsManager({ store, secret: 'prod/aws', versions }) })),
  ],
  [
    'a remote secret for each field',
    aws(({ awsSecretsManager }, store) => ({
      keys: { accessKeyId: 'id', secretAccessKey: 'key' },
      backend: awsSecretsManager({
        store,
        secrets: { accessKeyId: 'prod/id', secretAccessKey: { secret: 'prod/aws', property: 'key' } },
      }),
    })),
  ],
  [
    'a remote secret with its own interval and policies',
    aws(({ awsSecretsManager }, store) => ({
      backend: awsSecretsManager({
        store,
        secret: 'prod/aws',
        refreshInterval: '15m',
        creationPolicy: 'Orphan',
        deletionPolicy: 'Merge',
      }),
    })),
  ],
  [
    'a remote secret through a ClusterSecretStore that is there',
    aws(({ awsSecretsManager, existingStore }) => ({
      backend: awsSecretsManager({
        store: existingStore<string>({ kind: 'ClusterSecretStore', name: 'platform', region: 'eu-west-1' }),
        secret: 'prod/aws',
      }),
    })),
  ],
  [
    'a remote secret through a store of which the namespace is told',
    aws(({ awsSecretsManager, existingStore }) => ({
      backend: awsSecretsManager({
        store: existingStore<string>({ kind: 'SecretStore', name: 'store', namespace: 'orders' }),
        secret: 'prod/aws',
      }),
    })),
  ],
];

const existingRows: readonly Row[] = [
  [
    'a Secret that is there, and is granted',
    (chart, { AwsCredentialSecret, existing, user }) => {
      new AwsCredentialSecret(chart, 'aws', { backend: existing(), accountId: '123456789012' }).grantRead(
        user('alice'),
      );
    },
  ],
  [
    'Secrets that are there, by their names',
    (chart, { AwsCredentialSecret, CredentialSecret, TriggerMeshService, generic }) => {
      const aws = AwsCredentialSecret.fromSecretName(chart, 'aws', 'awscreds', {
        keys: 'consoleText',
        optionalFields: ['sessionToken'],
      });
      const api = CredentialSecret.fromSecretName(chart, 'api', 'api-token', { class: generic('TOKEN') });
      new TriggerMeshService(chart, 'worker', { image: 'a', env: { ...aws.env(), ...api.env() } });
    },
  ],
];

const grants: readonly Row[] = [
  [
    'a grant to a user, a group and service accounts, with labels',
    (chart, { AwsCredentialSecret, awsSecretsManager, existingStore, group, serviceAccount, user }) => {
      const store = existingStore<string>({ kind: 'SecretStore', name: 'store' });
      const backend = awsSecretsManager({ store, secret: 'prod/aws', versions });
      const aws = new AwsCredentialSecret(chart, 'aws', { ...object, backend });
      aws.grantRead(user('alice'), group('Platform Team'));
      aws.grantRead(user('alice'), serviceAccount('ci', { namespace: 'build' }), serviceAccount('deployer'));
    },
  ],
  [
    'the grant to list every Secret',
    (chart, { AwsCredentialSecret, existing, user }) => {
      const aws = new AwsCredentialSecret(chart, 'aws', { backend: existing() });
      aws.unsafeGrantListEverySecret(user('alice'));
    },
  ],
];

export const credentials: readonly Row[] = [
  ...native,
  ...sealedRows,
  ...sopsRows,
  ...remote,
  ...existingRows,
  ...grants,
];
