import { Chart } from 'cdk8s';
import { AwsCredentialSecret, TriggerMeshService, existing } from 'keywire/cdk8s';

/** The simple way: change the value, then the revision, and whatever uses the credential starts anew. */
export class Revision extends Chart {
  readonly aws = new AwsCredentialSecret(this, 'aws', { backend: existing(), revision: '2026-04' });
  readonly worker = new TriggerMeshService(this, 'worker', {
    image: 'registry.example.com/worker:1.4.2',
    env: this.aws.env(),
  });
}
