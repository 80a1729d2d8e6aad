import type { Input } from '@pulumi/pulumi';
import type { AwsConsumer } from '../../core/iam/aws-consumer';
import type { IamPolicy } from '../../core/iam/policy-document';
import type { IamOptions } from './iam-options';
import type { RemoteSecret } from './remote-secret';
import type { WorkloadTrust } from './workload-trust';

/** The args of a WorkloadRole. */
export type WorkloadRoleArgs = IamOptions & {
  /** How pods come to take the role: `{ oidcProviderArn }` (IRSA), or `{ clusterName }` (EKS Pod Identity). */
  readonly trust: WorkloadTrust<Input<string>>;
  /** The namespace of the service account. */
  readonly namespace: Input<string>;
  /** The name of the service account whose pods take the role. */
  readonly serviceAccount: string;
  /**
   * Whether the service account is made here. TriggerMesh makes that of a source, and leaves one alone that it has not
   * made; an AwsSecretStore makes its own. For a service, nobody else makes it.
   *
   * @default false
   */
  readonly makesServiceAccount?: boolean | undefined;
  /** The sources whose adapters take the role. @default [] */
  readonly for?: readonly AwsConsumer<Input<string>>[] | undefined;
  /** The secrets that the role reads, for the service account of a store. @default [] */
  readonly reads?: readonly Pick<RemoteSecret<string>, 'secrets' | 'kmsKeyArn'>[] | undefined;
  /** The AWS region of the secrets that it reads. @default - needed only with `reads` */
  readonly region?: string | undefined;
  /** What else it may do, for a service of your own. @default [] */
  readonly policies?: readonly IamPolicy<Input<string>>[] | undefined;
  /** The role's name in IAM. @default - the logical name */
  readonly name?: string | undefined;
};
