import { parseArn, partitionOf, requireAccountId, requireRegionName } from '../arn';
import { FieldError } from '../field-error';
import { requireRegion, requireSecretId } from '../secret-id';
import { requireKeyArn } from './key-arn';
import { allow, type PolicyDocument } from './policy-document';

/** What a {@link readPolicy} is for. */
export type ReadPolicySpec = {
  readonly region: string;
  /** The account that the secrets are in, for those that are given by name. */
  readonly accountId: string;
  /** The names or ARNs of the secrets. */
  readonly secrets: readonly string[];
  /**
   * The ARNs of the KMS keys that they are encrypted with.
   *
   * @default - the account's own key, which needs no permission
   */
  readonly kmsKeyArns?: readonly string[] | undefined;
};

/**
 * The policy that lets a role read exactly those secrets.
 *
 * A secret named `prod/aws` is `secret:prod/aws-??????`: Secrets Manager adds six characters to the name, and
 * `prod/aws*` would be `prod/aws-admin`, too.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 *
 * @throws FieldError for no secrets, and for the ARN of an alias where that of a key is wanted
 */
export function readPolicy({ region, accountId, secrets, kmsKeyArns = [] }: ReadPolicySpec): PolicyDocument {
  requireRegionName('region', region);
  requireAccountId('accountId', accountId);
  if (!Array.isArray(secrets)) throw new FieldError('secrets', 'must be a list of names or ARNs');
  if (secrets.length === 0) throw new FieldError('secrets', 'must name at least one secret; IAM takes no empty list');
  const partition = partitionOf(region);
  const arns = secrets.flatMap((secret, index) => {
    const id = requireSecretId(`secrets[${index}]`, secret);
    requireRegion(`secrets[${index}]`, id, region);
    return parseArn(id) ? whole(id) : [`arn:${partition}:secretsmanager:${region}:${accountId}:secret:${id}-??????`];
  });
  const keys = kmsKeyArns.map((arn, index) => requireKeyArn(`kmsKeyArns[${index}]`, arn, region));
  const service = `secretsmanager.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  return {
    Version: '2012-10-17',
    Statement: [
      allow(['secretsmanager:GetSecretValue'], arns),
      ...(keys.length === 0 ? [] : [allow(['kms:Decrypt'], keys, { StringEquals: { 'kms:ViaService': service } })]),
    ],
  };
}

/** A name may end like the six characters that Secrets Manager adds: then nobody can say whether an ARN is whole. */
const whole = (arn: string) => (/-[A-Za-z0-9]{6}$/.test(arn) ? [arn, `${arn}-??????`] : [`${arn}-??????`]);
