import type { Order } from './backends/delivery';
import { keyOf } from './backends/delivery';
import { csiObjects } from './csi-objects';
import { spellingOf, type CredentialClass, type Keys } from './credential-class';
import type { Engine } from './engine';
import { FieldError } from './field-error';
import { metadata, type Manifest, type Named, type ObjectSpec } from './manifest';
import { MountedFiles } from './mounted-files';
import { mountAccount, type MountAccount, type MountIdentity } from './mounted-identity';
import { mountedValues, type AnySource, type MountedSource } from './mounted-source';
import { requireName, requireNamespace } from './names';
import { requireRevision } from './revisions';
import { roleServiceAccount } from './role-service-account';
import { SyncedReference } from './synced-reference';

/** What a mounted credential takes. */
export type MountedCredentialSpec<Text, C extends CredentialClass> = ObjectSpec<Text> & {
  /** Which fields it has: `generic('username', 'password')`, or a `credentialClass(…)` of your own. */
  readonly class: C;
  /** Where the values are in AWS Secrets Manager. */
  readonly source: MountedSource<Text, C>;
  /** In whose name they are read: that of the service account of the pods. */
  readonly identity: MountIdentity<Text>;
  /**
   * How the fields are spelled as names of files.
   *
   * @default - the first convention of the class
   */
  readonly keys?: Keys<C> | undefined;
  /**
   * The mode of the files, in four octal digits. They belong to root: of a mode without rights for others, only a
   * container that runs as root can read them.
   *
   * @default - the driver's, 0644
   */
  readonly filePermission?: string | undefined;
  /**
   * Whether the driver keeps a Secret of the credential's name, too, for variables: see `syncedEnv()`. Its values are in
   * etcd then. The driver has to be installed with `syncSecret.enabled=true`, which lets it write every Secret of the cluster.
   *
   * @default false
   */
  readonly sync?: boolean | undefined;
  /**
   * Changes when the users of the credential should start anew. New pods read what is there when they start.
   *
   * @default - the pinned version of the source, or else users are started anew by hand
   */
  readonly revision?: string | undefined;
};

/** A spec of any class. */
type AnySpec<Text> = Named<Omit<MountedCredentialSpec<Text, CredentialClass>, 'source'>> & {
  readonly source: AnySource<Text>;
};

/** The objects of a mounted credential. */
export type MountedBundle<Text> = {
  readonly 'service-account'?: Manifest<Text>;
  readonly 'secret-provider-class': Manifest<Text>;
};

/** A mounted credential: the objects that bring it, and how it is referred to. */
type MountedCredential<Text> = {
  readonly account: MountAccount<Text>;
  readonly files: MountedFiles<Text>;
  /** Its fields in the Secret that the driver keeps; none without `sync`. */
  readonly synced: Readonly<Record<string, SyncedReference<Text>>> | undefined;
  readonly bundle: MountedBundle<Text>;
};

/**
 * A credential that the Secrets Store CSI driver mounts into pods, from AWS Secrets Manager.
 *
 * @throws FieldError for a spec that Kubernetes, the driver's AWS provider or Secrets Manager could not work with
 */
export function mountedCredential<Text>(engine: Engine<Text>, spec: AnySpec<Text>): MountedCredential<Text> {
  requireName('name', spec.name, 'subdomain');
  requireNamespace('namespace', spec.namespace);
  requireOptions(spec);
  const order: Order<Text> = {
    object: spec,
    credentialClass: spec.class,
    spelling: spellingOf('keys', spec.class, spec.keys),
  };
  const values = mountedValues(order, spec.source);
  const account = mountAccount(spec.identity, spec.name, spec.source.region);
  const { version } = spec.source;
  const files = new MountedFiles<Text>({
    secretProviderClass: spec.name,
    namespace: spec.namespace,
    serviceAccountName: account.serviceAccountName,
    revision: spec.revision ?? (version && 'id' in version ? version.id : undefined),
  });
  const keys = [...values.keys()].map(field => [field, keyOf('keys', order, field)] as const);
  const objects = csiObjects(engine, order, values, spec);
  return {
    account,
    files,
    synced: spec.sync
      ? Object.fromEntries(keys.map(([field, key]) => [field, new SyncedReference(files, spec.name, key)]))
      : undefined,
    bundle: {
      ...(account.isMade
        ? { 'service-account': roleServiceAccount({ ...spec, name: account.serviceAccountName }, account.roleArn) }
        : {}),
      'secret-provider-class': secretProviderClass(
        spec,
        account,
        objects,
        keys.map(([, key]) => key),
      ),
    },
  };
}

function requireOptions({ filePermission, sync, revision }: AnySpec<unknown>): void {
  if (filePermission !== undefined && !/^[0-7]{4}$/.test(filePermission))
    throw new FieldError('filePermission', "must be four octal digits, as in '0440'");
  if (sync !== undefined && typeof (sync as unknown) !== 'boolean')
    throw new FieldError('sync', 'must be true or false');
  requireRevision(revision);
}

/** https://secrets-store-csi-driver.sigs.k8s.io/concepts.html#secretproviderclass */
function secretProviderClass<Text>(
  spec: AnySpec<Text>,
  { usesPodIdentity }: MountAccount<Text>,
  objects: Text,
  keys: readonly string[],
): Manifest<Text> {
  const { region, failover } = spec.source;
  return {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: metadata(spec),
    spec: {
      provider: 'aws',
      parameters: {
        region,
        ...(failover === undefined ? {} : { failoverRegion: failover.region }),
        ...(usesPodIdentity ? { usePodIdentity: 'true' } : {}),
        objects,
      },
      ...(spec.sync ? { secretObjects: [syncedSecret(spec, keys)] } : {}),
    },
  };
}

const syncedSecret = <Text>(
  { name, class: { type }, labels, annotations }: AnySpec<Text>,
  keys: readonly string[],
) => ({
  secretName: name,
  type,
  ...(labels ? { labels } : {}),
  ...(annotations ? { annotations } : {}),
  data: keys.map(key => ({ objectName: key, key })),
});
