import type { Input } from '@pulumi/pulumi';
import { FieldError } from '../../core/field-error';
import { requireServiceAccount } from '../../core/names';
import { reading, type Reading } from '../reading';
import type { Permitted } from '../references';
import { iamOptions, type IamOptions } from './iam-options';
import { rolePolicy, type RoleSpec } from './role-policies';
import type { WorkloadRoleArgs } from './workload-role-args';
import { requireTrust, trustPolicy, type TrustSpec } from './workload-trust';

/** What a role is going to be: all that is known of it is checked, and nothing is declared yet. */
export type RolePlan = {
  readonly roleName: string;
  readonly options: Reading<IamOptions>;
  readonly trusted: Reading<TrustSpec<Input<string>>>;
  readonly spec: Reading<RoleSpec<Input<string>>>;
  readonly permitted: Permitted;
};

/** Plans a role. Throws for one that nothing uses, for one that its pods could not take, and for what IAM would not take. */
export function rolePlan(name: string, args: WorkloadRoleArgs): RolePlan {
  const { name: roleName = name, trust, namespace, serviceAccount, region } = args;
  const { for: consumers = [], reads = [], policies = [] } = args;
  const options = iamOptions(roleName, args);
  requireTrust('trust', trust);
  requireServiceAccount('serviceAccount', serviceAccount);
  requireUse(args, { for: consumers, reads, policies });
  const trusted = reading<TrustSpec<Input<string>>>({ trust, namespace, serviceAccount });
  const remote = reads.map(({ secrets, kmsKeyArn }) => ({ secrets, kmsKeyArn }));
  const spec = reading<RoleSpec<Input<string>>>({ for: consumers, reads: remote, region, policies });
  if (trusted.later.size === 0) trustPolicy(trusted.spec as TrustSpec<string>);
  if (spec.later.size === 0) rolePolicy(spec.spec as RoleSpec<string>, undefined);
  // Of what else a role may do, nobody can say which sources it is for.
  const permitted = { for: policies.length > 0 ? [] : spec.spec.for, namespace: trusted.spec.namespace };
  return { roleName, options, trusted, spec, permitted };
}

function requireUse(
  { trust, region, makesServiceAccount }: WorkloadRoleArgs,
  uses: Readonly<Record<'for' | 'reads' | 'policies', readonly unknown[]>>,
): void {
  // At run time anything may come.
  for (const [path, list] of Object.entries<unknown>(uses))
    if (!Array.isArray(list)) throw new FieldError(path, 'must be a list');
  if (Object.values(uses).every(list => list.length === 0))
    throw new FieldError('for', 'must name at least one source, unless reads or policies say what the role is for');
  if (uses.reads.length > 0 && region === undefined)
    throw new FieldError('region', 'must be told: the AWS region of the secrets that the role reads');
  if (uses.for.length === 0) return;
  if (trust.clusterName !== undefined)
    throw new FieldError(
      'trust.clusterName',
      "can't be for sources: the AWS SDK in TriggerMesh 1.27 is older than EKS Pod Identity; use oidcProviderArn",
    );
  if (makesServiceAccount)
    throw new FieldError('makesServiceAccount', "can't be for sources: TriggerMesh makes their service account");
}
