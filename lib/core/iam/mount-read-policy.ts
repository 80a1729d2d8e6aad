import { parseArn } from '../arn';
import type { Order } from '../backends/delivery';
import { spellingOf, type CredentialClass, type Keys } from '../credential-class';
import { mountedValues, type AnySource, type MountedSource } from '../mounted-source';
import { requireKeyArn } from './key-arn';
import { policyDocument, type PolicyDocument, type PolicyStatement } from './policy-document';
import { readPolicy } from './read-policy';

/** What else the policy of a mounted credential depends on. */
export type MountReadOptions = {
  /** The account that the secrets are in, for those that are given by name. */
  readonly accountId: string;
  /** The ARNs of the KMS keys that they are encrypted with, in each region. @default - the account's own keys */
  readonly kmsKeyArns?: readonly string[] | undefined;
  /**
   * Whether the driver looks for new versions (`enableSecretRotation=true`): for that, the role has to describe the
   * secrets, unless a version is pinned.
   *
   * @default false
   */
  readonly rotates?: boolean | undefined;
};

/** What a {@link mountReadPolicy} is for: the class and source of a mounted credential. */
export type MountReadPolicySpec<C extends CredentialClass> = MountReadOptions & {
  readonly class: C;
  readonly source: MountedSource<string, C>;
  readonly keys?: Keys<C> | undefined;
};

/**
 * The policy that lets the role of a mounted credential read exactly its secrets, in each region.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/integrating_ascp_irsa.html
 *
 * @throws FieldError for a source that is none, and for the ARN of an alias where that of a key is wanted
 */
export function mountReadPolicy<C extends CredentialClass>(spec: MountReadPolicySpec<C>): PolicyDocument {
  const source = spec.source as AnySource<string>;
  const values = [...mountedValues(orderOf(spec), source).values()];
  const regions = new Map([[source.region, values.map(({ secret }) => secret)]]);
  if (source.failover)
    regions.set(
      source.failover.region,
      values.flatMap(({ failover }) => failover ?? []),
    );
  requireKeys(spec, [...regions.keys()]);
  const isPinned = source.version !== undefined && 'id' in source.version;
  const statements = [...regions].flatMap(([region, secrets]) =>
    statementsIn(region, secrets, spec, (spec.rotates ?? false) && !isPinned),
  );
  return policyDocument(statements);
}

/** Only the fields count: nothing is made. */
const orderOf = ({ class: credentialClass, keys }: MountReadPolicySpec<CredentialClass>): Order<string> => ({
  object: { name: '' },
  credentialClass,
  spelling: spellingOf('keys', credentialClass, keys),
});

function requireKeys({ kmsKeyArns = [] }: MountReadOptions, regions: readonly string[]): void {
  kmsKeyArns.forEach((arn, index) => {
    const region = regions.find(each => each === parseArn(arn)?.region) ?? regions[0];
    requireKeyArn(`kmsKeyArns[${index}]`, arn, region);
  });
}

function statementsIn(
  region: string,
  secrets: readonly string[],
  { accountId, kmsKeyArns = [] }: MountReadOptions,
  describes: boolean,
): readonly PolicyStatement[] {
  const keys = kmsKeyArns.filter(arn => parseArn(arn)?.region === region);
  const { Statement } = readPolicy({ region, accountId, secrets, kmsKeyArns: keys });
  const described = Statement.filter(({ Action }) => describes && Action.includes('secretsmanager:GetSecretValue'));
  return [...Statement, ...described.map(each => ({ ...each, Action: ['secretsmanager:DescribeSecret'] }))];
}
