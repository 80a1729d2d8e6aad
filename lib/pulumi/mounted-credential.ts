import { ComponentResource, type ComponentResourceOptions, type Input } from '@pulumi/pulumi';
import { objectName } from '../core/claims';
import type { CredentialClass, Field } from '../core/credential-class';
import { FieldError } from '../core/field-error';
import { mountedCredential, type MountedCredentialSpec } from '../core/mounted-credential';
import type { MountedFiles } from '../core/mounted-files';
import { syncedEnvOf, type SyncedReference } from '../core/synced-reference';
import { agreeOnRole } from './agree-on-role';
import { claimsOf } from './claims-of';
import { claim, declare, named, plan, type Resources } from './plan';
import { bringFiles } from './references';
import { within } from './within';

// Made by the first of several, it would be deleted with that one, and after the next had made it.
const madeAlready = (serviceAccountName: string): FieldError =>
  new FieldError(
    'identity',
    `would make service account ${serviceAccountName}, which another mounted credential makes; say { existing: { serviceAccountName: '${serviceAccountName}' } } in all but one`,
  );

/** The args of a {@link MountedCredential}. */
export type MountedCredentialArgs<C extends CredentialClass> = MountedCredentialSpec<Input<string>, C>;

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
 * const database = new MountedCredential('database', {
 *   namespace: 'orders',
 *   class: generic('username', 'password'),
 *   source: { region: 'eu-west-1', secret: 'prod/orders/database' },
 *   identity: { roleArn: role.roleArn, serviceAccountName: role.serviceAccountName },
 * });
 * const files = { '/etc/worker/database': database.files() };
 * new TriggerMeshService('worker', { namespace: 'orders', image: 'worker', files });
 *
 * @throws ResourceError for args that Kubernetes, the driver's AWS provider or Secrets Manager could not work with
 */
export class MountedCredential<C extends CredentialClass> extends ComponentResource {
  /** The name of the SecretProviderClass, known when the program runs. */
  readonly secretProviderClassName: string;
  /** Its namespace. */
  readonly namespace: Input<string> | undefined;
  /** The service account as which pods read it. A `TriggerMeshService` with the files runs as it. */
  readonly serviceAccountName: string;
  /** The resources that were made: `secret-provider-class`, and `service-account` unless one exists. */
  readonly resources: Resources<'secret-provider-class'> & Partial<Resources<'service-account'>>;

  readonly #name: string;
  readonly #class: C;
  readonly #files: MountedFiles<Input<string>>;
  readonly #synced: Readonly<Record<string, SyncedReference<Input<string>>>> | undefined;

  constructor(name: string, args: MountedCredentialArgs<C>, opts: ComponentResourceOptions = {}) {
    const { class: credentialClass, ...rest } = args;
    const planned = plan(name, opts, named(name, rest), (engine, read) =>
      mountedCredential<Input<string>>(engine, { ...read, class: credentialClass }),
    );
    super('keywire:index:MountedCredential', name, {}, opts);
    const { account, bundle, files, synced } = planned.made;
    this.#name = name;
    this.#class = credentialClass;
    this.#files = files;
    this.#synced = synced;
    this.secretProviderClassName = bundle['secret-provider-class'].metadata.name;
    this.namespace = args.namespace;
    this.serviceAccountName = account.serviceAccountName;
    const { serviceAccountName: serviceAccount } = account;
    const claims = claimsOf(this);
    // Each is asked once its namespace is known, and only then.
    let hasSecret = !synced;
    let hasAccount = !account.isMade;
    this.resources = declare(this, planned, bundle, ({ namespace, identity }) => {
      const secret = { apiVersion: 'v1', kind: 'Secret', namespace, name: this.secretProviderClassName };
      hasSecret ||= claim(this, name, secret);
      if (!account.isMade) return;
      const [field, roleArn] =
        'roleArn' in identity ? ['identity.roleArn', identity.roleArn] : ['identity.podIdentity', ''];
      agreeOnRole(this, { path: name, field, namespace, serviceAccount, roleArn });
      if (hasAccount || (namespace !== undefined && typeof namespace !== 'string')) return;
      hasAccount = true;
      if (!claims.isFirst(objectName('v1', 'ServiceAccount', namespace, serviceAccount)))
        throw madeAlready(serviceAccount);
    });
    bringFiles(this, files);
    this.registerOutputs({ secretProviderClassName: this.secretProviderClassName });
  }

  /** All its files, for one folder of a `TriggerMeshService`. */
  files(): MountedFiles<Input<string>> {
    return this.#files;
  }

  /**
   * The credential as environment variables, from the Secret that the driver keeps with `sync`.
   *
   * They are good only in a service that has `files()` in its `files`, too: the Secret comes when the first pod has
   * mounted these, for which the container waits, and goes with the last pod. Nothing else can count on it. A variable
   * never changes while its pod runs.
   *
   * @param names Other names, by field; fields that are not named are left out. @default - all fields
   * @throws ResourceError without `sync`, for a field that the credential has not, or whose key is no variable's name
   */
  syncedEnv(
    names?: Readonly<Partial<Record<Field<C>, string>>>,
  ): Readonly<Record<string, SyncedReference<Input<string>>>> {
    return within({ name: this.#name, resource: this }, () => syncedEnvOf(this.#class, this.#synced, names));
  }
}
