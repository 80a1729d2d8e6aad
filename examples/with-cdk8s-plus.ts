import { Chart, type ChartProps } from 'cdk8s';
import { Deployment, ServiceAccount, Volume } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
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
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);
    const aws = new AwsCredentialSecret(this, 'aws', { backend: existing() });
    const pull = new CredentialSecret(this, 'registry', { class: registry, backend: existing() });

    new Deployment(this, 'batch', {
      dockerRegistryAuth: asSecret(pull),
      containers: [{ image: 'registry.example.com/batch:2.0.1', envVariables: envVariables(aws) }],
      volumes: [Volume.fromSecret(this, 'aws-files', asSecret(aws))],
    });
    const auditor = ServiceAccount.fromServiceAccountName(this, 'auditor', 'auditor', { namespaceName: 'operations' });
    aws.grantRead(subjectOf(auditor));
  }
}
