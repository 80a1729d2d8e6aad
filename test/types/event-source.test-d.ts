/** `kind` narrows `spec` and `credentials`; a handle is no literal. */
import type { Input, Output } from '@pulumi/pulumi';
import type { Construct } from 'constructs';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  EventSource,
  TriggerMeshService,
  assumeRole,
  existing,
  iamRole,
  type EventSourceKind,
  type EventSourceSpec,
} from 'keywire/cdk8s';
import type { KeyReference } from '../../lib/core/key-reference';

declare const scope: Construct;
declare const output: Output<string>;
declare const take: (value: unknown) => void;

const roleArn = 'arn:aws:iam::123456789012:role/a';
const arn = 'arn:aws:sqs:eu-west-1:123456789012:orders';
const credentials = new AwsCredentialSecret(scope, 'aws', { backend: existing() });
const sink = new TriggerMeshService(scope, 'worker', { image: 'a', env: credentials.env() });
const role = iamRole({ roleArn, serviceAccount: 'a' });
const assumed = assumeRole({ credentials, roleArn });

new EventSource(scope, 'a', { kind: 'AWSSQSSource', spec: { arn }, credentials, sink });
new EventSource(scope, 'a', { kind: 'AWSSQSSource', spec: { arn }, credentials: role, sink: { uri: 'http://a' } });
new EventSource(scope, 'a', { kind: 'AWSKinesisSource', spec: { arn }, credentials: assumed, sink: scope });
new EventSource(scope, 'a', { kind: 'AWSSNSSource', spec: { arn }, credentials, sink });
new EventSource(scope, 'a', {
  kind: 'AWSCodeCommitSource',
  spec: { arn, branch: 'main', eventTypes: ['push'] },
  credentials: role,
  sink: { apiVersion: 'eventing.knative.dev/v1', kind: 'Broker', name: 'default' },
});

// @ts-expect-error A kind is one of TriggerMesh's,
new EventSource(scope, 'a', { kind: 'AWSSqsSource', spec: { arn }, credentials, sink });
// @ts-expect-error its spec has no field of another kind's,
new EventSource(scope, 'a', { kind: 'AWSSQSSource', spec: { arn, branch: 'main' }, credentials, sink });
// @ts-expect-error none with a typo,
new EventSource(scope, 'a', { kind: 'AWSSQSSource', spec: { arn, receiveOption: {} }, credentials, sink });
// @ts-expect-error none too few,
new EventSource(scope, 'a', { kind: 'AWSCodeCommitSource', spec: { arn }, credentials, sink });
// @ts-expect-error and none that keywire writes.
new EventSource(scope, 'a', { kind: 'AWSSQSSource', spec: { arn, auth: {} }, credentials, sink });

// @ts-expect-error An AWSSNSSource knows no role,
new EventSource(scope, 'a', { kind: 'AWSSNSSource', spec: { arn }, credentials: role, sink });
// @ts-expect-error nor one to assume,
new EventSource(scope, 'a', { kind: 'AWSSNSSource', spec: { arn }, credentials: assumed, sink });
const push = { arn, branch: 'main', eventTypes: ['push'] } as const;
// @ts-expect-error and an AWSCodeCommitSource ignores that.
new EventSource(scope, 'a', { kind: 'AWSCodeCommitSource', spec: push, credentials: assumed, sink });
// @ts-expect-error Without credentials the adapter would be its node.
new EventSource(scope, 'a', { kind: 'AWSSQSSource', spec: { arn }, sink });
// @ts-expect-error Without a sink events go nowhere.
new EventSource(scope, 'a', { kind: 'AWSSQSSource', spec: { arn }, credentials });

const literal = { name: 'aws', key: 'AWS_ACCESS_KEY_ID' };
const literals = { accessKeyId: literal, secretAccessKey: literal };
// @ts-expect-error A name and a key are no handle,
new EventSource(scope, 'a', { kind: 'AWSSQSSource', spec: { arn }, credentials: literals, sink });
// @ts-expect-error not in env,
new TriggerMeshService(scope, 'a', { image: 'a', env: { A: literal } });
// @ts-expect-error not in files,
new TriggerMeshService(scope, 'a', { image: 'a', files: { '/etc/aws': { a: literal } } });
// @ts-expect-error not for a store,
new AwsSecretStore(scope, 'a', { region: 'eu-west-1', auth: { credentials: literals } });
// @ts-expect-error not for a role to assume,
assumeRole({ roleArn, credentials: literals });
// @ts-expect-error and not with all that a handle shows.
const handle: KeyReference<string> = { key: 'a', secret: credentials.accessKeyId.secret };
take(handle);

// @ts-expect-error A store authenticates in one way,
new AwsSecretStore(scope, 'a', { region: 'eu-west-1' });
// @ts-expect-error and serves at least one namespace.
new AwsSecretStore(scope, 'a', { region: 'eu-west-1', auth: { roleArn }, namespaces: [] });

// Under Pulumi a text may come later; a kind may not.
type Source<Kind extends EventSourceKind> = EventSourceSpec<Input<string>, Kind>;
const late: Source<'AWSSQSSource'>['spec'] = { arn: output, receiveOptions: { visibilityTimeout: output } };
// @ts-expect-error A kind narrows the spec.
const kind: Source<EventSourceKind>['kind'] = output;
const lateRole: Source<'AWSSQSSource'>['credentials'] = iamRole({ roleArn: output, serviceAccount: 'a' });
// @ts-expect-error The name of a service account is in IAM's trust, and known.
iamRole({ roleArn: output, serviceAccount: output });
take([late, kind, lateRole]);
