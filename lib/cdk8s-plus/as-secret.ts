import { Secret, type ISecret } from 'cdk8s-plus-27';
import type { CredentialClass } from '../core/credential-class';
import type { CredentialConstruct } from '../cdk8s/credential-construct';

const id = 'cdk8s-plus';

/**
 * The Secret of a credential for cdk8s-plus: for `Volume.fromSecret`, `dockerRegistryAuth`, `EnvValue.fromSecretValue`.
 *
 * It is used in the credential's own namespace; Kubernetes reads no Secret across namespaces.
 *
 * @example
 * pod.addVolume(Volume.fromSecret(chart, 'aws-files', asSecret(aws)));
 */
export function asSecret<C extends CredentialClass>(credential: CredentialConstruct<C>): ISecret {
  const known = credential.node.tryFindChild(id) as ISecret | undefined;
  return known ?? Secret.fromSecretName(credential, id, credential.secretName);
}
