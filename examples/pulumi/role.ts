import { Config } from '@pulumi/pulumi';
import { EventSource } from 'keywire/pulumi';
import { WorkloadRole } from 'keywire/pulumi/aws';

const namespace = 'orders';
const uploads = {
  kind: 'AWSS3Source',
  spec: { arn: 'arn:aws:s3:eu-west-1:123456789012:uploads', eventTypes: ['s3:ObjectCreated:*'] },
} as const;

/** No key at all: the source's adapter takes the role by its service account, which TriggerMesh makes. */
const role = new WorkloadRole('uploads', {
  trust: { oidcProviderArn: new Config().require('oidcProviderArn') },
  namespace,
  serviceAccount: 'uploads',
  for: [uploads],
});
new EventSource('uploads', {
  ...uploads,
  namespace,
  credentials: role.iamRole(),
  sink: { apiVersion: 'eventing.knative.dev/v1', kind: 'Broker', name: 'default' },
});

/** TriggerMesh's controller sets up the bucket's notifications, by an identity of its own: it needs this. */
export const { controllerPolicy } = role;
