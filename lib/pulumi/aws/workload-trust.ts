import { parseArn } from '../../core/arn';
import { FieldError } from '../../core/field-error';
import { trustPodIdentity } from '../../core/iam/trust-pod-identity';
import type { TrustPolicy } from '../../core/iam/trust-policy';
import { trustServiceAccount } from '../../core/iam/trust-service-account';
import { under } from '../../core/under';

/** How pods come to take a role. */
export type WorkloadTrust<Text> =
  | {
      /** The ARN of the cluster's OIDC provider in IAM: the pods' tokens are exchanged for the role (IRSA). */
      readonly oidcProviderArn: Text;
      /** Whom the tokens are for. @default 'sts.amazonaws.com' */
      readonly audience?: string | undefined;
      readonly clusterName?: never;
      readonly clusterArn?: never;
    }
  | {
      /** The name of the EKS cluster, in which the role is associated with the service account (EKS Pod Identity). */
      readonly clusterName: Text;
      /** The ARN of that cluster. @default - pods of that service account in any cluster of the account may take it */
      readonly clusterArn?: Text | undefined;
      readonly oidcProviderArn?: never;
      readonly audience?: never;
    };

/** What the trust of a role depends on. */
export type TrustSpec<Text> = {
  readonly trust: WorkloadTrust<Text>;
  readonly namespace: Text;
  readonly serviceAccount: string;
};

/** Throws for both ways, and for none. At run time anything may come. */
export function requireTrust(path: string, trust: unknown): void {
  const { oidcProviderArn, clusterName } = (trust ?? {}) as Readonly<Record<string, unknown>>;
  if ((oidcProviderArn === undefined) !== (clusterName === undefined)) return;
  throw new FieldError(path, 'must be either { oidcProviderArn } or { clusterName }');
}

/** Who may take the role: the pods of that one service account. */
export function trustPolicy({ trust, namespace, serviceAccount }: TrustSpec<string>): TrustPolicy {
  return under(
    path => (path in trust ? `trust.${path}` : path),
    () =>
      trust.clusterName === undefined
        ? trustServiceAccount({ ...trust, namespace, serviceAccount })
        : trustPodIdentity({ clusterArn: trust.clusterArn, namespace, serviceAccount }),
  );
}

/** Throws for the OIDC provider or the cluster of another account: STS and EKS look for it in that of the role. */
export function requireOwnTrust(trust: WorkloadTrust<string>, roleArn: string): void {
  const [path, arn = ''] =
    trust.clusterName === undefined
      ? ['trust.oidcProviderArn', trust.oidcProviderArn]
      : ['trust.clusterArn', trust.clusterArn];
  const [own, there] = [parseArn(roleArn), parseArn(arn)];
  if (!own || !there || there.account === own.account) return;
  throw new FieldError(
    path,
    `is in account ${there.account}, the role in ${own.account}; make the role there, with a provider of that account`,
  );
}
