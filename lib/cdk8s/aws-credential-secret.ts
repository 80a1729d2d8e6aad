import type { Construct } from 'constructs';
import { aws, type AwsClass } from '../core/classes/aws';
import { existing } from '../core/backends/existing';
import type { CredentialSpec } from '../core/credential';
import type { KeyReference } from '../core/key-reference';
import { CredentialConstruct } from './credential-construct';
import type { FromSecretNameOptions } from './credential-secret';

/** The props of an {@link AwsCredentialSecret}. */
export type AwsCredentialSecretProps = CredentialSpec<string, AwsClass>;

/**
 * An AWS access key, as a Secret in the cluster.
 *
 * @example
 * const aws = new AwsCredentialSecret(chart, 'aws', {
 *   backend: awsSecretsManager({ store, secret: 'prod/orders/aws' }),
 * });
 *
 * @throws FieldError for props that Kubernetes, the backend or the credential's users could not work with
 */
export class AwsCredentialSecret extends CredentialConstruct<AwsClass> {
  constructor(scope: Construct, id: string, props: AwsCredentialSecretProps) {
    super(scope, id, aws, props);
  }

  /**
   * A Secret that somebody else makes, such as one that was made by hand. Nothing is rendered.
   *
   * @example
   * AwsCredentialSecret.fromSecretName(chart, 'aws', 'awscreds', { keys: 'console' });
   */
  static fromSecretName(
    scope: Construct,
    id: string,
    secretName: string,
    options: FromSecretNameOptions<AwsClass> = {},
  ): AwsCredentialSecret {
    return new AwsCredentialSecret(scope, id, { ...options, name: secretName, backend: existing(options) });
  }

  /** The id of the access key. */
  get accessKeyId(): KeyReference<string> {
    return this.keys.accessKeyId;
  }

  /** The secret access key. */
  get secretAccessKey(): KeyReference<string> {
    return this.keys.secretAccessKey;
  }

  /** The session token of a temporary key, where the credential has one. */
  get sessionToken(): KeyReference<string> | undefined {
    return this.keys.sessionToken;
  }
}
