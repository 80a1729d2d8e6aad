import { sqs } from '@pulumi/aws';
import { Config } from '@pulumi/pulumi';
import { AwsCredentialSecret, EventSource, TriggerMeshService, user } from 'keywire/pulumi';
import { DedicatedUser } from 'keywire/pulumi/aws';

const namespace = 'orders';
/** Where SQS is, if not at AWS. */
const endpoint = new Config().getObject<{ url: string }>('endpoint');

const queue = new sqs.Queue('orders', { name: 'orders' });
const incoming = { kind: 'AWSSQSSource', spec: { arn: queue.arn, endpoint } } as const;

const orders = new DedicatedUser('orders', { for: [incoming] }); // may receive from this queue, and nothing else
const aws = new AwsCredentialSecret('aws', { namespace, backend: orders.inNativeSecret() });
const worker = new TriggerMeshService('worker', {
  namespace,
  image: 'registry.example.com/worker:1.4.2',
  env: aws.env(), // AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
});
new EventSource('incoming', { ...incoming, namespace, credentials: aws, sink: worker });
aws.grantRead(user('alice'));

export const { secretName } = aws;
export const { policy } = orders;
