import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { AwsCredentialSecret, TriggerMeshService, sops } from 'keywire/cdk8s';

/** The file is committed; whoever holds one of its keys can open it. keywire reads what is in the clear. */
export class SopsInGit extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);
    const aws = new AwsCredentialSecret(this, 'aws', {
      backend: sops({ file: 'examples/sops/aws.enc.yaml', decryptedBy: 'ksops' }), // or 'flux'
    });
    new TriggerMeshService(this, 'worker', {
      image: 'registry.example.com/worker:1.4.2',
      env: aws.env(),
    });
  }
}
