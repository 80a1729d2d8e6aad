/** `kind` narrows `spec`, and what a policy is made of makes a source, too. */
import type { Input, Output } from '@pulumi/pulumi';
import type { Construct } from 'constructs';
import { AwsCredentialSecret, EventSource, existing, policyFor, type AwsConsumer } from 'keywire/cdk8s';

declare const scope: Construct;
declare const output: Output<string>;
declare const take: (consumer: AwsConsumer<Input<string>>) => void;

const arn = 'arn:aws:sqs:eu-west-1:123456789012:orders';
const credentials = new AwsCredentialSecret(scope, 'aws', { backend: existing() });
const incoming = { kind: 'AWSSQSSource', spec: { arn } } as const;
const pushes = { kind: 'AWSCodeCommitSource', spec: { arn, branch: 'main', eventTypes: ['push'] } } as const;

new EventSource(scope, 'a', { ...incoming, credentials, sink: { uri: 'http://a' } });
policyFor([incoming, pushes, { kind: 'AWSKinesisTarget', spec: { arn, partition: 'a' } }]);
policyFor([{ kind: 'AWSComprehendTarget', spec: { region: 'eu-west-1', language: 'en' } }], 'for');
take({ kind: 'AWSSQSSource', spec: { arn: output }, name: 'a', namespace: output });

// @ts-expect-error A kind is one of TriggerMesh's,
policyFor([{ kind: 'AWSSqsSource', spec: { arn } }]);
// @ts-expect-error the spec of a source has no field of another kind's,
policyFor([{ kind: 'AWSSQSSource', spec: { arn, branch: 'main' } }]);
// @ts-expect-error none too few,
policyFor([{ kind: 'AWSCodeCommitSource', spec: { arn } }]);
// @ts-expect-error that of a target has an ARN,
policyFor([{ kind: 'AWSSQSTarget', spec: {} }]);
// @ts-expect-error or a region,
policyFor([{ kind: 'AWSComprehendTarget', spec: { arn } }]);
// @ts-expect-error and where a policy is made, it is known.
policyFor([{ kind: 'AWSSQSSource', spec: { arn: output } }]);
