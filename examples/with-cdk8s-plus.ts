import { Chart } from 'cdk8s';
import { Deployment, Volume } from 'cdk8s-plus-27';
import { AwsCredentialSecret, CredentialSecret, credentialClass, existing } from 'keywire/cdk8s';
import { asSecret, envVariables, subjectOf } from 'keywire/cdk8s-plus';

const registry = credentialClass({
  name: 'registry',
  type: 'kubernetes.io/dockerconfigjson',
  required: { config: {} },
  optional: {},
  conventions: { kubernetes: { config: '.dockerconfigjson' } },
});

/** The same credentials in a plain Deployment. */
export class WithCdk8sPlus extends Chart {
  readonly aws = new AwsCredentialSecret(this, 'aws', { backend: existing() });
  readonly pull = new CredentialSecret(this, 'registry', { class: registry, backend: existing() });

  readonly deployment = new Deployment(this, 'batch', {
    dockerRegistryAuth: asSecret(this.pull),
    containers: [{ image: 'registry.example.com/batch:2.0.1', envVariables: envVariables(this.aws) }],
    volumes: [Volume.fromSecret(this, 'aws-files', asSecret(this.aws))],
  });
  readonly reads = this.aws.grantRead(subjectOf(this.deployment));
}
