import {
  AwsCredentialSecret,
  AwsSecretStore,
  CredentialSecret,
  EventSource,
  MountedCredential,
  TriggerMeshService,
  awsSecretsManager,
  existing,
  existingStore,
  generic,
  iamRole,
  nativeSecret,
} from 'keywire/pulumi';
import { queueArn, roleArn } from '../parity/row';

// Sound declarations, of which a row spoils one thing. At run time anything may come.

type Props = Readonly<Record<string, unknown>>;
const namespace = 'orders';

export const credential = (props: Props = {}, name = 'aws'): AwsCredentialSecret =>
  new AwsCredentialSecret(name, { namespace, backend: existing(), ...props });

export const remote = (options: Props = {}): AwsCredentialSecret => {
  const store = existingStore<string>({ kind: 'SecretStore', name: 'store' });
  return credential({ backend: awsSecretsManager({ store, secret: 'prod/aws', ...options }) });
};

export const native = (values: unknown): AwsCredentialSecret =>
  credential({ backend: nativeSecret(values as Readonly<Record<string, string>>) });

export const database = (password: unknown): CredentialSecret<ReturnType<typeof generic<'password'>>> =>
  new CredentialSecret('database', {
    namespace,
    class: generic('password'),
    backend: nativeSecret({ password: password as string }),
  });

export const mounted = (props: Props = {}): MountedCredential<ReturnType<typeof generic<'password'>>> =>
  new MountedCredential('database', {
    namespace,
    class: generic('password'),
    source: { region: 'eu-west-1', secret: 'prod/database' },
    identity: { roleArn },
    ...props,
  });

export const store = (props: Props = {}): AwsSecretStore =>
  new AwsSecretStore('store', { namespace, region: 'eu-west-1', auth: { roleArn }, ...props });

export const worker = (props: Props = {}): TriggerMeshService =>
  new TriggerMeshService('worker', { namespace, image: 'registry.example.com/worker:1.4.2', ...props });

export const incoming = (props: Props = {}): EventSource<'AWSSQSSource'> =>
  new EventSource('incoming', {
    namespace,
    kind: 'AWSSQSSource',
    spec: { arn: queueArn },
    credentials: iamRole({ roleArn, serviceAccount: 'orders-adapter' }),
    sink: { uri: 'https://events.example.com' },
    ...props,
  });
