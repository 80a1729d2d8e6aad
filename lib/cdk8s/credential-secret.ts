import type { Construct } from 'constructs';
import type { CredentialSpec } from '../core/credential';
import type { CredentialClass, OptionalField } from '../core/credential-class';
import { existing, type ExistingOptions } from '../core/backends/existing';
import { CredentialConstruct } from './credential-construct';

/** The props of a {@link CredentialSecret}. */
export type CredentialSecretProps<C extends CredentialClass> = CredentialSpec<string, C> & {
  /** Which fields it has: `generic('username', 'password')`, or a `credentialClass(…)` of your own. */
  readonly class: C;
};

/** What is told of a Secret that somebody else makes. */
export type FromSecretNameOptions<C extends CredentialClass> = Omit<CredentialSpec<string, C>, 'name' | 'backend'> &
  ExistingOptions<OptionalField<C>>;

/**
 * A credential of any class, as a Secret in the cluster.
 *
 * @example
 * const database = new CredentialSecret(chart, 'database', {
 *   class: generic('username', 'password'),
 *   backend: awsSecretsManager({ store, secret: 'prod/orders/database' }),
 * });
 *
 * @throws FieldError for props that Kubernetes, the backend or the credential's users could not work with
 */
export class CredentialSecret<C extends CredentialClass> extends CredentialConstruct<C> {
  constructor(scope: Construct, id: string, props: CredentialSecretProps<C>) {
    super(scope, id, props.class, props);
  }

  /** A Secret that somebody else makes, such as one that was made by hand. Nothing is rendered. */
  static fromSecretName<C extends CredentialClass>(
    scope: Construct,
    id: string,
    secretName: string,
    options: FromSecretNameOptions<C> & { readonly class: C },
  ): CredentialSecret<C> {
    return new CredentialSecret(scope, id, { ...options, name: secretName, backend: existing(options) });
  }
}
