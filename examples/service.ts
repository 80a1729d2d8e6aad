import { Chart } from 'cdk8s';
import { AwsCredentialSecret, CredentialSecret, TriggerMeshService, existing, generic } from 'keywire/cdk8s';

/** Three ways to hand a credential to a program. */
export class Workers extends Chart {
  readonly aws = new AwsCredentialSecret(this, 'aws', { backend: existing() });
  readonly database = new CredentialSecret(this, 'database', {
    class: generic('username', 'password'),
    backend: existing(),
  });

  readonly byVariable = new TriggerMeshService(this, 'by-variable', {
    image: 'registry.example.com/worker:1.4.2',
    env: {
      ...this.aws.env(),
      ...this.database.env({ username: 'DB_USER', password: 'DB_PASSWORD' }),
      LOG_LEVEL: 'debug',
    },
  });
  readonly byEveryKey = new TriggerMeshService(this, 'by-every-key', {
    image: 'registry.example.com/worker:1.4.2',
    envFrom: [this.aws, { credential: this.database, prefix: 'DB_' }],
  });
  readonly byFile = new TriggerMeshService(this, 'by-file', {
    image: 'registry.example.com/worker:1.4.2',
    files: { '/etc/worker/database': { 'db-password': this.database.keys.password } },
    scale: { min: 1, max: 10 },
    visibility: 'cluster-local',
  });
}
