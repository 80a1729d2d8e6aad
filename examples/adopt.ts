import { Chart } from 'cdk8s';
import { AwsCredentialSecret, EventSource } from 'keywire/cdk8s';

/** A Secret named `awscreds` that was made by hand, or by TriggerMesh's console: only referred to, never rendered. */
export class Adopt extends Chart {
  readonly aws = AwsCredentialSecret.fromSecretName(this, 'aws', 'awscreds', { keys: 'console' });
  readonly source = new EventSource(this, 'orders', {
    kind: 'AWSSQSSource',
    spec: { arn: 'arn:aws:sqs:eu-west-1:123456789012:orders' },
    credentials: this.aws,
    sink: { uri: 'http://worker.orders.svc.cluster.local' },
  });
}
