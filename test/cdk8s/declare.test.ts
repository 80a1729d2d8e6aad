import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import {
  App,
  AwsCredentialSecret,
  AwsSecretStore,
  EventSource,
  TriggerMeshService,
  awsSecretsManager,
  unsafePlaintext,
  user,
} from 'keywire/cdk8s';
import { SecretValue } from '../../lib/core/secret-value';
import { image, namesIn, ordersChart, plaintext, queueArn, readBack, rendered, roleArn, store } from './app';

const more = { labels: { team: 'a' }, annotations: { note: 'b' } };

describe('what constructs declare', () => {
  test('is written by a real app as it is declared', () => {
    const app = new App();
    const chart = new Chart(app, 'orders', { namespace: 'orders' });
    new AwsCredentialSecret(chart, 'aws', { backend: unsafePlaintext(plaintext) });
    new TriggerMeshService(chart, 'worker', { image });
    expect(readBack(app)).toEqual(rendered(chart));
    expect(readBack(app)[0]).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'aws', namespace: 'orders' },
      type: 'Opaque',
      data: {
        AWS_ACCESS_KEY_ID: Buffer.from(plaintext.accessKeyId).toString('base64'),
        AWS_SECRET_ACCESS_KEY: Buffer.from(plaintext.secretAccessKey).toString('base64'),
      },
    });
  });

  test('is named after the id, or as told', () => {
    const chart = ordersChart();
    const scope = new Construct(chart, 'deep');
    new TriggerMeshService(scope, 'worker', { image });
    new TriggerMeshService(chart, 'other', { image, name: 'named' });
    expect(namesIn(chart)).toEqual(['Service worker', 'Service named']);
  });

  test('is in the namespace of the chart, in another that is told, or in none', () => {
    const chart = ordersChart();
    new TriggerMeshService(chart, 'worker', { image });
    new TriggerMeshService(chart, 'other', { image, namespace: 'other' });
    expect(rendered(chart).map(({ metadata }) => metadata.namespace)).toEqual(['orders', 'other']);
    const nowhere = ordersChart({});
    new TriggerMeshService(nowhere, 'worker', { image });
    expect(rendered(nowhere)[0]?.metadata).toEqual({ name: 'worker' });
  });

  test('has no namespace where its kind has none, whatever the chart says', () => {
    const chart = ordersChart();
    new AwsSecretStore(chart, 'store', { region: 'eu-west-1', auth: { controller: {} }, namespaces: ['orders'] });
    expect(rendered(chart)[0]?.metadata).toEqual({ name: 'store' });
  });

  test('has the labels and annotations that are told, on every object', () => {
    const chart = ordersChart();
    const shop = new AwsSecretStore(chart, 'store', { region: 'eu-west-1', auth: { roleArn }, ...more });
    const aws = new AwsCredentialSecret(chart, 'aws', {
      backend: awsSecretsManager({ store: shop, secret: 'a' }),
      ...more,
    });
    const sink = new TriggerMeshService(chart, 'worker', { image, ...more });
    new EventSource(chart, 'in', { kind: 'AWSSQSSource', spec: { arn: queueArn }, credentials: aws, sink, ...more });
    aws.grantRead(user('alice'));
    aws.unsafeGrantListEverySecret(user('alice'));
    const objects = rendered(chart).map(({ metadata }) => metadata);
    expect(objects).toHaveLength(9);
    for (const metadata of objects) expect(metadata).toMatchObject(more);
  });

  test('has the labels of the chart, too', () => {
    const chart = ordersChart({ labels: { chart: 'orders' } });
    new TriggerMeshService(chart, 'worker', { image, labels: { team: 'a' } });
    expect(rendered(chart)[0]?.metadata.labels).toEqual({ chart: 'orders', team: 'a' });
  });

  test('can be reached and patched', () => {
    const chart = ordersChart();
    const { apiObjects } = new AwsCredentialSecret(chart, 'aws', {
      backend: awsSecretsManager({ store, secret: 'a' }),
    });
    apiObjects['external-secret']?.addJsonPatch(JsonPatch.replace('/spec/refreshInterval', '5m'));
    expect(rendered(chart)[0]?.spec).toMatchObject({ refreshInterval: '5m' });
    expect(ApiObject.isApiObject(apiObjects['external-secret'])).toBe(true);
  });
});

describe('two constructs', () => {
  const aws = (scope: Construct, id: string, props: object = {}) =>
    new AwsCredentialSecret(scope, id, { backend: awsSecretsManager({ store, secret: id }), ...props });

  test('may have one name in two namespaces, or for two kinds', () => {
    const chart = ordersChart();
    aws(chart, 'a', { name: 'same' });
    aws(chart, 'b', { name: 'same', namespace: 'other' });
    new TriggerMeshService(chart, 'c', { image, name: 'same' });
    expect(rendered(chart)).toHaveLength(3);
  });

  test('fails when they would make one object, in one chart or in two', () => {
    const app = new App();
    const [one, two] = ['one', 'two'].map(id => new Chart(app, id, { namespace: 'orders' })) as [Chart, Chart];
    aws(one, 'aws');
    expect(() => new AwsCredentialSecret(two, 'b', { name: 'aws', backend: unsafePlaintext(plaintext) })).toThrow(
      'two/b: name: would make Secret orders/aws, which one/aws makes already; give one of them another name',
    );
    expect(() => aws(two, 'aws')).toThrow(
      /^two\/aws: name: would make Secret orders\/aws, which one\/aws makes already/,
    );
  });

  test('may make the same objects in two apps', () => {
    aws(ordersChart(), 'aws');
    expect(() => aws(ordersChart(), 'aws')).not.toThrow();
  });
});

describe('an error', () => {
  test('begins with the path of the construct', () => {
    const scope = new Construct(ordersChart(), 'deep');
    const make = () => new TriggerMeshService(scope, 'worker', { image: '' });
    expect(make).toThrow(/^orders\/deep\/worker: image: must be the reference of a container image/);
  });

  test.each<[string, object, string]>([
    ['args', { args: ['a', new SecretValue('b')] }, 'spec.template.spec.containers[0].args[1]'],
  ])('fails when a secret is smuggled into %s, where it would be shown', (_, props, path) => {
    expect(() => new TriggerMeshService(ordersChart(), 'worker', { image, ...props })).toThrow(
      `orders/worker: ${path}: must not be a secret, as it would be shown; give a credential, and use its keys`,
    );
  });

  test('fails when a secret is smuggled into a label, where it would be shown', () => {
    const labels = { a: new SecretValue('b') as never };
    expect(() => new TriggerMeshService(ordersChart(), 'worker', { image, labels })).toThrow(
      'orders/worker: labels["a"]: must be a string, and no secret, as it is shown',
    );
  });

  test('fails when a secret is smuggled into the metadata of a Secret', () => {
    const labels = { a: new SecretValue('b') } as never;
    expect(
      () => new AwsCredentialSecret(ordersChart(), 'aws', { labels, backend: unsafePlaintext(plaintext) }),
    ).toThrow('orders/aws: labels["a"]: must be a string, and no secret');
  });

  test('is passed on as it is when it is none of keywire', () => {
    const chart = ordersChart();
    new TriggerMeshService(chart, 'worker', { image });
    expect(() => new TriggerMeshService(chart, 'worker', { image })).toThrow(/^There is already a Construct/);
    const stops = () => {
      throw new RangeError('theirs');
    };
    const env = Object.defineProperty({}, 'A', { enumerable: true, get: stops });
    expect(() => new TriggerMeshService(chart, 'other', { image, env })).toThrow(new RangeError('theirs'));
  });
});
