import { Chart } from 'cdk8s';
import { AwsCredentialSecret, EventSource, existing, policyFor } from 'keywire/cdk8s';

const incoming = {
  kind: 'AWSSQSSource',
  spec: { arn: 'arn:aws:sqs:eu-west-1:123456789012:orders' },
} as const;
const uploads = {
  kind: 'AWSS3Source',
  spec: { arn: 'arn:aws:s3:eu-west-1:123456789012:uploads', eventTypes: ['s3:ObjectCreated:*'] },
} as const;

/** Two sources with one key, and the policy for whoever owns that key. */
export class Policy extends Chart {
  readonly aws = new AwsCredentialSecret(this, 'aws', { backend: existing(), accountId: '123456789012' });
  readonly sink = { uri: 'http://worker.orders.svc.cluster.local' };

  readonly incoming = new EventSource(this, 'incoming', { ...incoming, credentials: this.aws, sink: this.sink });
  readonly uploads = new EventSource(this, 'uploads', { ...uploads, credentials: this.aws, sink: this.sink });

  readonly policy = policyFor([incoming, uploads]);
}
