import type { ComponentResourceOptions } from '@pulumi/pulumi';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  EventSource,
  type CredentialArgs,
  type AwsClass,
  type SourceCredentials,
} from 'keywire/pulumi';
import { DedicatedUser, WorkloadRole, awsSecretsManagerSecret } from 'keywire/pulumi/aws';

export const account = '123456789012';
export const queue = `arn:aws:sqs:eu-west-1:${account}:orders`;
export const stream = `arn:aws:kinesis:eu-west-1:${account}:stream/orders`;
export const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF';
export const oidcProviderArn = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
export const clusterArn = `arn:aws:eks:eu-west-1:${account}:cluster/main`;
export const kmsKeyArn = `arn:aws:kms:eu-west-1:${account}:key/0f0f0f0f-0000-4000-8000-000000000000`;
export const namespace = 'orders';
export const region = 'eu-west-1';
export const incoming = { kind: 'AWSSQSSource', spec: { arn: queue } } as const;
export const uri = 'http://worker.example.com';

/** Args that are sound, but for those that are given: at run time anything may come. */
type Given = Readonly<Record<string, unknown>>;

export const user = (given: Given = {}, opts?: ComponentResourceOptions): DedicatedUser =>
  new DedicatedUser('orders', { for: [incoming], ...given }, opts);

export const credential = (
  backend: CredentialArgs<AwsClass>['backend'],
  given: Given = {},
  opts?: ComponentResourceOptions,
): AwsCredentialSecret => new AwsCredentialSecret('aws', { namespace, backend, ...given }, opts);

export const source = (credentials: unknown, given: Given = {}, name = 'incoming'): unknown =>
  new EventSource(name, {
    ...incoming,
    namespace,
    credentials: credentials as SourceCredentials<string, 'AWSSQSSource'>,
    sink: { uri },
    ...given,
  });

export const role = (given: Given = {}, opts?: ComponentResourceOptions, name = 'orders-role'): WorkloadRole =>
  new WorkloadRole(name, { trust: { oidcProviderArn }, namespace, serviceAccount: 'orders', ...given }, opts);

export const sourceRole = (given: Given = {}, name?: string): WorkloadRole =>
  role({ for: [incoming], ...given }, undefined, name);

export const readingRole = (given: Given = {}, opts?: ComponentResourceOptions): WorkloadRole =>
  role({ reads: [remote()], region, ...given }, opts);

export const remote = (given: Given = {}) => awsSecretsManagerSecret('database', { secret: 'prod/database', ...given });

type Two = { readonly username: string; readonly password: string };
export const stored = (given: Given = {}, opts?: ComponentResourceOptions) => {
  const values: Two = { username: 'orders', password: 'correct horse' };
  return awsSecretsManagerSecret('database', { secret: 'prod/database', values, ...given }, opts);
};

export const store = (given: Given = {}): AwsSecretStore =>
  new AwsSecretStore('store', {
    namespace,
    region,
    auth: { roleArn: `arn:aws:iam::${account}:role/store` },
    ...given,
  });
