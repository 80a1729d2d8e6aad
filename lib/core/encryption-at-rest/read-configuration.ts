import { isPlainObject } from '../deferred';
import { goDuration, isGoDuration } from '../duration';
import { FieldError } from '../field-error';
import {
  keyProviders,
  type EncryptedResources,
  type EncryptionConfiguration,
  type KeyProvider,
  type Kms,
  type NamedKey,
  type Provider,
} from './configuration';
import { KeyMaterial } from './key-material';
import { isTakenEndpoint, wantedEndpoint } from './kms-endpoint';
import { requireNoneHidden, requireResourceNames } from './resource-names';

/** The sizes of a key in bytes, as an API server takes them. */
const keySizes: Readonly<Record<KeyProvider, readonly number[]>> = {
  secretbox: [32],
  aescbc: [16, 24, 32],
  aesgcm: [16, 24, 32],
};

/**
 * An `EncryptionConfiguration`, from the content of a file that anybody may have written.
 *
 * What it takes, an API server takes; what is unwise about it is told by `findings`.
 *
 * @throws FieldError, whose message shows no key, for what an API server refuses
 */
export function readConfiguration(content: unknown): EncryptionConfiguration {
  const file = fields('file', content, ['apiVersion', 'kind', 'resources']);
  if (file.apiVersion !== 'apiserver.config.k8s.io/v1')
    throw new FieldError('apiVersion', 'must be apiserver.config.k8s.io/v1');
  if (file.kind !== 'EncryptionConfiguration') throw new FieldError('kind', 'must be EncryptionConfiguration');
  const resources = list('resources', file.resources).map((entry, index) => resourcesOf(`resources[${index}]`, entry));
  requireNoneHidden(resources.map(({ resources: names }, index) => ({ path: `resources[${index}].resources`, names })));
  requireDistinctKms(resources);
  return { resources };
}

function resourcesOf(path: string, value: unknown): EncryptedResources {
  const entry = fields(path, value, ['resources', 'providers']);
  const names = list(`${path}.resources`, entry.resources);
  requireResourceNames(`${path}.resources`, names);
  const providers = list(`${path}.providers`, entry.providers).map((provider, index) =>
    providerOf(`${path}.providers[${index}]`, provider),
  );
  return { resources: names, providers };
}

const oneOf = 'must be exactly one of secretbox, aescbc, aesgcm, kms and identity';

function providerOf(path: string, value: unknown): Provider {
  const element = fields(path, value, [...keyProviders, 'kms', 'identity']);
  const given = Object.entries(element).filter(([, options]) => options !== null && options !== undefined);
  const [only] = given;
  if (!only || given.length > 1)
    throw new FieldError(path, `${oneOf}${only ? '; give each an element of its own' : ' (identity: {})'}`);
  const [provider, options] = only;
  const at = `${path}.${provider}`;
  if (provider === 'identity') {
    fields(at, options, []);
    return { provider };
  }
  if (provider === 'kms') return { provider, kms: kmsOf(at, options) };
  return { provider: provider as KeyProvider, keys: keysOf(at, provider as KeyProvider, options) };
}

function keysOf(path: string, provider: KeyProvider, options: unknown): readonly NamedKey[] {
  const { keys } = fields(path, options, ['keys']);
  return list(`${path}.keys`, keys).map((key, index) => keyOf(`${path}.keys[${index}]`, provider, key));
}

function keyOf(path: string, provider: KeyProvider, value: unknown): NamedKey {
  const { name, secret } = fields(path, value, ['name', 'secret']);
  const text = required(`${path}.secret`, secret, 'must be the key in base64, as a text in quotes');
  const material = KeyMaterial.ofBase64(text);
  if (!material) throw new FieldError(`${path}.secret`, 'must be in standard base64, with its padding');
  requireKeySize(`${path}.secret`, provider, material);
  return { name: required(`${path}.name`, name, 'must be the name of the key, as a text'), material };
}

/** Throws unless a key of that provider may be so long. */
export function requireKeySize(path: string, provider: KeyProvider, material: KeyMaterial): void {
  const sizes = keySizes[provider];
  if (!sizes.includes(material.length))
    throw new FieldError(path, `has ${material.length} bytes; ${provider} wants ${sizes.join(', ')}`);
}

function kmsOf(path: string, options: unknown): Kms {
  const kms = fields(path, options, ['apiVersion', 'name', 'endpoint', 'cachesize', 'timeout']);
  if (kms.apiVersion !== 'v2')
    throw new FieldError(
      `${path}.apiVersion`,
      'must be v2, and be there, as v1 is what its lack means: since 1.29 an API server refuses v1 unless started with --feature-gates=KMSv1=true; ask for a plugin that speaks v2',
    );
  if (kms.cachesize !== undefined && kms.cachesize !== null)
    throw new FieldError(`${path}.cachesize`, 'must be left out: v2 has no cache of values');
  const { name, endpoint, timeout } = kms;
  return requireKms(path, {
    name: required(`${path}.name`, name, 'must be the name of the plugin'),
    endpoint: required(`${path}.endpoint`, endpoint, `must be ${wantedEndpoint}`),
    ...(timeout === undefined || timeout === null ? {} : { timeout: timeout as string }),
  });
}

/** The plugin, if an API server takes it. @throws FieldError if not */
export function requireKms(path: string, kms: Kms): Kms {
  if (kms.name === '' || kms.name.includes(':')) throw new FieldError(`${path}.name`, 'must be a name without ":"');
  if (!isTakenEndpoint(kms.endpoint)) throw new FieldError(`${path}.endpoint`, `must be ${wantedEndpoint}`);
  const { timeout } = kms;
  if (
    timeout !== undefined &&
    (typeof timeout !== 'string' || !isGoDuration(timeout) || !/^\+?[^-]*[1-9]/.test(timeout))
  )
    throw new FieldError(`${path}.timeout`, `must be ${goDuration}, and longer than zero`);
  return kms;
}

/** Values name the plugin that encrypted them, across all entries. */
function requireDistinctKms(entries: readonly EncryptedResources[]): void {
  const names = new Set<string>();
  for (const [entry, { providers }] of entries.entries()) {
    for (const [index, provider] of providers.entries()) {
      if (provider.provider !== 'kms') continue;
      const path = `resources[${entry}].providers[${index}].kms.name`;
      if (names.has(provider.kms.name)) throw new FieldError(path, 'must differ from that of every other KMS plugin');
      names.add(provider.kms.name);
    }
  }
}

/** An object with no other fields than these: an API server reads the file strictly. */
function fields<Known extends string>(
  path: string,
  value: unknown,
  known: readonly Known[],
): Readonly<Partial<Record<Known, unknown>>> {
  if (!isPlainObject(value)) throw new FieldError(path, `must be an object${fieldNames(known)}`);
  const other = Object.keys(value).find(name => !(known as readonly string[]).includes(name));
  if (other !== undefined)
    throw new FieldError(path, `must be an object${fieldNames(known)}, and no other field${shownName(other)}`);
  return value as Readonly<Partial<Record<Known, unknown>>>;
}

/** The name of a field that ought not to be there: a word may be shown, a key that has slipped into its place may not. */
const shownName = (name: string): string => (/^[A-Za-z]{1,15}$/.test(name) ? ` such as ${name}` : '');

const fieldNames = (known: readonly string[]): string =>
  known.length === 0 ? ' without fields: {}' : ` with ${known.join(', ')}`;

function list(path: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value as readonly unknown[];
  throw new FieldError(path, 'must be a list with at least one element');
}

function required(path: string, value: unknown, wanted: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new FieldError(path, wanted);
}
