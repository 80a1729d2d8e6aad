import { ApiObject, Lazy } from 'cdk8s';
import { AwsCredentialSecret, TriggerMeshService, awsSecretsManager } from 'keywire/cdk8s';
import { image, ordersChart, rendered, store, written } from './app';

describe('a service', () => {
  const chart = ordersChart();
  const aws = new AwsCredentialSecret(chart, 'aws', {
    backend: awsSecretsManager({ store, secret: 'a' }),
    revision: '1',
  });
  const worker = new TriggerMeshService(chart, 'worker', {
    image,
    env: { ...aws.env(), PRICE: '5$' },
    files: { '/etc/aws': aws.files() },
  });
  const spec = written(worker.apiObjects.service).spec as { template: { metadata: object; spec: object } };

  test('is found by its name and its one object', () => {
    expect([worker.serviceName, worker.namespace]).toEqual(['worker', 'orders']);
    expect(ApiObject.of(worker)).toBe(worker.apiObjects.service);
  });

  test('takes a credential as env', () => {
    const secretKeyRef = (key: string) => ({ name: key, valueFrom: { secretKeyRef: { name: 'aws', key } } });
    const env = [
      secretKeyRef('AWS_ACCESS_KEY_ID'),
      secretKeyRef('AWS_SECRET_ACCESS_KEY'),
      { name: 'PRICE', value: '5$' },
    ];
    expect(spec.template.spec).toMatchObject({ containers: [{ image, env }] });
  });

  test('takes a credential as files', () => {
    const items = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map(key => ({ key, path: key }));
    expect(spec.template.spec).toMatchObject({ volumes: [{ secret: { secretName: 'aws', items } }] });
  });

  test('takes every key of a credential at once', () => {
    const { apiObjects } = new TriggerMeshService(chart, 'other', { image, envFrom: [{ credential: aws }] });
    expect(JSON.stringify(written(apiObjects.service))).toContain('"envFrom":[{"secretRef":{"name":"aws"}}]');
  });

  test('starts anew when the revision of a credential changes', () => {
    expect(spec.template.metadata).toEqual({ annotations: { 'keywire/revisions': 'aws=1' } });
  });
});

test('takes a Lazy text, and escapes it when it is known', () => {
  const chart = ordersChart();
  const late = Lazy.any({ produce: () => '$(A)' }) as string;
  new TriggerMeshService(chart, 'worker', { image, env: { A: late } });
  expect(rendered(chart)[0]?.spec).toMatchObject({
    template: { spec: { containers: [{ env: [{ name: 'A', value: '$$(A)' }] }] } },
  });
});

test('takes a Lazy whose producer knows its construct', () => {
  const chart = ordersChart();
  const producer = { chart, produce: () => image };
  new TriggerMeshService(chart, 'worker', { image: Lazy.any(producer) as string });
  expect(rendered(chart)[0]?.spec).toMatchObject({ template: { spec: { containers: [{ image }] } } });
});

test('may have one name in two namespaces that are known later', () => {
  const chart = ordersChart();
  for (const id of ['one', 'two']) {
    new TriggerMeshService(chart, id, { name: 'worker', image, namespace: Lazy.any({ produce: () => id }) as string });
  }
  expect(rendered(chart).map(({ metadata }) => metadata.namespace)).toEqual(['one', 'two']);
});
