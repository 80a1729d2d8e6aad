import { Config } from '@pulumi/pulumi';
import { AwsCredentialSecret, AwsSecretStore, CredentialSecret, generic } from 'keywire/pulumi';
import { DedicatedUser, WorkloadRole, awsSecretsManagerSecret } from 'keywire/pulumi/aws';

const config = new Config();
const namespace = 'orders';
const region = 'eu-west-1';
const incoming = { kind: 'AWSSQSSource', spec: { arn: 'arn:aws:sqs:eu-west-1:123456789012:orders' } } as const;

/** Two keys during a rotation: the last is used, the first stays until nothing reads it any more. */
const orders = new DedicatedUser('orders', { for: [incoming], keys: ['2026-01', '2026-04'] });

// What is in Secrets Manager: prod/orders/aws/2026-01, prod/orders/aws/2026-04 and prod/orders/database.
const awsKey = orders.inSecretsManager({ secret: 'prod/orders/aws' });
const database = awsSecretsManagerSecret('database', {
  secret: 'prod/orders/database',
  values: { username: 'orders', password: config.requireSecret('databasePassword') },
});

// Who may read it: the service account of the store, and these three secrets alone.
const role = new WorkloadRole('orders-secrets', {
  trust: { oidcProviderArn: config.require('oidcProviderArn') },
  namespace,
  serviceAccount: 'orders-secrets',
  reads: [awsKey, database],
  region,
});
const store = new AwsSecretStore('orders-secrets', { namespace, region, auth: role.storeAuth() });

export const aws = new AwsCredentialSecret('aws', { namespace, backend: awsKey.readThrough(store) });
export const db = new CredentialSecret('database', {
  namespace,
  class: generic('username', 'password'),
  backend: database.readThrough(store),
});
