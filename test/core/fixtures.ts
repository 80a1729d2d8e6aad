import { credential, type CredentialSpec } from '../../lib/core/credential';
import { aws, type AwsClass } from '../../lib/core/classes/aws';
import { existing } from '../../lib/core/backends/existing';
import { KeyReference, type SecretReference } from '../../lib/core/key-reference';
import { existingStore } from '../../lib/core/secret-store';
import { plainEngine } from './engines';

export const roleArn = 'arn:aws:iam::123456789012:role/orders';
export const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:orders';
export const store = existingStore<string>({ kind: 'SecretStore', name: 'store' });

/** An AWS credential named `aws` in the namespace `orders`. */
export const awsCredential = (spec: Omit<CredentialSpec<string, AwsClass>, 'name'> & { readonly name?: string }) =>
  credential(plainEngine, aws, { name: 'aws', namespace: 'orders', ...spec });

/** The keys of an AWS credential whose Secret is there. */
export const awsKeys = (
  spec: Omit<Partial<CredentialSpec<string, AwsClass>>, 'name' | 'backend'> = {},
  optionalFields: readonly 'sessionToken'[] = [],
) => awsCredential({ ...spec, backend: existing({ optionalFields }) }).keys;

/** One field of a Secret. */
export const reference = (secret: Partial<SecretReference<string>>, key: string): KeyReference<string> =>
  new KeyReference({ name: 'aws', namespace: undefined, revision: undefined, accountId: undefined, ...secret }, key);
