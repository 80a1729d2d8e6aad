import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { AwsCredentialSecret, existing, group, serviceAccount, user } from 'keywire/cdk8s';

/** Who may read the Secret through the API. Pods that use it need none of this. */
export class Readers extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);
    const aws = new AwsCredentialSecret(this, 'aws', { backend: existing() });
    aws.grantRead(user('alice'), group('on-call'));
    aws.grantRead(serviceAccount('backup', { namespace: 'operations' }));
  }
}
