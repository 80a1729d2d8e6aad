import { parseArn, partitionOf } from '../../core/arn';
import { isPlainObject } from '../../core/deferred';
import { FieldError } from '../../core/field-error';
import type { AwsConsumer } from '../../core/iam/aws-consumer';
import { requireOwnAccount } from '../../core/iam/own-account';
import {
  policyDocument,
  type IamPolicy,
  type PolicyDocument,
  type PolicyStatement,
} from '../../core/iam/policy-document';
import { adapterPolicyFor, controllerPolicyFor } from '../../core/iam/policy-for';
import { requirePolicySize } from '../../core/iam/policy-size';
import { readPolicy } from '../../core/iam/read-policy';
import { under } from '../../core/under';

/** What the policies of a role depend on. */
export type RoleSpec<Text> = {
  readonly for: readonly AwsConsumer<Text>[];
  readonly reads: readonly { readonly secrets: readonly string[]; readonly kmsKeyArn: Text | undefined }[];
  readonly region: string | undefined;
  readonly policies: readonly IamPolicy<Text>[];
};

/** What the role may do. Throws for what IAM would not take of it, and for sources of another account than the role's. */
export function rolePolicy(spec: RoleSpec<string>, roleArn: string | undefined): IamPolicy {
  const { account, partition } = parseArn(roleArn ?? '') ?? {};
  requireRegionOf(partition, spec.region);
  const consumers = spec.for.length === 0 ? [] : adapterPolicyFor(spec.for, 'for').Statement;
  const derived = policyDocument([...consumers, ...readsOf(spec, account ?? '000000000000')]);
  const document = { ...derived, Statement: [...derived.Statement, ...spec.policies.flatMap(statementsOf)] };
  const use = (['for', 'reads', 'policies'] as const).find(each => spec[each].length > 0);
  requirePolicySize(use ?? 'for', document, 'role');
  if (roleArn !== undefined) requireOwnAccount('for', { ...derived, Statement: consumers }, roleArn);
  return document;
}

function requireRegionOf(partition: string | undefined, region: string | undefined): void {
  if (partition === undefined || region === undefined || partitionOf(region) === partition) return;
  throw new FieldError(
    'region',
    `is of partition ${partitionOf(region)}, the role of ${partition}; make the role there, with a provider of that partition`,
  );
}

function readsOf({ reads, region = '' }: RoleSpec<string>, accountId: string): readonly PolicyStatement[] {
  return reads.flatMap(({ secrets, kmsKeyArn }, index) => {
    const kmsKeyArns = kmsKeyArn === undefined ? [] : [kmsKeyArn];
    const pathOf = (path: string) => `reads[${index}].${path.replace('kmsKeyArns[0]', 'kmsKeyArn')}`;
    return under(
      path => (path === 'region' ? path : pathOf(path)),
      () => readPolicy({ region, accountId, secrets, kmsKeyArns }).Statement,
    );
  });
}

/** The statements of a policy, as they are: they may say what none of ours does, such as a Deny. */
export function statementsOf(policy: unknown, index: number): IamPolicy['Statement'] {
  const statements = isPlainObject(policy) ? policy.Statement : undefined;
  if (Array.isArray(statements) && statements.length > 0) return statements as IamPolicy['Statement'];
  throw new FieldError(
    `policies[${index}]`,
    'must be a policy with a list of statements, such as policyFor(…) makes; put JSON through JSON.parse',
  );
}

/** What TriggerMesh's controller needs of its own identity. */
export const controllerPolicy = ({ for: consumers }: RoleSpec<string>): PolicyDocument | undefined =>
  consumers.length === 0 ? undefined : controllerPolicyFor(consumers, 'for');
