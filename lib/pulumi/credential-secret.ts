import type { ComponentResourceOptions } from '@pulumi/pulumi';
import { existing, type ExistingOptions } from '../core/backends/existing';
import type { CredentialClass, OptionalField } from '../core/credential-class';
import { CredentialComponent, type CredentialArgs } from './credential-component';

/** The args of a {@link CredentialSecret}. */
export type CredentialSecretArgs<C extends CredentialClass> = CredentialArgs<C> & {
  /** Which fields it has: `generic('username', 'password')`, or a `credentialClass(…)` of your own. */
  readonly class: C;
};

/** What is told of a Secret that somebody else makes. */
export type FromSecretNameOptions<C extends CredentialClass> = Omit<CredentialArgs<C>, 'name' | 'backend'> &
  ExistingOptions<OptionalField<C>>;

/**
 * A credential of any class, as a Secret in the cluster.
 *
 * @example
 * const database = new CredentialSecret('database', {
 *   namespace: 'orders',
 *   class: generic('username', 'password'),
 *   backend: nativeSecret({ username: 'orders', password: config.requireSecret('password') }),
 * });
 *
 * @throws ResourceError for args that Kubernetes, the backend or the credential's users could not work with
 */
export class CredentialSecret<C extends CredentialClass> extends CredentialComponent<C> {
  constructor(
    name: string,
    { class: credentialClass, ...args }: CredentialSecretArgs<C>,
    opts: ComponentResourceOptions = {},
  ) {
    super('keywire:index:CredentialSecret', name, credentialClass, args, opts);
  }

  /** A Secret that somebody else makes, such as one that was made by hand. Nothing is declared. */
  static fromSecretName<C extends CredentialClass>(
    name: string,
    secretName: string,
    options: FromSecretNameOptions<C> & { readonly class: C },
    opts?: ComponentResourceOptions,
  ): CredentialSecret<C> {
    return new CredentialSecret(name, { ...options, name: secretName, backend: existing(options) }, opts);
  }
}
