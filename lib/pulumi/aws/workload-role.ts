import {
  ComponentResource,
  all,
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Input,
  type Output,
  type Resource,
} from '@pulumi/pulumi';
import { PodIdentityAssociation } from '@pulumi/aws/eks/podIdentityAssociation';
import { Role } from '@pulumi/aws/iam/role';
import { RolePolicy } from '@pulumi/aws/iam/rolePolicy';
import { FieldError } from '../../core/field-error';
import { roleServiceAccount } from '../../core/role-service-account';
import type { StoreAuth } from '../../core/secret-store';
import { iamRole, type IamRole } from '../../core/source-credentials';
import { agreeOnRole } from '../agree-on-role';
import { kubernetesResource } from '../kubernetes-resource';
import { childOptions, claim } from '../plan';
import { reading, whenKnown } from '../reading';
import { permit, type Permitted } from '../references';
import { within, type Owner } from '../within';
import { onceChecked } from './iam-options';
import { onceMade } from './once-made';
import { rolePlan, type RolePlan } from './role-plan';
import { controllerPolicy, rolePolicy, type RoleSpec } from './role-policies';
import type { WorkloadRoleArgs } from './workload-role-args';
import { requireOwnTrust, trustPolicy, type TrustSpec, type WorkloadTrust } from './workload-trust';

/**
 * An IAM role that the pods of one service account take, without any key: for sources, a store, or a service.
 *
 * A service of yours names the account as `serviceAccountName`, and comes after the role with `{ dependsOn: role }`. An
 * association of EKS Pod Identity takes some seconds until it holds: pods that start earlier have the node's role.
 * https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html
 *
 * @example
 * const readings = { kind: 'AWSKinesisSource', spec: { arn: stream.arn } } as const;
 * const role = new WorkloadRole('readings', {
 *   trust: { oidcProviderArn: cluster.oidcProviderArn },
 *   namespace: 'orders',
 *   serviceAccount: 'readings',
 *   for: [readings],
 * });
 * new EventSource('readings', { ...readings, namespace: 'orders', credentials: role.iamRole(), sink: worker });
 *
 * @throws ResourceError for a role that would be of no use, would be taken by other pods, or that its pods could not take
 */
export class WorkloadRole extends ComponentResource {
  /** The role's name in IAM. */
  readonly roleName: string;
  /** The ARN of the role, once it has its policy. */
  readonly roleArn: Output<string>;
  /** The name of the service account whose pods take it. */
  readonly serviceAccountName: string;
  /** What the role may do, as JSON. */
  readonly policy: Output<string>;
  /**
   * What TriggerMesh's controller needs of an identity of its own for these sources, as JSON: it takes no role of a
   * source. Undefined where it needs nothing: it calls AWS for AWSEventBridgeSource, AWSS3Source and AWSSNSSource alone.
   */
  readonly controllerPolicy: Output<string | undefined>;
  /** The resources that were made. */
  readonly resources: { readonly role: Role; readonly policy: RolePolicy };

  readonly #name: string;
  readonly #trust: WorkloadRoleArgs['trust'];
  readonly #makesServiceAccount: boolean;
  readonly #permitted: Permitted;

  constructor(name: string, args: WorkloadRoleArgs, opts: ComponentResourceOptions = {}) {
    const plan = within({ name, resource: opts.parent }, () => rolePlan(name, args));
    const { roleName } = plan;
    super('keywire:aws:WorkloadRole', name, {}, opts);
    this.#name = name;
    this.#trust = plan.trusted.spec.trust;
    this.#permitted = plan.permitted;
    this.#makesServiceAccount = args.makesServiceAccount ?? false;
    this.roleName = roleName;
    this.serviceAccountName = args.serviceAccount;
    const owner = { name, resource: this };
    const { assumeRolePolicy, controllerPolicy: ofController } = checkedPolicies(owner, plan);
    this.controllerPolicy = ofController;
    const { permissionsBoundary, tags, path } = plan.options.spec;
    const role = new Role(
      `${name}-role`,
      { name: roleName, path, assumeRolePolicy, permissionsBoundary, tags: tags && { ...tags } },
      childOptions(this, opts, [onceMade(assumeRolePolicy), ...onceChecked(owner, plan.options)]),
    );
    this.policy = policyOf(owner, plan, role.arn, [assumeRolePolicy, ofController]);
    const policy = new RolePolicy(
      `${name}-policy`,
      { name: roleName, role: role.name, policy: this.policy },
      childOptions(this, opts, [onceMade(this.policy)]),
    );
    this.resources = { role, policy };
    // Whoever has the ARN comes after the policy, and goes before it goes.
    this.roleArn = all([role.arn, policy.id]).apply(([arn]) => arn);
    const association = this.#associate(args, childOptions(this, opts));
    // A pod that starts before its association would run with the role of its node.
    if (this.#makesServiceAccount) this.#makeServiceAccount(args, childOptions(this, opts, association));
    this.registerOutputs({ roleName, roleArn: this.roleArn });
  }

  /**
   * The role as the credentials of a source.
   *
   * @throws ResourceError with EKS Pod Identity, which the AWS SDK in TriggerMesh 1.27 does not know, and with a service
   *   account that is made here
   */
  iamRole(): IamRole<Input<string>> {
    return within({ name: this.#name, resource: this }, () => {
      if (this.#trust.clusterName !== undefined)
        throw new FieldError('trust.clusterName', "can't be for sources; use oidcProviderArn");
      if (this.#makesServiceAccount)
        throw new FieldError('makesServiceAccount', "can't be for sources: TriggerMesh makes their service account");
      const role = iamRole<Input<string>>({ roleArn: this.roleArn, serviceAccount: this.serviceAccountName });
      return permit(role, this.#permitted);
    });
  }

  /**
   * The role as the `auth` of an AwsSecretStore. With EKS Pod Identity, the service account has to be that of External
   * Secrets itself, which takes no other pod's association. https://external-secrets.io/latest/provider/aws-access/
   */
  storeAuth(): StoreAuth<Input<string>> & { readonly dependsOn?: readonly Resource[] } {
    // External Secrets' own pods may be in any namespace.
    if (this.#trust.clusterName !== undefined) return { controller: {}, dependsOn: [this] };
    return permit({ roleArn: this.roleArn, serviceAccountName: this.serviceAccountName }, this.#permitted);
  }

  #associate({ trust, namespace, serviceAccount }: WorkloadRoleArgs, child: CustomResourceOptions): Resource[] {
    if (trust.clusterName === undefined) return [];
    const { clusterName } = trust;
    const association = { clusterName, namespace, serviceAccount, roleArn: this.roleArn };
    return [new PodIdentityAssociation(`${this.#name}-association`, association, child)];
  }

  #makeServiceAccount({ trust, namespace, serviceAccount }: WorkloadRoleArgs, child: CustomResourceOptions): void {
    const roleArn = trust.clusterName === undefined ? this.roleArn : undefined;
    const account = roleServiceAccount<Input<string>>({ name: serviceAccount, namespace }, roleArn);
    const { apiVersion, kind, metadata } = account;
    within({ name: this.#name, resource: this }, () => {
      claim(this, this.#name, { apiVersion, kind, ...metadata });
      // Of no source: TriggerMesh gives no role to an account that it has not made.
      agreeOnRole(this, { path: this.#name, field: 'makesServiceAccount', namespace, serviceAccount, roleArn: '' });
    });
    kubernetesResource(`${this.#name}-service-account`, account, child);
  }
}

/** What does not depend on the role, so that it can be checked before there is one. */
function checkedPolicies(owner: Owner, { trusted, spec }: RolePlan) {
  const assumeRolePolicy = whenKnown(owner, trusted, (known: TrustSpec<string>) => JSON.stringify(trustPolicy(known)));
  const ofController = whenKnown(owner, spec, (known: RoleSpec<string>) => {
    rolePolicy(known, undefined);
    const document = controllerPolicy(known);
    return document && JSON.stringify(document);
  });
  return { assumeRolePolicy, controllerPolicy: ofController };
}

/** What the policy depends on, once it is known. */
type Known = {
  readonly trust: WorkloadTrust<string>;
  readonly role: RoleSpec<string>;
  readonly roleArn: string;
};

function policyOf(
  owner: Owner,
  { trusted, spec }: RolePlan,
  roleArn: Output<string>,
  checked: readonly Output<unknown>[],
): Output<string> {
  // What has been checked comes first, so that what is wrong is told once.
  const withRole = reading({ checked, trust: trusted.spec.trust, role: spec.spec, roleArn });
  return whenKnown(owner, withRole, (known: Known) => {
    requireOwnTrust(known.trust, known.roleArn);
    return JSON.stringify(rolePolicy(known.role, known.roleArn));
  });
}
