import { roleArn, type Keywire, type Row } from './row';

type Props = ConstructorParameters<Keywire['AwsSecretStore']>[2];

/** A store, and a credential that is read through it. */
const store =
  (props: Omit<Props, 'region'>): Row[1] =>
  (chart, { AwsCredentialSecret, AwsSecretStore, awsSecretsManager }) => {
    const store = new AwsSecretStore(chart, 'store', { region: 'eu-west-1', ...props });
    new AwsCredentialSecret(chart, 'aws', { backend: awsSecretsManager({ store, secret: 'prod/aws' }) });
  };

export const stores: readonly Row[] = [
  ['a store with a role', store({ auth: { roleArn } })],
  [
    'a store with a role and its own service account, labels, annotations and name',
    store({
      auth: { roleArn, serviceAccountName: 'secrets-reader' },
      name: 'orders-secrets',
      labels: { team: 'orders' },
      annotations: { 'example.com/note': 'a' },
    }),
  ],
  ['a store for several namespaces with a role', store({ auth: { roleArn }, namespaces: ['orders', 'payments'] })],
  ['a store with the identity of the controller', store({ auth: { controller: {} } })],
  [
    'a store with a role that the controller takes',
    store({ auth: { controller: { assumeRoleArn: roleArn } }, namespaces: ['orders'] }),
  ],
  [
    'a store with an access key',
    (chart, { AwsCredentialSecret, AwsSecretStore, existing }) => {
      const credentials = new AwsCredentialSecret(chart, 'aws', {
        backend: existing({ optionalFields: ['sessionToken'] }),
        keys: 'til',
      });
      new AwsSecretStore(chart, 'store', { region: 'eu-west-1', auth: { credentials } });
    },
  ],
];
