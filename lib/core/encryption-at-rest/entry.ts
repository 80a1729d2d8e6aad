import { FieldError } from '../field-error';
import {
  covers,
  inWords,
  storersOf,
  type EncryptedResources,
  type EncryptionConfiguration,
  type Provider,
  type Storer,
} from './configuration';

/** The entry by which a resource is stored, and its place. */
export function entryOf(
  { resources: entries }: EncryptionConfiguration,
  resource = 'secrets',
): { readonly entry: EncryptedResources; readonly index: number } {
  const found = entries.flatMap((entry, index) =>
    entry.resources.some(name => covers(name, resource)) ? [{ entry, index }] : [],
  );
  const [first, second] = found;
  if (!first) throw new FieldError('resource', `${resource} is in no entry of the file`);
  const again = second?.entry.resources.some(name => first.entry.resources.includes(name)) ?? false;
  if (second && again)
    throw new FieldError(
      `resources[${second.index}]`,
      `has ${resource} as resources[${first.index}] has; put the providers of both into one entry`,
    );
  return first;
}

/** The key of that name in an entry. @throws FieldError where there is none, or more than one */
export function find(entry: EncryptedResources, name: string, provider?: Storer['provider']): Storer {
  const keys = storersOf(entry).filter(storer => storer.provider !== 'identity');
  const [found, ...more] = keys.filter(
    storer => storer.name === name && (provider === undefined || storer.provider === provider),
  );
  if (!found)
    throw new FieldError('name', `must be one of the entry: ${keys.map(inWords).join(', ') || 'it has no key'}`);
  if (more.length === 0) return found;
  throw new FieldError(
    'name',
    more.every(storer => storer.provider === found.provider)
      ? `is that of ${more.length + 1} keys of ${found.provider}; take out by hand those that are not needed`
      : `is that of several keys; say the provider: ${[found, ...more].map(inWords).join(', ')}`,
  );
}

/** Whether the two are one. */
export const isSame = (one: Storer, two: Storer): boolean => one.provider === two.provider && one.name === two.name;

/** Whether the provider is the one that has the key. */
const has = (provider: Provider, storer: Storer): boolean =>
  storersOf({ resources: [], providers: [provider] }).some(each => isSame(each, storer));

/** The providers, with the one of a key first, and the key first in it. */
export function putFirst(providers: readonly Provider[], storer: Storer): readonly Provider[] {
  const holder = providers.find(provider => has(provider, storer));
  if (!holder) return providers;
  const others = providers.filter(provider => provider !== holder);
  if (!('keys' in holder)) return [holder, ...others];
  const isFirst = ({ name }: { readonly name: string }): boolean => name === storer.name;
  const keys = [...holder.keys.filter(isFirst), ...holder.keys.filter(key => !isFirst(key))];
  return [{ provider: holder.provider, keys }, ...others];
}

/** The provider less a key; none at all where that was its last. */
export function without(provider: Provider, storer: Storer): readonly Provider[] {
  if (!has(provider, storer)) return [provider];
  if (!('keys' in provider)) return [];
  const keys = provider.keys.filter(({ name }) => name !== storer.name);
  return keys.length > 0 ? [{ provider: provider.provider, keys }] : [];
}
