import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { AwsCredentialSecret, TriggerMeshService, awsSecretsManager, existingStore } from 'keywire/cdk8s';

type RotateProps = ChartProps & {
  /** Version ids of the remote secret, oldest first. The last is used; those before stay for pods that still run. */
  readonly versions?: readonly [string, ...string[]];
};

const before = '6f1c2a7e-0b53-4c8e-9a41-2d7f5e8b3c10';
const now = 'b8e4d9f2-7a16-4e03-8c5d-91f0a6b2e734';

/** A new version is a new Secret: pods that need it wait until it is there. */
export class Rotate extends Chart {
  constructor(scope: Construct, id: string, { versions = [before, now], ...props }: RotateProps) {
    super(scope, id, props);
    const store = existingStore({ kind: 'SecretStore', name: 'orders-secrets' });
    const aws = new AwsCredentialSecret(this, 'rotated', {
      backend: awsSecretsManager({ store, secret: 'prod/orders/rotated', versions }),
    });
    new TriggerMeshService(this, 'rotated-worker', { image: 'registry.example.com/worker:1.4.2', env: aws.env() });
  }
}
