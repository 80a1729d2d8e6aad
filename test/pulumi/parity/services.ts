import { image, type Keywire, type Row } from './row';

type Props = ConstructorParameters<Keywire['TriggerMeshService']>[2];

const service =
  (props: Omit<Props, 'image'>): Row[1] =>
  (chart, { TriggerMeshService }) => {
    new TriggerMeshService(chart, 'worker', { image, ...props });
  };

/** A service with two credentials. */
const wired =
  (props: (aws: Credential, api: Credential) => Omit<Props, 'image'>): Row[1] =>
  (chart, { AwsCredentialSecret, CredentialSecret, TriggerMeshService, existing, generic }) => {
    const aws = new AwsCredentialSecret(chart, 'aws', { backend: existing(), revision: '7' });
    const api = new CredentialSecret(chart, 'api', { class: generic('TOKEN'), backend: existing(), revision: '8' });
    new TriggerMeshService(chart, 'worker', { image, ...props(aws, api as unknown as Credential) });
  };

type Credential = InstanceType<Keywire['AwsCredentialSecret']>;

export const services: readonly Row[] = [
  ['the least of a service', service({})],
  [
    'a service with labels, annotations, name and namespace',
    service({
      name: 'orders-worker',
      namespace: 'payments',
      labels: { team: 'orders', tier: '1' },
      annotations: { 'example.com/note': 'a' },
    }),
  ],
  [
    'a service with command, arguments and variables that look like others',
    service({
      command: ['/bin/worker'],
      args: ['--verbose', '$(HOME)'],
      env: { LOG_LEVEL: 'debug', PRICE: '$(5) $$' },
    }),
  ],
  ['a service with a port of HTTP/2', service({ port: { number: 9000, protocol: 'h2c' } })],
  ['a service with a scale', service({ scale: { min: 1, max: 5 }, concurrency: 10, timeoutSeconds: 60 })],
  [
    'a service with a service account, pull secrets and quantities',
    service({
      serviceAccountName: 'worker',
      imagePullSecrets: ['registry'],
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: 1, memory: '256Mi' } },
    }),
  ],
  ['a service inside of the cluster', service({ visibility: 'cluster-local', labels: { team: 'orders' } })],
  ['a service with variables of credentials', wired((aws, api) => ({ env: { ...aws.env(), ...api.env(), A: 'a' } }))],
  [
    'a service with variables under other names',
    wired(aws => ({ env: { ...aws.env({ accessKeyId: 'ID' }), KEY: aws.secretAccessKey } })),
  ],
  [
    'a service with all keys of credentials, with a prefix and without',
    wired((aws, api) => ({ envFrom: [aws, { credential: api, prefix: 'API_' }] })),
  ],
  [
    'a service with files of credentials',
    wired((aws, api) => ({
      files: { '/etc/aws': aws.files(), '/etc/key': { id: aws.accessKeyId }, '/etc/api': api.files() },
    })),
  ],
];
