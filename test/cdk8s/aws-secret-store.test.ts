import { Chart } from 'cdk8s';
import { App, AwsCredentialSecret, AwsSecretStore, CredentialSecret, awsSecretsManager, generic } from 'keywire/cdk8s';
import { namesIn, ordersChart, roleArn } from './app';

const region = 'eu-west-1';
const arn = (secret: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${secret}`;
const resourcesOf = (store: AwsSecretStore) => store.readPolicy().Statement[0]?.Resource;

describe('a store', () => {
  test('makes a SecretStore and the service account of its role', () => {
    const chart = ordersChart();
    const store = new AwsSecretStore(chart, 'store', { region, auth: { roleArn } });
    expect(namesIn(chart)).toEqual(['ServiceAccount store', 'SecretStore store']);
    expect(Object.keys(store.apiObjects)).toEqual(['service-account', 'store']);
    expect([store.storeKind, store.storeName, store.namespace, store.namespaces, store.region]).toEqual([
      'SecretStore',
      'store',
      'orders',
      undefined,
      region,
    ]);
  });

  test('may read by a credential of the same app', () => {
    const chart = ordersChart();
    const credentials = AwsCredentialSecret.fromSecretName(chart, 'aws', 'awscreds');
    new AwsSecretStore(chart, 'store', { region, auth: { credentials } });
    expect(namesIn(chart)).toEqual(['SecretStore store']);
  });

  test('fails when its props are none, with its path', () => {
    expect(() => new AwsSecretStore(ordersChart(), 'store', { region: 'Europe', auth: { roleArn } })).toThrow(
      'orders/store: region: must be an AWS region, as in eu-west-1',
    );
  });
});

describe('the policy of a store', () => {
  test('sums the secrets of the credentials that are read through it, in all charts', () => {
    const app = new App();
    const [one, two] = ['one', 'two'].map(id => new Chart(app, id, { namespace: 'orders' })) as [Chart, Chart];
    const store = new AwsSecretStore(one, 'store', { region, auth: { roleArn } });
    const other = new AwsSecretStore(one, 'other', { region, auth: { roleArn } });
    const secrets = { user: arn('b-AbCdEf'), password: { secret: 'c', property: 'd' } };
    new AwsCredentialSecret(two, 'aws', { backend: awsSecretsManager({ store, secret: 'a' }) });
    new CredentialSecret(two, 'db', {
      class: generic('user', 'password'),
      backend: awsSecretsManager({ store, secrets }),
    });
    new AwsCredentialSecret(two, 'else', { backend: awsSecretsManager({ store: other, secret: 'e' }) });
    AwsCredentialSecret.fromSecretName(two, 'existing', 'a');
    expect(resourcesOf(store)).toEqual([arn('a-??????'), arn('b-AbCdEf'), arn('b-AbCdEf-??????'), arn('c-??????')]);
    expect(resourcesOf(other)).toEqual([arn('e-??????')]);
  });

  test('has the keys of KMS that are told, and another account', () => {
    const chart = ordersChart();
    const store = new AwsSecretStore(chart, 'store', { region, auth: { roleArn } });
    new AwsCredentialSecret(chart, 'aws', { backend: awsSecretsManager({ store, secret: 'a' }) });
    const kmsKeyArns = ['arn:aws:kms:eu-west-1:999999999999:key/1'];
    expect(store.readPolicy({ accountId: '999999999999', kmsKeyArns }).Statement).toMatchObject([
      { Resource: ['arn:aws:secretsmanager:eu-west-1:999999999999:secret:a-??????'] },
      { Resource: kmsKeyArns },
    ]);
  });

  test('fails when no credential is read through the store', () => {
    const store = new AwsSecretStore(ordersChart(), 'store', { region, auth: { roleArn } });
    expect(() => store.readPolicy()).toThrow('orders/store: secrets: must name at least one secret');
  });

  test('fails when the account is not known', () => {
    const chart = ordersChart();
    const store = new AwsSecretStore(chart, 'store', { region, auth: { controller: {} } });
    new AwsCredentialSecret(chart, 'aws', { backend: awsSecretsManager({ store, secret: 'a' }) });
    expect(() => store.readPolicy()).toThrow(
      'orders/store: accountId: must be told, as the store has no role to read it from',
    );
    expect(store.readPolicy({ accountId: '123456789012' }).Statement).toHaveLength(1);
  });
});
