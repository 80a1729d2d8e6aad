import { ComponentResource, type ComponentResourceOptions, type Input } from '@pulumi/pulumi';
import { secretStore, type AwsSecretStoreSpec, type StoreReference } from '../core/secret-store';
import { FieldError } from '../core/field-error';
import { agreeOnRole } from './agree-on-role';
import { permittedBy, requireOwnNamespace } from './permitted';
import { declare, named, plan, type Resources } from './plan';
import { permittedOf, show, type Permitted } from './references';

/** The args of an {@link AwsSecretStore}. */
export type AwsSecretStoreArgs = AwsSecretStoreSpec<Input<string>>;

/**
 * A store of External Secrets over AWS Secrets Manager. One serves many credentials.
 *
 * Makes a SecretStore, or a ClusterSecretStore where `namespaces` are given, and the service account of its role.
 * https://external-secrets.io/latest/provider/aws-secrets-manager/
 *
 * @throws ResourceError for args that External Secrets or Kubernetes could not work with
 */
export class AwsSecretStore extends ComponentResource implements StoreReference<Input<string>> {
  /** Whether it serves its own namespace, or those that were named. */
  readonly storeKind: 'SecretStore' | 'ClusterSecretStore';
  /** The name of the store. */
  readonly storeName: string;
  /** The namespace of a SecretStore; of a ClusterSecretStore, that of its service account or access key. */
  readonly namespace: Input<string> | undefined;
  /** The namespaces that a ClusterSecretStore serves. */
  readonly namespaces: readonly string[] | undefined;
  /** The AWS region of the secrets. */
  readonly region: string;
  /** The resources that were made: `store`, and `service-account` where there is a role. */
  readonly resources: Resources<'store'> & Partial<Resources<'service-account'>>;

  constructor(name: string, args: AwsSecretStoreArgs, opts: ComponentResourceOptions = {}) {
    const spec = named(name, { ...args, permitted: permittedOfAuth(args.auth) });
    const planned = plan(name, opts, spec, (_, { permitted, ...store }) => {
      requireReader(permitted, store);
      return secretStore(store);
    });
    super('keywire:index:AwsSecretStore', name, {}, opts);
    const { reference, bundle } = planned.made;
    this.storeKind = reference.storeKind;
    this.storeName = reference.storeName;
    this.namespace = reference.namespace;
    this.namespaces = reference.namespaces;
    this.region = args.region;
    const account = bundle['service-account']?.metadata.name;
    this.resources = declare(this, planned, bundle, ({ auth, namespace }) => {
      if (account !== undefined && 'roleArn' in auth)
        agreeOnRole(this, {
          path: name,
          field: 'auth.roleArn',
          namespace,
          serviceAccount: account,
          roleArn: auth.roleArn,
        });
    });
    show(this, reference);
    this.registerOutputs({ storeName: this.storeName });
  }
}

/** What the identity of a store is for, where that is noted. At run time anything may come. */
function permittedOfAuth(auth: AwsSecretStoreArgs['auth']): Permitted | undefined {
  const given: unknown = auth;
  if (typeof given !== 'object' || given === null) return undefined;
  return permittedOf(given) ?? ('credentials' in auth ? permittedBy(auth.credentials) : undefined);
}

/** Throws for an identity that may read no secrets, and for a role of another namespace. */
function requireReader(permitted: Permitted | undefined, { auth, namespace }: AwsSecretStoreArgs): void {
  if (!permitted) return;
  if ('credentials' in auth)
    throw new FieldError(
      'auth.credentials',
      'is the key of a dedicated user, which may read no secret; use a WorkloadRole, or the key of another user',
    );
  requireOwnNamespace('auth', permitted, namespace);
}
