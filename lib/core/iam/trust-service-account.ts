import { parseArn } from '../arn';
import { FieldError } from '../field-error';
import { requireName, requireServiceAccount } from '../names';
import type { TrustPolicy } from './trust-policy';

/** The service account that {@link trustServiceAccount} is for. */
export type TrustedServiceAccount = {
  /** The ARN of the cluster's OIDC provider in IAM. */
  readonly oidcProviderArn: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /**
   * Whom the tokens of the service account are for.
   *
   * @default 'sts.amazonaws.com'
   */
  readonly audience?: string | undefined;
};

/**
 * The trust policy of a role that one service account takes with its token (IRSA), as `iamRole` and the `roleArn` of an
 * AwsSecretStore have it.
 * https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 *
 * @throws FieldError for anything but one service account by name, the default one, and an ARN of no OIDC provider
 */
export function trustServiceAccount(trusted: TrustedServiceAccount): TrustPolicy {
  const { oidcProviderArn, namespace, serviceAccount, audience = 'sts.amazonaws.com' } = trusted;
  const issuer = requireIssuer('oidcProviderArn', oidcProviderArn);
  requireName('namespace', namespace, 'label');
  requireServiceAccount('serviceAccount', serviceAccount);
  if (typeof audience !== 'string' || !/^[\w.:/-]+$/.test(audience)) {
    throw new FieldError('audience', 'must be whom the tokens are for, as in sts.amazonaws.com');
  }
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: oidcProviderArn },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: audience,
            [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
          },
        },
      },
    ],
  };
}

const provider = /^oidc-provider\/(?<issuer>[\w.-]+\.[\w.-]+(:\d+)?(\/[\w./-]+)?)$/;

/** The host and path of the issuer's URL. */
function requireIssuer(path: string, value: unknown): string {
  const arn = typeof value === 'string' ? parseArn(value) : undefined;
  const issuer = arn?.service === 'iam' && arn.account ? provider.exec(arn.resource)?.groups?.issuer : undefined;
  if (issuer !== undefined) return issuer;
  throw new FieldError(
    path,
    'must be the ARN of an OIDC provider in IAM, as in arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ID',
  );
}
