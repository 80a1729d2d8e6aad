import { createHash } from 'node:crypto';
import { parseArn } from '../arn';
import { requireField } from '../credential-class';
import { requirePositiveDuration } from '../duration';
import { FieldError } from '../field-error';
import { metadata, type Manifest } from '../manifest';
import { requireName } from '../names';
import type { StoreReference } from '../secret-store';
import {
  remoteValue,
  type AwsSecretsManager,
  type AwsSecretsManagerOptions,
  type OneSecret,
  type RemoteValue,
  type SecretPerField,
} from './aws-secrets-manager';
import { fieldsOf, keyOf, requireFields, type Delivery, type Order } from './delivery';

/** What is delivered under one name. */
type Version = { readonly name: string; readonly version: string | undefined };

/** The ExternalSecrets of a credential. */
export function deliverFromSecretsManager<Text>(
  order: Order<Text>,
  { options }: AwsSecretsManager<Text, string>,
): Delivery<Text> {
  requireOptions(order, options);
  const values = remoteValues(order, options);
  const versions = versionsOf(order.object.name, options);
  return {
    secretNames: versions.map(({ name }) => name),
    fields: [...values.keys()],
    bundle: Object.fromEntries(
      versions.map(each => [bundleId(order, each), externalSecret(order, options, values, each)]),
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
  if (stage?.startsWith('uuid/'))
    throw new FieldError('backend.stage', 'must be a staging label; a version id belongs in versions');
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

function remoteValues(
  order: Order<unknown>,
  options: AwsSecretsManagerOptions<unknown, string>,
): ReadonlyMap<string, RemoteValue> {
  const values = options.secrets === undefined ? valuesOfOne(order, options) : valueOfEach(order, options);
  const region = options.store.region;
  for (const [field, { secret }] of values)
    requireRemote(options.secrets === undefined ? 'backend.secret' : `backend.secrets.${field}`, secret, region);
  return values;
}

function valuesOfOne(order: Order<unknown>, options: OneSecret<string>): ReadonlyMap<string, RemoteValue> {
  const { secret, properties = {}, optionalFields = [] } = options;
  for (const field of Object.keys(properties))
    requireField(`backend.properties.${field}`, order.credentialClass, field);
  const fields = fieldsOf('backend.optionalFields', order, optionalFields);
  // A field may be named `constructor`, which every object inherits.
  const property = (field: string) => (Object.hasOwn(properties, field) ? properties[field] : undefined);
  return new Map(
    fields.map(field => [
      field,
      { secret, property: property(field) ?? keyOf('backend.optionalFields', order, field) },
    ]),
  );
}

function valueOfEach(order: Order<unknown>, { secrets }: SecretPerField<string>): ReadonlyMap<string, RemoteValue> {
  const values = new Map<string, RemoteValue>();
  const fieldOfWhole = new Map<string, string>();
  for (const [field, remote] of Object.entries(secrets)) {
    requireField(`backend.secrets.${field}`, order.credentialClass, field);
    if (remote === undefined) continue;
    const value = remoteValue(remote);
    const other = value.property === undefined ? fieldOfWhole.get(value.secret) : undefined;
    if (other !== undefined) {
      throw new FieldError(
        `backend.secrets.${field}`,
        `is the whole of the secret that is ${other}, too; name the property that holds it, or use secret`,
      );
    }
    if (value.property === undefined) fieldOfWhole.set(value.secret, field);
    values.set(field, value);
  }
  requireFields('backend.secrets', order, [...values.keys()]);
  return values;
}

function requireRemote(path: string, secret: unknown, region: unknown): void {
  if (typeof secret !== 'string') throw new FieldError(path, 'must be the name or ARN of a secret in Secrets Manager');
  if (secret.startsWith('arn:')) {
    const arn = parseArn(secret);
    if (arn?.service !== 'secretsmanager')
      throw new FieldError(path, 'must be the ARN of a secret in Secrets Manager, or its name');
    if (typeof region === 'string' && arn.region !== region) {
      throw new FieldError(path, `is in region ${arn.region}, its store in ${region}; use a store of that region`);
    }
  } else if (!/^[\w/+=.@-]{1,512}$/.test(secret)) {
    throw new FieldError(
      path,
      'must be the name of a secret in Secrets Manager: up to 512 of letters, digits and /_+=.@-',
    );
  }
}

function versionsOf(name: string, options: AwsSecretsManagerOptions<unknown, string>): readonly Version[] {
  if (options.versions === undefined) return [{ name, version: options.stage }];
  const { secret, versions } = options;
  if (options.versions.length === 0)
    throw new FieldError('backend.versions', 'must list at least one version id, or be left out');
  return versions.map((id, index) => {
    const path = `backend.versions[${index}]`;
    if (!/^[A-Za-z0-9-]{32,64}$/.test(id))
      throw new FieldError(path, 'must be a version id of Secrets Manager: 32 to 64 letters, digits and "-"');
    if (versions.indexOf(id) !== index) throw new FieldError(path, 'stands twice; list each version once');
    const pinned = `${name}-${createHash('sha256').update(`${secret}@${id}`).digest('hex').slice(0, 10)}`;
    requireName('name', pinned, 'subdomain');
    return { name: pinned, version: `uuid/${id}` };
  });
}

// Defaults of the CRD are written out: left to it, they come back as a difference in Argo CD.
const defaults = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };

function externalSecret<Text>(
  order: Order<Text>,
  options: AwsSecretsManagerOptions<Text, string>,
  values: ReadonlyMap<string, RemoteValue>,
  { name, version }: Version,
): Manifest<Text> {
  const { type } = order.credentialClass;
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
        // Without a template the Secret is Opaque and takes the labels of its ExternalSecret, which is what is wanted.
        ...(type === 'Opaque' ? {} : { template: { type, engineVersion: 'v2', mergePolicy: 'Replace' } }),
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
