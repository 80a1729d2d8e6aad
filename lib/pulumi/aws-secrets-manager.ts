import type { Input } from '@pulumi/pulumi';
import {
  awsSecretsManager as ofAnyText,
  type AwsSecretsManager,
  type AwsSecretsManagerOptions,
} from '../core/backends/aws-secrets-manager';

/**
 * The values are in AWS Secrets Manager, and External Secrets brings them to the cluster. Nothing secret goes through
 * Pulumi. For a secret that is made in the same program, see `awsSecretsManagerSecret` of `keywire/pulumi/aws`.
 *
 * Makes an ExternalSecret (`external-secrets.io/v1`) for each delivered version.
 * https://external-secrets.io/latest/provider/aws-secrets-manager/
 */
// As in the core, for texts that may be late: of a known store and a late name, the compiler would take the store's word.
export const awsSecretsManager: <Field extends string = never, Optional extends string = never>(
  options: AwsSecretsManagerOptions<Input<string>, Field, Optional>,
) => AwsSecretsManager<Input<string>, NoInfer<Field | Optional>> = ofAnyText;
