import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { AwsCredentialSecret, existing, user } from 'keywire/cdk8s';

/** What `kubectl get secrets` takes: it shows the reader every value of the namespace. */
export class Lister extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);
    const aws = new AwsCredentialSecret(this, 'aws', { backend: existing() });
    aws.unsafeGrantListEverySecret(user('alice'));
  }
}
