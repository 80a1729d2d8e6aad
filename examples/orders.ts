import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  EventSource,
  TriggerMeshService,
  awsSecretsManager,
  user,
} from 'keywire/cdk8s';

type OrdersProps = ChartProps & {
  /** Where SQS is, if not at AWS. */
  readonly endpoint?: { readonly url: string };
};

/** Orders arrive in a queue, and a worker gets each as an event. */
export class Orders extends Chart {
  constructor(scope: Construct, id: string, props: OrdersProps) {
    super(scope, id, props);

    const store = new AwsSecretStore(this, 'orders-secrets', {
      region: 'eu-west-1',
      auth: { roleArn: 'arn:aws:iam::123456789012:role/orders-secrets' },
    });
    const aws = new AwsCredentialSecret(this, 'aws', {
      backend: awsSecretsManager({ store, secret: 'prod/orders/aws' }),
    });
    const worker = new TriggerMeshService(this, 'worker', {
      image: 'registry.example.com/worker:1.4.2',
      env: aws.env(), // AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
    });
    new EventSource(this, 'incoming', {
      kind: 'AWSSQSSource',
      spec: { arn: 'arn:aws:sqs:eu-west-1:123456789012:orders', endpoint: props.endpoint },
      credentials: aws,
      sink: worker,
    });
    aws.grantRead(user('alice'));
  }
}
