/** What a user, a role and a remote secret are for is told by types, too. */
import type { Input, Output } from '@pulumi/pulumi';
import {
  AwsCredentialSecret,
  CredentialSecret,
  EventSource,
  aws,
  credentialClass,
  existingStore,
  generic,
  type AwsConsumer,
} from 'keywire/pulumi';
import { DedicatedUser, WorkloadRole, awsSecretsManagerSecret, type RemoteSecret } from 'keywire/pulumi/aws';

declare const output: Output<string>;
declare const take: (value: unknown) => void;

const store = existingStore({ kind: 'SecretStore', name: 'store', region: 'eu-west-1' });
const sink = { uri: 'http://a' };
const incoming = { kind: 'AWSSQSSource', spec: { arn: output } } as const;
const pushes = { kind: 'AWSCodeCommitSource', spec: { arn: output, branch: 'main', eventTypes: ['push'] } } as const;

// One object says what a user may do, and what its source is.
const user = new DedicatedUser('a', { for: [incoming, pushes, { kind: 'AWSSNSTarget', spec: { arn: output } }] });
const credentials = new AwsCredentialSecret('a', { namespace: output, backend: user.inNativeSecret() });
new EventSource('a', { ...incoming, credentials, sink });
new EventSource('a', { ...pushes, credentials, sink });

// @ts-expect-error A kind is one of TriggerMesh's,
new DedicatedUser('a', { for: [{ kind: 'AWSSqsSource', spec: { arn: output } }] });
// @ts-expect-error its spec has no field of another kind's,
new DedicatedUser('a', { for: [{ kind: 'AWSSQSSource', spec: { arn: output, branch: 'main' } }] });
// @ts-expect-error and none too few.
new DedicatedUser('a', { for: [{ kind: 'AWSCodeCommitSource', spec: { arn: output } }] });
// @ts-expect-error A user is for something.
new DedicatedUser('a', {});
// @ts-expect-error What it is for is told one by one.
new DedicatedUser('a', { for: incoming });

const keys = { one: ['2026-01'], two: ['2026-01', '2026-04'] } as const;
new DedicatedUser('a', { for: [incoming], keys: keys.one });
new DedicatedUser('a', { for: [incoming], keys: keys.two });
new DedicatedUser('a', { for: [incoming], keys: undefined });
// @ts-expect-error No labels are no keys,
new DedicatedUser('a', { for: [incoming], keys: [] });
// @ts-expect-error and IAM takes no three.
new DedicatedUser('a', { for: [incoming], keys: ['a', 'b', 'c'] });
// @ts-expect-error Labels are parts of names, and known,
new DedicatedUser('a', { for: [incoming], keys: [output] });
// @ts-expect-error as names are.
new DedicatedUser('a', { for: [incoming], name: output });

const trust = { oidcProviderArn: output };
const place = { namespace: output, serviceAccount: 'a' };
const role = new WorkloadRole('a', { trust, ...place, for: [incoming] });
new EventSource('a', { ...incoming, credentials: role.iamRole(), sink });
new WorkloadRole('a', { trust: { clusterName: output, clusterArn: output }, ...place, policies: [] });
// @ts-expect-error A role is taken in one way,
new WorkloadRole('a', { trust: { oidcProviderArn: output, clusterName: output }, ...place, for: [incoming] });
// @ts-expect-error and in one at least.
new WorkloadRole('a', { trust: {}, ...place, for: [incoming] });
// @ts-expect-error Its service account is in the trust, and known.
new WorkloadRole('a', { trust, namespace: output, serviceAccount: output, for: [incoming] });
// @ts-expect-error An AWSSNSSource knows no role.
new EventSource('a', { kind: 'AWSSNSSource', spec: { arn: output }, credentials: role.iamRole(), sink });

const key = user.inSecretsManager({ secret: 'a', kmsKeyArn: output });
const login = awsSecretsManagerSecret('a', { secret: 'a', values: { username: 'a', password: output } });
const referred = awsSecretsManagerSecret('a', { secret: 'a' });
new WorkloadRole('a', { trust, ...place, reads: [key, login, referred], region: 'eu-west-1' });
new AwsCredentialSecret('a', { backend: key.readThrough(store, { refreshInterval: '1h' }) });
new AwsCredentialSecret('a', { backend: referred.readThrough(store) });
new CredentialSecret('a', { class: generic('username', 'password'), backend: login.readThrough(store) });
const ofAws: RemoteSecret<'accessKeyId' | 'secretAccessKey'> = key;
// @ts-expect-error A user and a password are no access key,
new AwsCredentialSecret('a', { backend: login.readThrough(store) });
// @ts-expect-error nor is an access key a user and a password.
new CredentialSecret('a', { class: generic('username', 'password'), backend: key.readThrough(store) });
// @ts-expect-error How it is read says not where it is.
key.readThrough(store, { secret: 'b' });

const values = { accessKeyId: 'a', secretAccessKey: output };
const registry = credentialClass({
  name: 'registry',
  type: 'Opaque',
  required: { username: {} },
  optional: { email: {} },
  conventions: { own: { username: 'a', email: 'b' } },
});
awsSecretsManagerSecret('a', { secret: 'a', class: aws, values });
awsSecretsManagerSecret('a', { secret: 'a', class: registry, values: { username: 'a' } });
awsSecretsManagerSecret('a', { secret: 'a', class: registry, values: { username: 'a', email: output } });
// @ts-expect-error Values have every required field of their class,
awsSecretsManagerSecret('a', { secret: 'a', class: aws, values: { accessKeyId: 'a' } });
// @ts-expect-error and no other,
awsSecretsManagerSecret('a', { secret: 'a', class: aws, values: { ...values, region: 'a' } });
// @ts-expect-error each a text.
awsSecretsManagerSecret('a', { secret: 'a', values: { port: 5432 } });
// @ts-expect-error A class is for values.
awsSecretsManagerSecret('a', { secret: 'a', class: aws });
// @ts-expect-error The name of a secret is in the policy of its reader, and known.
awsSecretsManagerSecret('a', { secret: output });

const consumer: AwsConsumer<Input<string>> = incoming;
take([consumer, ofAws]);
