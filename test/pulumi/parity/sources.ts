import type { Chart } from 'cdk8s';
import { minimalSpecs } from '../../core/minimal-sources';
import { image, queueArn, roleArn, type Keywire, type Row } from './row';

type Props = ConstructorParameters<Keywire['EventSource']>[2];

const sink = { uri: 'https://events.example.com' };
const spec = { arn: queueArn };
const serviceAccount = 'orders-adapter';

/** A source of SQS, of which some props are other ones. */
const source =
  (props: (chart: Chart, keywire: Keywire) => Partial<Props>): Row[1] =>
  (chart, keywire) => {
    const { AwsCredentialSecret, EventSource, existing } = keywire;
    const credentials = new AwsCredentialSecret(chart, 'aws', { backend: existing(), revision: '7' });
    const sound = { kind: 'AWSSQSSource', spec, credentials, sink };
    new EventSource(chart, 'incoming', { ...sound, ...props(chart, keywire) } as never);
  };

const kinds = Object.entries(minimalSpecs).map(([kind, spec]): Row => [
  `a source of kind ${kind}`,
  source(() => ({ kind: kind as never, spec })),
]);

const identities: readonly Row[] = [
  ['a source with a role', source((_, { iamRole }) => ({ credentials: iamRole({ roleArn, serviceAccount }) }))],
  [
    'a source with a key that takes a role',
    source((chart, { AwsCredentialSecret, assumeRole, existing }) => {
      const credentials = new AwsCredentialSecret(chart, 'key', { backend: existing() });
      return { credentials: assumeRole({ credentials, roleArn }) };
    }),
  ],
  [
    'a source with a key with a session token, of the account of the queue',
    source((chart, { AwsCredentialSecret, existing }) => ({
      credentials: new AwsCredentialSecret(chart, 'key', {
        backend: existing({ optionalFields: ['sessionToken'] }),
        accountId: '123456789012',
        keys: 'tmctl',
      }),
    })),
  ],
];

const broker = { apiVersion: 'eventing.knative.dev/v1', kind: 'Broker', name: 'default' };

const sinks: readonly Row[] = [
  [
    'a source that leads to a service',
    source((chart, { TriggerMeshService }) => ({ sink: new TriggerMeshService(chart, 'worker', { image }) })),
  ],
  [
    'a source that leads to a service in another namespace',
    source((chart, { TriggerMeshService }) => ({
      sink: new TriggerMeshService(chart, 'worker', { image, namespace: 'workers' }),
    })),
  ],
  ['a source that leads to an object', source(() => ({ sink: broker }))],
  ['a source that leads to an object elsewhere', source(() => ({ sink: { ...broker, namespace: 'events' } }))],
];

const details: readonly Row[] = [
  [
    'a source with labels, annotations and name',
    source(() => ({ name: 'in.coming', labels: { team: 'orders' }, annotations: { 'example.com/note': 'a' } })),
  ],
  [
    'a source with options and overrides',
    source(() => ({
      spec: {
        ...spec,
        receiveOptions: { visibilityTimeout: '30s' },
        messageProcessor: 's3',
        adapterOverrides: {
          env: [{ name: 'LOG_LEVEL', value: '$(DEBUG)' }],
          annotations: { 'example.com/note': 'a' },
          resources: { limits: { cpu: '1' } },
        },
      },
    })),
  ],
];

export const sources: readonly Row[] = [...kinds, ...identities, ...sinks, ...details];
