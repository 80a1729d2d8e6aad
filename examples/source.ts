import { Chart } from 'cdk8s';
import { AwsCredentialSecret, EventSource, assumeRole, existing, iamRole } from 'keywire/cdk8s';

/** Three identities for a source, and three sinks. */
export class Sources extends Chart {
  readonly aws = new AwsCredentialSecret(this, 'aws', { backend: existing(), accountId: '123456789012' });

  readonly byKey = new EventSource(this, 'uploads', {
    kind: 'AWSS3Source',
    spec: { arn: 'arn:aws:s3:::uploads', eventTypes: ['s3:ObjectCreated:*'] },
    credentials: this.aws,
    sink: { apiVersion: 'eventing.knative.dev/v1', kind: 'Broker', name: 'default' },
  });
  readonly byRole = new EventSource(this, 'readings', {
    kind: 'AWSKinesisSource',
    spec: { arn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/readings' },
    credentials: iamRole({ roleArn: 'arn:aws:iam::123456789012:role/readings', serviceAccount: 'readings' }),
    sink: { apiVersion: 'messaging.knative.dev/v1', kind: 'Channel', name: 'readings' },
  });
  readonly inAnotherAccount = new EventSource(this, 'orders', {
    kind: 'AWSSQSSource',
    spec: {
      arn: 'arn:aws:sqs:eu-west-1:210987654321:orders',
      receiveOptions: { visibilityTimeout: '5m' },
      adapterOverrides: { resources: { limits: { memory: '128Mi' } } },
    },
    credentials: assumeRole({ credentials: this.aws, roleArn: 'arn:aws:iam::210987654321:role/orders-reader' }),
    sink: { uri: 'https://events.example.com/orders' },
  });
}
