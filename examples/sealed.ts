import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { AwsCredentialSecret, sealed } from 'keywire/cdk8s';

/** The file is committed; the cluster's controller alone can open it. */
export class SealedInGit extends Chart {
  constructor(
    scope: Construct,
    id: string,
    { file = 'examples/sealed/aws.yaml', ...props }: ChartProps & { file?: string },
  ) {
    super(scope, id, props);
    new AwsCredentialSecret(this, 'aws', { backend: sealed({ file }) });
  }
}
