import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chart } from 'cdk8s';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  EventSource,
  TriggerMeshService,
  existing,
  type AwsCredentialSecretProps,
  type AwsSecretStoreProps,
  type EventSourceProps,
  type TriggerMeshServiceProps,
} from 'keywire/cdk8s';

// Sound declarations, of which a row spoils one thing.

export const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:orders';
export const topicArn = 'arn:aws:sns:eu-west-1:123456789012:orders';
export const roleArn = 'arn:aws:iam::123456789012:role/orders';

export const credential = (
  chart: Chart,
  props: Partial<AwsCredentialSecretProps> = {},
  id = 'aws',
): AwsCredentialSecret => new AwsCredentialSecret(chart, id, { backend: existing(), ...props });

export const store = (chart: Chart, props: Partial<AwsSecretStoreProps> = {}): AwsSecretStore =>
  new AwsSecretStore(chart, 'store', { region: 'eu-west-1', auth: { roleArn }, ...props });

export const worker = (chart: Chart, props: Partial<TriggerMeshServiceProps> = {}): TriggerMeshService =>
  new TriggerMeshService(chart, 'worker', { image: 'registry.example.com/worker:1.4.2', ...props });

export const incoming = (
  chart: Chart,
  props: Partial<EventSourceProps<'AWSSQSSource'>>,
  id = 'incoming',
): EventSource<'AWSSQSSource'> =>
  new EventSource(chart, id, {
    kind: 'AWSSQSSource',
    spec: { arn: queueArn },
    credentials: props.credentials ?? credential(chart),
    sink: { uri: 'https://events.example.com' },
    ...props,
  });

/** A ciphertext as kubeseal writes it, in all but meaning: a length, the session key, the value, a tag. */
export function ciphertext(bytesOfValue = 20): string {
  const lengthOfKey = Buffer.from([2, 0]);
  return Buffer.concat([lengthOfKey, Buffer.alloc(512 + bytesOfValue + 16, 7)]).toString('base64');
}

/** Ciphertexts for both fields of an AWS access key, by field. */
export const sealedAccessKey = { accessKeyId: ciphertext(), secretAccessKey: ciphertext(40) };

/** Lends a file that holds the manifest, or the text. */
export function withFile(content: object | string, use: (file: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'keywire-bad-inputs-'));
  try {
    const file = join(folder, 'sealed-secret.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
