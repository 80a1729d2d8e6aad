import {
  ComponentResource,
  all,
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Input,
  type Output,
} from '@pulumi/pulumi';
import { PodIdentityAssociation } from '@pulumi/aws/eks/podIdentityAssociation';
import { Role } from '@pulumi/aws/iam/role';
import { RolePolicy } from '@pulumi/aws/iam/rolePolicy';
import { FieldError } from '../../core/field-error';
import type { AwsConsumer } from '../../core/iam/aws-consumer';
import type { PolicyDocument } from '../../core/iam/policy-document';
import { roleServiceAccount } from '../../core/role-service-account';
import type { StoreAuth } from '../../core/secret-store';
import { iamRole, type IamRole } from '../../core/source-credentials';
import { kubernetesResource } from '../kubernetes-resource';
import { childOptions, claim } from '../plan';
import { reading, whenKnown, type Reading } from '../reading';
import { within } from '../within';
import { requireIamName } from './iam-name';
import type { RemoteSecret } from './remote-secret';
import {
  controllerPolicy,
  requireUse,
  rolePolicy,
  trustPolicy,
  type RoleSpec,
  type WorkloadTrust,
} from './role-policies';

/** The args of a {@link WorkloadRole}. */
export type WorkloadRoleArgs = {
  /** How pods come to take the role: `{ oidcProviderArn }` (IRSA), or `{ clusterName }` (EKS Pod Identity). */
  readonly trust: WorkloadTrust<Input<string>>;
  /** The namespace of the service account. */
  readonly namespace: Input<string>;
  /** The name of the service account whose pods take the role. */
  readonly serviceAccount: string;
  /**
   * Whether the service account is made here. TriggerMesh makes that of a source, and leaves one alone that it has not
   * made; an AwsSecretStore makes its own. For a service, nobody else makes it.
   *
   * @default false
   */
  readonly makesServiceAccount?: boolean | undefined;
  /** The sources whose adapters take the role. @default [] */
  readonly for?: readonly AwsConsumer<Input<string>>[] | undefined;
  /** The secrets that the role reads, for the service account of a store. @default [] */
  readonly reads?: readonly Pick<RemoteSecret<string>, 'secrets' | 'kmsKeyArn'>[] | undefined;
  /** The AWS region of the secrets that it reads. @default - needed only with `reads` */
  readonly region?: string | undefined;
  /** What else it may do, for a service of your own. @default [] */
  readonly policies?: readonly PolicyDocument[] | undefined;
  /** The role's name in IAM. @default - the logical name */
  readonly name?: string | undefined;
  /** The ARN of a policy that bounds what the role may ever do. @default - none */
  readonly permissionsBoundary?: Input<string> | undefined;
  /** @default {} */
  readonly tags?: Readonly<Record<string, Input<string>>> | undefined;
};

/**
 * An IAM role that the pods of one service account take, without any key: for sources, a store, or a service.
 *
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

  readonly #name: string;
  readonly #trust: WorkloadRoleArgs['trust'];

  constructor(name: string, args: WorkloadRoleArgs, opts: ComponentResourceOptions = {}) {
    const { spec, roleName } = within({ name, resource: opts.parent }, () => checked(name, args));
    super('keywire:aws:WorkloadRole', name, {}, opts);
    const owner = { name, resource: this };
    const child = childOptions(this, opts);
    const assumeRolePolicy = whenKnown(owner, spec, (known: RoleSpec<string>) => JSON.stringify(trustPolicy(known)));
    const { permissionsBoundary, tags } = args;
    const role = new Role(
      `${name}-role`,
      { name: roleName, assumeRolePolicy, permissionsBoundary, tags: tags && { ...tags } },
      child,
    );
    const withRole = reading({ role: spec.spec, roleArn: role.arn });
    this.policy = whenKnown(owner, withRole, (known: Known) => JSON.stringify(rolePolicy(known.role, known.roleArn)));
    this.controllerPolicy = whenKnown(owner, spec, (known: RoleSpec<string>) => {
      const document = controllerPolicy(known);
      return document && JSON.stringify(document);
    });
    const policy = new RolePolicy(`${name}-policy`, { name: roleName, role: role.name, policy: this.policy }, child);
    // Whoever has the ARN comes after the policy, and goes before it goes.
    this.roleArn = all([role.arn, policy.id]).apply(([arn]) => arn);
    this.#name = name;
    this.#trust = args.trust;
    this.roleName = roleName;
    this.serviceAccountName = args.serviceAccount;
    this.#associate(args, child);
    if (args.makesServiceAccount) this.#makeServiceAccount(args, child);
    this.registerOutputs({ roleName, roleArn: this.roleArn });
  }

  /**
   * The role as the credentials of a source.
   *
   * @throws ResourceError with EKS Pod Identity, which the AWS SDK in TriggerMesh 1.27 does not know
   */
  iamRole(): IamRole<Input<string>> {
    return within({ name: this.#name, resource: this }, () => {
      if (this.#trust.clusterName !== undefined)
        throw new FieldError('trust.clusterName', "can't be for sources; use oidcProviderArn");
      return iamRole<Input<string>>({ roleArn: this.roleArn, serviceAccount: this.serviceAccountName });
    });
  }

  /**
   * The role as the `auth` of an AwsSecretStore. With EKS Pod Identity, the service account has to be that of External
   * Secrets itself, which takes no other pod's association. https://external-secrets.io/latest/provider/aws-access/
   */
  storeAuth(): StoreAuth<Input<string>> {
    return this.#trust.clusterName === undefined
      ? { roleArn: this.roleArn, serviceAccountName: this.serviceAccountName }
      : { controller: {} };
  }

  #associate({ trust, namespace, serviceAccount }: WorkloadRoleArgs, child: CustomResourceOptions): void {
    if (trust.clusterName === undefined) return;
    const { clusterName } = trust;
    const association = { clusterName, namespace, serviceAccount, roleArn: this.roleArn };
    new PodIdentityAssociation(`${this.#name}-association`, association, child);
  }

  #makeServiceAccount({ trust, namespace, serviceAccount }: WorkloadRoleArgs, child: CustomResourceOptions): void {
    const roleArn = trust.clusterName === undefined ? this.roleArn : undefined;
    const account = roleServiceAccount<Input<string>>({ name: serviceAccount, namespace }, roleArn);
    const { apiVersion, kind, metadata } = account;
    within({ name: this.#name, resource: this }, () => {
      claim(this, this.#name, { apiVersion, kind, ...metadata });
    });
    kubernetesResource(`${this.#name}-service-account`, account, child);
  }
}

/** What the policy depends on, once it is known. */
type Known = { readonly role: RoleSpec<string>; readonly roleArn: string };

function checked(name: string, args: WorkloadRoleArgs): { spec: Reading<RoleSpec<Input<string>>>; roleName: string } {
  const roleName = args.name ?? name;
  requireIamName('name', roleName);
  const { trust, namespace, serviceAccount, for: consumers = [], reads = [], region, policies = [] } = args;
  const remote = reads.map(({ secrets, kmsKeyArn }) => ({ secrets, kmsKeyArn }));
  const given = { trust, namespace, serviceAccount, for: consumers, reads: remote, region, policies };
  requireUse(given);
  const spec = reading<RoleSpec<Input<string>>>(given);
  if (spec.later.size === 0) {
    const known = spec.spec as RoleSpec<string>;
    trustPolicy(known);
    rolePolicy(known, undefined);
  }
  return { spec, roleName };
}
