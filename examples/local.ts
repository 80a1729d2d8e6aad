import { Chart } from 'cdk8s';
import { AwsCredentialSecret, unsafePlaintext } from 'keywire/cdk8s';

/** For a cluster on your own machine. The values stand in the YAML, so do not commit it. */
export class Local extends Chart {
  readonly aws = new AwsCredentialSecret(this, 'aws', {
    backend: unsafePlaintext({
      accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'LKIAQAAAAAAAAAAAAAAA',
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'for-a-local-stack-only',
    }),
  });
}
