import { Chart } from 'cdk8s';
import { AwsCredentialSecret, existing, user } from 'keywire/cdk8s';

/** What `kubectl get secrets` takes: it shows the reader every value of the namespace. */
export class Lister extends Chart {
  readonly aws = new AwsCredentialSecret(this, 'aws', { backend: existing() });
  readonly granted = this.aws.unsafeGrantListEverySecret(user('alice'));
}
