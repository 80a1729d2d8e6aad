import { Chart } from 'cdk8s';
import { MountedCredential, TriggerMeshService, generic } from 'keywire/cdk8s';

/** Files straight from Secrets Manager: no Secret, and nothing in etcd. */
export class Mounted extends Chart {
  readonly database = new MountedCredential(this, 'database', {
    class: generic('username', 'password'),
    source: {
      region: 'eu-west-1',
      secret: 'prod/orders/database',
      properties: { username: 'user' },
      failover: { region: 'eu-central-1' },
    },
    identity: { roleArn: 'arn:aws:iam::123456789012:role/orders', serviceAccountName: 'orders' },
  });
  readonly worker = new TriggerMeshService(this, 'worker', {
    image: 'registry.example.com/worker:1.4.2',
    files: { '/etc/worker/database': this.database.files() }, // and so it runs as the service account orders
  });

  /** For whoever owns IAM: what the role has to be allowed, in both regions. */
  readonly policy = this.database.readPolicy();
}
