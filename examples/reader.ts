import { Chart } from 'cdk8s';
import { AwsCredentialSecret, existing, group, serviceAccount, user } from 'keywire/cdk8s';

/** Who may read the Secret through the API. Pods that use it need none of this. */
export class Readers extends Chart {
  readonly aws = new AwsCredentialSecret(this, 'aws', { backend: existing() });
  readonly granted = [
    this.aws.grantRead(user('alice'), group('on-call')),
    this.aws.grantRead(serviceAccount('backup', { namespace: 'operations' })),
  ];
}
