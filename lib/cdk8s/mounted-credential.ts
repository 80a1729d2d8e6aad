import { Construct } from 'constructs';
import { parseArn } from '../core/arn';
import { objectName } from '../core/claims';
import type { CredentialClass, Field } from '../core/credential-class';
import { FieldError } from '../core/field-error';
import { mountReadPolicy, type MountReadOptions } from '../core/iam/mount-read-policy';
import type { PolicyDocument } from '../core/iam/policy-document';
import type { Named } from '../core/manifest';
import { mountedCredential, type MountedCredentialSpec } from '../core/mounted-credential';
import type { MountedFiles } from '../core/mounted-files';
import { syncedEnvOf, type SyncedReference } from '../core/synced-reference';
import { agreeOnRole, claimName, declare, makesShared, named, within, type ApiObjects } from './declare';
import { cdk8sEngine } from './engine';

/** The props of a {@link MountedCredential}. */
export type MountedCredentialProps<C extends CredentialClass> = MountedCredentialSpec<string, C>;

/**
 * A credential that is mounted into pods as files, straight from AWS Secrets Manager: it is no Secret, and not in etcd.
 *
 * Makes a SecretProviderClass (`secrets-store.csi.x-k8s.io/v1`) for the Secrets Store CSI driver and its AWS provider,
 * and the service account in whose name the pods read it. Every value has to be a text: a number or a boolean in the
 * JSON of the remote secret fails the mount. What is mounted is one file for each field, named as its key, **and the
 * whole of each remote secret that properties are taken from**, `whole-secret.json`: the provider writes it always, so
 * a pod sees the fields that are not its own, too. Keep one remote secret for each workload.
 *
 * Only a `TriggerMeshService` can use it: there are no keys, which sources, stores and `envFrom` take.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/integrate_eks.html
 *
 * @example
 * const database = new MountedCredential(chart, 'database', {
 *   class: generic('username', 'password'),
 *   source: { region: 'eu-west-1', secret: 'prod/orders/database' },
 *   identity: { roleArn: 'arn:aws:iam::123456789012:role/orders', serviceAccountName: 'orders' },
 * });
 * new TriggerMeshService(chart, 'worker', { image: 'worker', files: { '/etc/worker/database': database.files() } });
 *
 * @throws FieldError for props that Kubernetes, the driver's AWS provider or Secrets Manager could not work with
 */
export class MountedCredential<C extends CredentialClass> extends Construct {
  /** The name of the SecretProviderClass. */
  readonly secretProviderClassName: string;
  /** Its namespace. */
  readonly namespace: string | undefined;
  /** The service account as which pods read it. A `TriggerMeshService` with the files runs as it. */
  readonly serviceAccountName: string;
  /**
   * The cdk8s objects that were made: `secret-provider-class`, and `service-account` where this is the first to name
   * its role.
   */
  readonly apiObjects: ApiObjects<'secret-provider-class'> & Partial<ApiObjects<'service-account'>>;

  readonly #spec: Named<MountedCredentialSpec<string, C>>;
  readonly #made: ReturnType<typeof mountedCredential<string>>;

  constructor(scope: Construct, id: string, props: MountedCredentialProps<C>) {
    super(scope, id);
    this.#spec = named(this, props);
    this.#made = within(this, () => mountedCredential(cdk8sEngine, this.#spec));
    this.secretProviderClassName = this.#spec.name;
    this.namespace = this.#spec.namespace;
    this.serviceAccountName = this.#made.account.serviceAccountName;
    this.apiObjects = within(this, () => this.#declare());
    this.node.defaultChild = this.apiObjects['secret-provider-class'];
  }

  /** All its files, for one folder of a `TriggerMeshService`. */
  files(): MountedFiles<string> {
    return this.#made.files;
  }

  /**
   * The credential as environment variables, from the Secret that the driver keeps with `sync`.
   *
   * They are good only in a service that has `files()` in its `files`, too: the Secret comes when the first pod has
   * mounted these, for which the container waits, and goes with the last pod. Nothing else can count on it. A variable
   * never changes while its pod runs.
   *
   * @param names Other names, by field; fields that are not named are left out. @default - all fields
   * @throws FieldError without `sync`, for a field that the credential has not, or whose key is no variable's name
   */
  syncedEnv(names?: Readonly<Partial<Record<Field<C>, string>>>): Readonly<Record<string, SyncedReference<string>>> {
    return within(this, () => syncedEnvOf(this.#spec.class, this.#made.synced, names));
  }

  /**
   * The IAM policy that lets the role read exactly the secrets of this credential.
   *
   * @throws FieldError if the account can't be told from `roleArn`
   */
  readPolicy(
    options: Omit<MountReadOptions, 'accountId'> & {
      /** The account that the secrets are in. @default - the role's */
      readonly accountId?: string | undefined;
    } = {},
  ): PolicyDocument {
    const { identity } = this.#spec;
    return within(this, () => {
      const accountId = options.accountId ?? ('roleArn' in identity ? parseArn(identity.roleArn)?.account : undefined);
      if (accountId === undefined)
        throw new FieldError('accountId', 'must be told, as there is no role to read it from');
      return mountReadPolicy({ ...this.#spec, ...options, accountId });
    });
  }

  #declare(): MountedCredential<C>['apiObjects'] {
    const { account, bundle, synced } = this.#made;
    const { namespace } = this;
    const name = (kind: string, of: string): string => objectName('v1', kind, namespace, of);
    // Under its own name: two makers of one Secret would undo each other's work.
    if (synced) claimName(this, name('Secret', this.#spec.name), namespace);
    const { 'service-account': serviceAccount, ...rest } = bundle;
    if (!serviceAccount) return declare(this, rest);
    const { serviceAccountName, roleArn } = account;
    const field = roleArn === undefined ? 'identity.podIdentity' : 'identity.roleArn';
    agreeOnRole(this, field, { namespace, serviceAccount: serviceAccountName, roleArn: roleArn ?? '' });
    const isFirst = makesShared(this, name('ServiceAccount', serviceAccountName), namespace);
    return declare(this, isFirst ? bundle : rest);
  }
}
