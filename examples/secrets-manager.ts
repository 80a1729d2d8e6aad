import { Chart } from 'cdk8s';
import {
  AwsCredentialSecret,
  AwsSecretStore,
  CredentialSecret,
  awsSecretsManager,
  existing,
  generic,
} from 'keywire/cdk8s';

/** A store that reads with an access key, and credentials that are laid out in different ways. */
export class SecretsManager extends Chart {
  readonly storeKey = new AwsCredentialSecret(this, 'store-key', { backend: existing() });
  readonly store = new AwsSecretStore(this, 'store', {
    region: 'eu-west-1',
    auth: { credentials: this.storeKey },
  });

  /** One remote secret with JSON, whose properties are named otherwise. */
  readonly aws = new AwsCredentialSecret(this, 'aws', {
    backend: awsSecretsManager({
      store: this.store,
      secret: 'prod/legacy/aws',
      properties: { accessKeyId: 'id', secretAccessKey: 'secret' },
      refreshInterval: '15m',
    }),
    keys: 'console', // aws_access_key_id, aws_secret_access_key
  });
  /** A remote secret for each field. */
  readonly database = new CredentialSecret(this, 'database', {
    class: generic('username', 'password'),
    backend: awsSecretsManager({
      store: this.store,
      secrets: { username: 'prod/legacy/db-user', password: 'prod/legacy/db-password' },
    }),
  });

  /** For whoever owns IAM: it allows these three secrets and no other. */
  readonly policy = this.store.readPolicy({ accountId: '123456789012' });
}
