import { parseArn } from '../../core/arn';
import { FieldError } from '../../core/field-error';
import type { AwsConsumer } from '../../core/iam/aws-consumer';
import { requireOwnAccount } from '../../core/iam/own-account';
import { policyDocument, type PolicyDocument } from '../../core/iam/policy-document';
import { adapterPolicyFor, controllerPolicyFor } from '../../core/iam/policy-for';
import { requirePolicySize } from '../../core/iam/policy-size';
import { readPolicy } from '../../core/iam/read-policy';
import { trustPodIdentity } from '../../core/iam/trust-pod-identity';
import type { TrustPolicy } from '../../core/iam/trust-policy';
import { trustServiceAccount } from '../../core/iam/trust-service-account';
import { requireServiceAccount } from '../../core/names';

/** How pods come to take a role. */
export type WorkloadTrust<Text> =
  | {
      /** The ARN of the cluster's OIDC provider in IAM: the pods' tokens are exchanged for the role (IRSA). */
      readonly oidcProviderArn: Text;
      /** Whom the tokens are for. @default 'sts.amazonaws.com' */
      readonly audience?: string | undefined;
      readonly clusterName?: never;
    }
  | {
      /** The name of the EKS cluster, in which the role is associated with the service account (EKS Pod Identity). */
      readonly clusterName: Text;
      /** The ARN of that cluster. @default - pods of that service account in any cluster of the account may take it */
      readonly clusterArn?: Text | undefined;
      readonly oidcProviderArn?: never;
    };

/** What the policies of a role depend on. */
export type RoleSpec<Text> = {
  readonly trust: WorkloadTrust<Text>;
  readonly namespace: Text;
  readonly serviceAccount: string;
  readonly for: readonly AwsConsumer<Text>[];
  readonly reads: readonly { readonly secrets: readonly string[]; readonly kmsKeyArn: Text | undefined }[];
  readonly region: string | undefined;
  readonly policies: readonly PolicyDocument[];
};

/** Throws for a role that nothing uses, and for one that its pods could not take. */
export function requireUse({
  trust,
  serviceAccount,
  for: consumers,
  reads,
  region,
  policies,
}: RoleSpec<unknown>): void {
  requireTrust(trust);
  requireServiceAccount('serviceAccount', serviceAccount);
  if (consumers.length + reads.length + policies.length === 0)
    throw new FieldError('for', 'must name at least one source, unless reads or policies say what the role is for');
  if (reads.length > 0 && region === undefined)
    throw new FieldError('region', 'must be told: the AWS region of the secrets that the role reads');
  if (consumers.length > 0 && trust.clusterName !== undefined)
    throw new FieldError(
      'trust.clusterName',
      "can't be for sources: the AWS SDK in TriggerMesh 1.27 is older than EKS Pod Identity; use oidcProviderArn",
    );
}

function requireTrust(trust: unknown): void {
  const ways = Object.keys((trust as object | null | undefined) ?? {});
  if (ways.includes('oidcProviderArn') !== ways.includes('clusterName')) return;
  throw new FieldError('trust', 'must be either { oidcProviderArn } or { clusterName }');
}

/** Who may take the role: the pods of that one service account. */
export function trustPolicy({ trust, namespace, serviceAccount }: RoleSpec<string>): TrustPolicy {
  try {
    return trust.clusterName === undefined
      ? trustServiceAccount({ ...trust, namespace, serviceAccount })
      : trustPodIdentity({ clusterArn: trust.clusterArn, namespace, serviceAccount });
  } catch (error) {
    if (error instanceof FieldError && error.path in trust) throw new FieldError(`trust.${error.path}`, error.problem);
    throw error;
  }
}

/** What the role may do. Throws for what IAM would not take of it, and for resources of other accounts than the role's. */
export function rolePolicy(spec: RoleSpec<string>, roleArn: string | undefined): PolicyDocument {
  const account = parseArn(roleArn ?? '')?.account;
  const consumers = spec.for.length === 0 ? [] : adapterPolicyFor(spec.for, 'for').Statement;
  const document = policyDocument([
    ...consumers,
    ...(spec.reads.length === 0 ? [] : readsOf(spec, account ?? '000000000000').Statement),
    ...spec.policies.flatMap(policy => policy.Statement),
  ]);
  requirePolicySize('for', document, 'role');
  if (roleArn !== undefined) requireOwnAccount('for', { ...document, Statement: consumers }, roleArn);
  return document;
}

function readsOf({ reads, region = '' }: RoleSpec<string>, accountId: string): PolicyDocument {
  const kmsKeyArns = reads.flatMap(({ kmsKeyArn }) => (kmsKeyArn === undefined ? [] : [kmsKeyArn]));
  return readPolicy({ region, accountId, secrets: reads.flatMap(({ secrets }) => secrets), kmsKeyArns });
}

/** What TriggerMesh's controller needs of its own identity. */
export const controllerPolicy = ({ for: consumers }: RoleSpec<string>): PolicyDocument | undefined =>
  consumers.length === 0 ? undefined : controllerPolicyFor(consumers, 'for');
