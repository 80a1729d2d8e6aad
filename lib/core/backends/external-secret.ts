import { createHash } from 'node:crypto';
import type { Engine } from '../engine';
import { requirePositiveDuration } from '../duration';
import { FieldError } from '../field-error';
import { metadata, type Manifest, type StringMap } from '../manifest';
import { requireName } from '../names';
import type { StoreReference } from '../secret-store';
import type { AwsSecretsManager, AwsSecretsManagerOptions, RemoteValue } from './aws-secrets-manager';
import { keyOf, type Delivery, type Order } from './delivery';
import { remoteValues } from './remote-values';

/** What is delivered under one name. */
type Version = { readonly name: string; readonly version: string | undefined };

/** The ExternalSecrets of a credential. */
export function deliverFromSecretsManager<Text>(
  engine: Engine<Text>,
  order: Order<Text>,
  { options }: AwsSecretsManager<Text, string>,
): Delivery<Text> {
  requireOptions(order, options);
  const values = remoteValues(order, options);
  const versions = versionsOf(order.object.name, options);
  const secretNames = versions.map(({ name }) => name);
  return {
    secretNames,
    madeByOperator: secretNames,
    fields: [...values.keys()],
    bundle: Object.fromEntries(
      versions.map(each => [bundleId(order, each), externalSecret(engine, order, options, values, each)]),
    ),
  };
}

const bundleId = <Text>({ object }: Order<Text>, { name }: Version) =>
  name === object.name ? 'external-secret' : `external-secret${name.slice(object.name.length)}`;

function requireOptions<Text>({ object }: Order<Text>, options: AwsSecretsManagerOptions<Text, string>): void {
  const { store, refreshInterval, creationPolicy = 'Owner', deletionPolicy = 'Retain', stage } = options;
  requireStore(object.namespace, store);
  requirePositiveDuration('backend.refreshInterval', refreshInterval);
  if (!['Owner', 'Orphan'].includes(creationPolicy)) {
    throw new FieldError(
      'backend.creationPolicy',
      'must be Owner or Orphan; Merge and None wait for a Secret that somebody else makes',
    );
  }
  if (!['Retain', 'Delete', 'Merge'].includes(deletionPolicy)) {
    throw new FieldError('backend.deletionPolicy', 'must be Retain, Delete or Merge');
  }
  if (deletionPolicy === 'Delete' && creationPolicy !== 'Owner') {
    throw new FieldError(
      'backend.deletionPolicy',
      'must be Retain or Merge: External Secrets deletes only what it owns',
    );
  }
  if (stage !== undefined && !/^(?!uuid\/)\S{1,256}$/.test(stage)) {
    throw new FieldError('backend.stage', 'must be a staging label; a version id belongs in versions');
  }
}

function requireStore(namespace: unknown, store: StoreReference<unknown> | null | undefined): void {
  if (typeof store !== 'object' || store === null || !('storeKind' in store)) {
    throw new FieldError(
      'backend.store',
      'must be an AwsSecretStore, or existingStore(…) for one that keywire does not make',
    );
  }
  if (store.storeKind === 'SecretStore') {
    requireStoreHere(store, namespace);
  } else if (store.namespaces && typeof namespace === 'string' && !store.namespaces.includes(namespace)) {
    throw new FieldError(
      'backend.store',
      `ClusterSecretStore ${store.storeName} does not serve namespace ${namespace}; add it to the store's namespaces`,
    );
  }
}

/** Throws for a store that is known to be in another namespace: a SecretStore serves its own alone. */
function requireStoreHere({ storeName, namespace: there }: StoreReference<unknown>, here: unknown): void {
  if (typeof there !== 'string' || typeof here !== 'string' || there === here) return;
  throw new FieldError(
    'backend.store',
    `SecretStore ${storeName} is in namespace ${there}, its user in ${here}; make a store in ${here}, or one with namespaces`,
  );
}

function versionsOf(name: string, options: AwsSecretsManagerOptions<unknown, string>): readonly Version[] {
  if (options.versions === undefined) return [{ name, version: options.stage }];
  const { secret, versions } = options;
  if (!Array.isArray(versions) || versions.length === 0)
    throw new FieldError('backend.versions', 'must list at least one version id, or be left out');
  return versions.map((id, index) => {
    const path = `backend.versions[${index}]`;
    if (!/^[A-Za-z0-9-]{32,64}$/.test(id))
      throw new FieldError(path, 'must be a version id of Secrets Manager: 32 to 64 letters, digits and "-"');
    if (versions.indexOf(id) !== index) throw new FieldError(path, 'stands twice; list each version once');
    const pinned = `${name}-${createHash('sha256')
      .update(`${String(secret)}@${id}`)
      .digest('hex')
      .slice(0, 10)}`;
    requireName('name', pinned, 'subdomain');
    return { name: pinned, version: `uuid/${id}` };
  });
}

// Defaults of the CRD are written out: left to it, they come back as a difference in Argo CD.
const defaults = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };

function externalSecret<Text>(
  engine: Engine<Text>,
  order: Order<Text>,
  options: AwsSecretsManagerOptions<Text, string>,
  values: ReadonlyMap<string, RemoteValue<Text>>,
  { name, version }: Version,
): Manifest<Text> {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: metadata({ ...order.object, name }),
    spec: {
      refreshInterval: options.refreshInterval ?? '1h0m0s',
      secretStoreRef: { kind: options.store.storeKind, name: options.store.storeName },
      target: {
        name,
        creationPolicy: options.creationPolicy ?? 'Owner',
        deletionPolicy: options.deletionPolicy ?? 'Retain',
        template: {
          type: order.credentialClass.type,
          engineVersion: 'v2',
          mergePolicy: 'Replace',
          ...templateMetadata(engine, order),
        },
      },
      data: [...values].map(([field, { secret, property }]) => ({
        secretKey: keyOf('keys', order, field),
        remoteRef: {
          key: secret,
          ...(property === undefined ? {} : { property }),
          ...(version === undefined ? {} : { version }),
          ...defaults,
        },
      })),
    },
  };
}

/**
 * The labels and annotations of the Secret. Without a template, External Secrets copies those of the ExternalSecret, a
 * GitOps tool's own among them. It takes them for Go templates, so a `{{` is written as one that prints it.
 */
function templateMetadata<Text>(engine: Engine<Text>, { object }: Order<Text>) {
  const literally = (map: StringMap<Text>) =>
    Object.fromEntries(
      Object.entries(map).map(([key, text]) => [
        key,
        engine.map([text as Text], known => known.replaceAll('{{', '{{ "{{" }}')),
      ]),
    );
  const labels = object.labels && { labels: literally(object.labels) };
  const annotations = object.annotations && { annotations: literally(object.annotations) };
  return labels || annotations ? { metadata: { ...labels, ...annotations } } : {};
}
