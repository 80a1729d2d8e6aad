import { parseArn } from '../arn';
import { FieldError } from '../field-error';
import { requireName, requireServiceAccount } from '../names';
import type { TrustPolicy } from './trust-policy';

/** The pods that {@link trustPodIdentity} is for. */
export type TrustedPods = {
  /** @default - any */
  readonly namespace?: string | undefined;
  /** @default - any */
  readonly serviceAccount?: string | undefined;
  /**
   * The ARN of their EKS cluster.
   *
   * @default - any cluster of the account
   */
  readonly clusterArn?: string | undefined;
};

/**
 * The trust policy of a role for EKS Pod Identity. What is left out is left to whoever may make associations. The
 * conditions read session tags, so an association must not disable these.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 *
 * @throws FieldError for names that are none, the default service account, and an ARN of no EKS cluster
 */
export function trustPodIdentity({ namespace, serviceAccount, clusterArn }: TrustedPods = {}): TrustPolicy {
  if (namespace !== undefined) requireName('namespace', namespace, 'label');
  if (serviceAccount !== undefined) requireServiceAccount('serviceAccount', serviceAccount);
  if (clusterArn !== undefined) requireClusterArn('clusterArn', clusterArn);
  const tags = {
    ...(clusterArn === undefined ? {} : { 'aws:RequestTag/eks-cluster-arn': clusterArn }),
    ...(namespace === undefined ? {} : { 'aws:RequestTag/kubernetes-namespace': namespace }),
    ...(serviceAccount === undefined ? {} : { 'aws:RequestTag/kubernetes-service-account': serviceAccount }),
  };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        ...(Object.keys(tags).length === 0 ? {} : { Condition: { StringEquals: tags } }),
      },
    ],
  };
}

function requireClusterArn(path: string, value: unknown): void {
  const arn = typeof value === 'string' ? parseArn(value) : undefined;
  const isCluster = arn?.service === 'eks' && arn.region !== '' && arn.account !== '';
  if (isCluster && /^cluster\/[\w-]+$/.test(arn.resource)) return;
  throw new FieldError(
    path,
    'must be the ARN of an EKS cluster, as in arn:aws:eks:eu-west-1:123456789012:cluster/NAME',
  );
}
