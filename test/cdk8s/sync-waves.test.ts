import { ApiObject, Chart } from 'cdk8s';
import {
  App,
  AwsCredentialSecret,
  AwsSecretStore,
  EventSource,
  TriggerMeshService,
  addSyncWaves,
  awsSecretsManager,
  user,
} from 'keywire/cdk8s';
import { image, queueArn, rendered, roleArn } from './app';

const annotation = 'argocd.argoproj.io/sync-wave';

describe('sync waves', () => {
  const app = new App();
  const chart = new Chart(app, 'orders', { namespace: 'orders' });
  const store = new AwsSecretStore(chart, 'store', { region: 'eu-west-1', auth: { roleArn } });
  const backend = awsSecretsManager({ store, secret: 'a' });
  const aws = new AwsCredentialSecret(chart, 'aws', { backend, annotations: { note: 'a' } });
  const sink = new TriggerMeshService(chart, 'worker', { image });
  new EventSource(chart, 'incoming', { kind: 'AWSSQSSource', spec: { arn: queueArn }, credentials: aws, sink });
  aws.grantRead(user('alice'));
  new ApiObject(chart, 'theirs', { apiVersion: 'v1', kind: 'Secret' });
  addSyncWaves(app);
  const wave = (metadata: Readonly<Record<string, unknown>>) =>
    (metadata.annotations as Record<string, string> | undefined)?.[annotation];

  test('are on what keywire made, and on nothing else', () => {
    expect(rendered(chart).map(({ kind, metadata }) => `${kind} ${wave(metadata) ?? 'none'}`)).toEqual([
      'ServiceAccount -4',
      'SecretStore -3',
      'ExternalSecret -2',
      'Role -4',
      'RoleBinding -4',
      'Service -1',
      'AWSSQSSource 0',
      'Secret none',
    ]);
  });

  test('leave other annotations alone', () => {
    expect(rendered(chart)[2]?.metadata.annotations).toEqual({ note: 'a', [annotation]: '-2' });
  });
});

test('leaves a wave alone that an object has already', () => {
  const chart = new Chart(new App(), 'orders');
  new TriggerMeshService(chart, 'worker', { image, annotations: { [annotation]: '7' } });
  addSyncWaves(chart);
  expect(rendered(chart)[0]?.metadata.annotations).toEqual({ [annotation]: '7' });
});
