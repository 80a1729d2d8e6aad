import { ApiObject, type Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  EventSource,
  TriggerMeshService,
  awsSecretsManager,
  iamRole,
  type EventSourceProps,
} from 'keywire/cdk8s';
import { image, ordersChart, queueArn, roleArn, store, written } from './app';

type Props = EventSourceProps<'AWSSQSSource'>;

const incoming = (chart: Chart, props: Partial<Props>, id = 'incoming') =>
  new EventSource(chart, id, {
    kind: 'AWSSQSSource',
    spec: { arn: queueArn },
    credentials: iamRole({ roleArn, serviceAccount: 'reader' }),
    sink: { uri: 'http://example.com' },
    ...props,
  });
const specOf = (source: EventSource<'AWSSQSSource'>) =>
  written(source.apiObjects.source).spec as Record<string, unknown>;
const broker = { apiVersion: 'eventing.knative.dev/v1', kind: 'Broker' };

describe('the sink of a source', () => {
  test.each<[string, (chart: Chart) => Props['sink'], object]>([
    [
      'a service',
      chart => new TriggerMeshService(chart, 'worker', { image }),
      { ref: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'worker', namespace: 'orders' } },
    ],
    [
      'a service of another namespace',
      chart => new TriggerMeshService(chart, 'worker', { image, namespace: 'shared' }),
      { ref: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: 'worker', namespace: 'shared' } },
    ],
    [
      'an object of cdk8s',
      chart => new ApiObject(chart, 'broker', { ...broker, metadata: { name: 'default' } }),
      { ref: { ...broker, name: 'default', namespace: 'orders' } },
    ],
    [
      'an object that is named',
      () => ({ ...broker, name: 'default', namespace: 'shared' }),
      { ref: { ...broker, name: 'default', namespace: 'shared' } },
    ],
    [
      'an object of its own namespace',
      () => ({ ...broker, name: 'default' }),
      { ref: { ...broker, name: 'default', namespace: 'orders' } },
    ],
    ['a URL', () => ({ uri: 'https://example.com' }), { uri: 'https://example.com' }],
  ])('may be %s', (_, sinkIn, expected) => {
    const chart = ordersChart();
    expect(specOf(incoming(chart, { sink: sinkIn(chart) })).sink).toEqual(expected);
  });

  test('fails when it is a construct around no object, or around several', () => {
    const chart = ordersChart();
    expect(() => incoming(chart, { sink: new Construct(chart, 'empty') })).toThrow(
      'orders/incoming: sink: must be a construct around one addressable object, which orders/empty is not',
    );
  });
});

describe('the credentials of a source', () => {
  test('may be a credential, whose revision then starts its adapter anew', () => {
    const chart = ordersChart();
    const backend = awsSecretsManager({ store, secret: 'prod/aws' });
    const credentials = new AwsCredentialSecret(chart, 'aws', { backend, revision: '2' });
    expect(specOf(incoming(chart, { credentials }))).toMatchObject({
      adapterOverrides: { annotations: { 'keywire/revisions': 'aws=2' } },
      auth: {
        credentials: {
          accessKeyID: { valueFromSecret: { name: 'aws', key: 'AWS_ACCESS_KEY_ID' } },
          secretAccessKey: { valueFromSecret: { name: 'aws', key: 'AWS_SECRET_ACCESS_KEY' } },
        },
      },
    });
  });

  test('may share a service account where its role is the same', () => {
    const chart = ordersChart();
    incoming(chart, {}, 'one');
    expect(() => incoming(chart, {}, 'two')).not.toThrow();
    const other = iamRole({ roleArn: `${roleArn}-2`, serviceAccount: 'reader' });
    expect(() => incoming(chart, { credentials: other, namespace: 'other' }, 'three')).not.toThrow();
  });

  test('fails when two sources give one service account two roles', () => {
    const chart = ordersChart();
    incoming(chart, {}, 'one');
    const other = iamRole({ roleArn: `${roleArn}-2`, serviceAccount: 'reader' });
    expect(() => incoming(chart, { credentials: other }, 'two')).toThrow(
      'orders/two: credentials.roleArn: gives the role of service account orders/reader, which orders/one gives otherwise; use one role, or a service account for each',
    );
  });
});

describe('a source', () => {
  test('has one object, by which others may find it', () => {
    const source = incoming(ordersChart(), {});
    expect(Object.keys(source.apiObjects)).toEqual(['source']);
    expect(ApiObject.of(source)).toBe(source.apiObjects.source);
    expect(written(source.apiObjects.source)).toMatchObject({ kind: 'AWSSQSSource', metadata: { name: 'incoming' } });
  });

  test('fails when its kind is a union to the compiler and none at run time', () => {
    const kind = 'AWSQueueSource' as 'AWSSQSSource';
    expect(() => incoming(ordersChart(), { kind })).toThrow(
      'orders/incoming: kind: must be one of AWSCloudWatchLogsSource',
    );
  });
});

test('fails when it would take the role of a store for its own', () => {
  const chart = ordersChart();
  new AwsSecretStore(chart, 'store', { region: 'eu-west-1', auth: { roleArn } });
  expect(
    () =>
      new EventSource(chart, 'incoming', {
        kind: 'AWSSQSSource',
        spec: { arn: queueArn },
        credentials: iamRole({ roleArn: `${roleArn}-2`, serviceAccount: 'store' }),
        sink: { uri: 'http://example.com' },
      }),
  ).toThrow(
    'orders/incoming: credentials.roleArn: gives the role of service account orders/store, which orders/store gives otherwise',
  );
});
