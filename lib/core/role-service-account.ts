import { metadata, type Manifest, type Named, type ObjectSpec } from './manifest';

/**
 * A service account for pods that take an IAM role, which EKS reads from its annotation; with EKS Pod Identity there is
 * none. Their programs read no Kubernetes API, so it mounts no token for that.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const roleServiceAccount = <Text>(
  account: Named<ObjectSpec<Text>>,
  roleArn: Text | undefined,
): Manifest<Text> => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: metadata(account, roleArn === undefined ? {} : { 'eks.amazonaws.com/role-arn': roleArn }),
  automountServiceAccountToken: false,
});
