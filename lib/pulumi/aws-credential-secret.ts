import type { ComponentResourceOptions, Input } from '@pulumi/pulumi';
import { existing } from '../core/backends/existing';
import { aws, type AwsClass } from '../core/classes/aws';
import type { KeyReference } from '../core/key-reference';
import { CredentialComponent, type CredentialArgs } from './credential-component';
import type { FromSecretNameOptions } from './credential-secret';

/** The args of an {@link AwsCredentialSecret}. */
export type AwsCredentialSecretArgs = CredentialArgs<AwsClass>;

/**
 * An AWS access key, as a Secret in the cluster.
 *
 * @example
 * const aws = new AwsCredentialSecret('aws', {
 *   namespace: 'orders',
 *   backend: awsSecretsManager({ store, secret: 'prod/orders/aws' }),
 * });
 *
 * @throws ResourceError for args that Kubernetes, the backend or the credential's users could not work with
 */
export class AwsCredentialSecret extends CredentialComponent<AwsClass> {
  constructor(name: string, args: AwsCredentialSecretArgs, opts: ComponentResourceOptions = {}) {
    super('keywire:index:AwsCredentialSecret', name, aws, args, opts);
  }

  /**
   * A Secret that somebody else makes, such as one that was made by hand. Nothing is declared.
   *
   * @example
   * AwsCredentialSecret.fromSecretName('aws', 'awscreds', { namespace: 'orders', keys: 'console' });
   */
  static fromSecretName(
    name: string,
    secretName: string,
    options: FromSecretNameOptions<AwsClass> = {},
    opts?: ComponentResourceOptions,
  ): AwsCredentialSecret {
    return new AwsCredentialSecret(name, { ...options, name: secretName, backend: existing(options) }, opts);
  }

  /** The id of the access key. */
  get accessKeyId(): KeyReference<Input<string>> {
    return this.keys.accessKeyId;
  }

  /** The secret access key. */
  get secretAccessKey(): KeyReference<Input<string>> {
    return this.keys.secretAccessKey;
  }

  /** The session token of a temporary key, where the credential has one. */
  get sessionToken(): KeyReference<Input<string>> | undefined {
    return this.keys.sessionToken;
  }
}
