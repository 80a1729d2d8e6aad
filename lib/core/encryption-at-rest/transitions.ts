import { FieldError } from '../field-error';
import {
  identity,
  storersOf,
  type EncryptedResources,
  type EncryptionConfiguration,
  type KeyProvider,
  type Provider,
  type Storer,
} from './configuration';
import { entryOf, find, isSame, putFirst, without } from './entry';
import { newProvider, type NewKey } from './new-key';
import { requireNewResourceNames } from './resource-names';

/** Which key is meant, and in which entry. */
export type WhichKey = {
  /** The name of a key or KMS plugin. */
  readonly name: string;
  /** Its provider, where two have keys of that name. @default - any */
  readonly provider?: KeyProvider | 'kms' | undefined;
  /** A resource of the entry. @default 'secrets' */
  readonly resource?: string | undefined;
};

/** That every API server runs with the configuration as it is now. The runbook says how to see it. */
export type Loaded = { readonly loaded: true };

/** That every API server runs with the configuration as it is now, and that all values were written anew since. */
export type Rewritten = { readonly rewritten: true };

/** A resource of the entry that is changed. */
export type Which = { /** @default 'secrets' */ readonly resource?: string | undefined };

/** What switches encryption on. */
export type Start = {
  readonly key: NewKey;
  /** @default ['secrets'] */
  readonly resources?: readonly string[];
  /** How many API servers there are. */
  readonly apiServers: number;
};

/**
 * A first configuration, which reads what is in the clear.
 *
 * The key writes at once where there is one API server. Where there are more, identity stays first: each must be able to
 * read the key before the first one writes with it, and `promote` follows when all are.
 */
export function start({ key, resources = ['secrets'], apiServers }: Start): EncryptionConfiguration {
  requireApiServers(apiServers);
  requireNewResourceNames('resources', resources);
  const inClear: Provider = { provider: 'identity' };
  const provider = newProvider(key, []);
  return { resources: [{ resources, providers: apiServers === 1 ? [provider, inClear] : [inClear, provider] }] };
}

/** Throws unless it is a number of API servers. */
export function requireApiServers(apiServers: number): void {
  if (!Number.isInteger(apiServers) || apiServers < 1)
    throw new FieldError('apiServers', 'must be the number of API servers, 1 or more');
}

/** Adds a key as the second one: every API server has to read it before one of them writes with it. */
export function addKey(
  configuration: EncryptionConfiguration,
  { key, resource }: Which & { readonly key: NewKey },
): EncryptionConfiguration {
  return changed(configuration, resource, ({ providers }) => {
    const added = newProvider(key, configuration.resources);
    const [first, ...others] = providers;
    if (!first) return [added];
    if (!('keys' in first) || !('keys' in added) || first.provider !== added.provider) return [first, added, ...others];
    const [writing, ...reading] = first.keys;
    const keys = [...(writing ? [writing] : []), ...added.keys, ...reading];
    return [{ provider: first.provider, keys }, ...others];
  });
}

/** Makes a key the first one, which writes. */
export function promote(
  configuration: EncryptionConfiguration,
  { name, provider, resource, loaded }: WhichKey & Loaded,
): EncryptionConfiguration {
  requireSaid('loaded', loaded, loadedWanted);
  return changed(configuration, resource, entry => {
    const storer = find(entry, name, provider);
    requireNotFirst(entry, storer, 'is the first already, and writes');
    return putFirst(entry.providers, storer);
  });
}

/** Takes out a key that no value needs any more. */
export function dropKey(
  configuration: EncryptionConfiguration,
  { name, provider, resource, rewritten }: WhichKey & Rewritten,
): EncryptionConfiguration {
  requireSaid('rewritten', rewritten, rewrittenWanted);
  return changed(configuration, resource, entry => {
    const storer = find(entry, name, provider);
    requireNotFirst(entry, storer, 'is the first and writes; promote another one first');
    return entry.providers.flatMap(each => without(each, storer));
  });
}

/** Makes values in the clear readable, by identity as the last provider. */
export function addIdentity(configuration: EncryptionConfiguration, { resource }: Which = {}): EncryptionConfiguration {
  return changed(configuration, resource, ({ providers }) => {
    if (providers.some(({ provider }) => provider === 'identity'))
      throw new FieldError('identity', 'is there already: values in the clear can be read');
    return [...providers, { provider: 'identity' }];
  });
}

/** Ends the reading of values in the clear: one that is put into etcd by hand is refused from then on. */
export function dropIdentity(
  configuration: EncryptionConfiguration,
  { resource, rewritten }: Which & Rewritten,
): EncryptionConfiguration {
  requireSaid('rewritten', rewritten, rewrittenWanted);
  return changed(configuration, resource, entry => {
    requireIdentity(entry, 'is not there: values in the clear are not read');
    requireNotFirst(entry, identity, 'is the first and writes; promote a key first');
    return entry.providers.filter(({ provider }) => provider !== 'identity');
  });
}

/** Stores new values in the clear; the keys stay, to read the others until they are rewritten. */
export function off(
  configuration: EncryptionConfiguration,
  { resource, loaded }: Which & Loaded,
): EncryptionConfiguration {
  requireSaid('loaded', loaded, loadedWanted);
  return changed(configuration, resource, entry => {
    requireIdentity(
      entry,
      'must be there, and loaded by every API server, before one writes in the clear; add it first',
    );
    requireNotFirst(entry, identity, 'is the first already: new values are in the clear');
    return putFirst(entry.providers, identity);
  });
}

const loadedWanted =
  'must be said: that every API server runs with the file as it is, so that each can read what the others will write';
const rewrittenWanted =
  'must be said: that every API server runs with the file as it is, and every value was written anew since; what was not can never be read again';

function requireSaid(path: string, said: unknown, wanted: string): void {
  if (said !== true) throw new FieldError(path, wanted);
}

function changed(
  configuration: EncryptionConfiguration,
  resource: string | undefined,
  change: (entry: EncryptedResources) => readonly Provider[],
): EncryptionConfiguration {
  const { entry, index } = entryOf(configuration, resource);
  return { resources: configuration.resources.with(index, { ...entry, providers: change(entry) }) };
}

function requireIdentity(entry: EncryptedResources, problem: string): void {
  if (!entry.providers.some(({ provider }) => provider === 'identity')) throw new FieldError('identity', problem);
}

function requireNotFirst(entry: EncryptedResources, storer: Storer, problem: string): void {
  const [first] = storersOf(entry);
  if (first && isSame(first, storer))
    throw new FieldError(storer.provider === 'identity' ? 'identity' : 'name', problem);
}
