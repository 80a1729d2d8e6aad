import type { EnvValue } from 'cdk8s-plus-27';
import type { CredentialConstruct } from '../cdk8s/credential-construct';
import type { CredentialClass, Field } from '../core/credential-class';
import { KeyReference } from '../core/key-reference';
import { asSecret } from './as-secret';

/**
 * The `envVariables` of a cdk8s-plus container, from a credential.
 *
 * @param names Other names, by field; fields that are not named are left out. @default - all fields
 * @throws FieldError for a field that the credential has not, or whose key is no variable's name
 *
 * @example
 * deployment.addContainer({ image: 'worker', envVariables: envVariables(aws) });
 */
export function envVariables<C extends CredentialClass>(
  credential: CredentialConstruct<C>,
  names?: Readonly<Partial<Record<Field<C>, string>>>,
): Record<string, EnvValue> {
  const secret = asSecret(credential);
  const values = Object.entries(credential.env(names)).flatMap(([name, reference]) =>
    reference instanceof KeyReference ? [[name, secret.envValue(reference.key)] as const] : [],
  );
  return Object.fromEntries(values);
}
