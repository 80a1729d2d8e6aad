import { FieldError } from '../field-error';
import {
  inWords,
  storersOf,
  type EncryptedResources,
  type EncryptionConfiguration,
  type Storer,
} from './configuration';
import { entryOf, isSame } from './entry';
import { load, type Loading } from './loading';
import { requirePlannedKey, type PlannedKey } from './new-key';
import { backUp, promotion } from './promotion';
import { isResourceName } from './resource-names';
import { afterwards, rewrite, verify } from './rewriting';
import type { Runbook, Step } from './step';
import { newKeyOptions, oldKeyOptions, stepCommand } from './step-command';

/** How far a rotation has come: what the new key does by now, and the key that it takes the place of. */
type Progress = { readonly newKey: 'is not there' | 'reads' | 'writes'; readonly old: Storer };

/**
 * The steps from the key that writes to another one; of a rotation that was interrupted, those that remain.
 *
 * @throws FieldError where nothing is encrypted, and for a key that is in the file in any other way
 */
export function rotation(
  key: PlannedKey,
  configuration: EncryptionConfiguration,
  resource: string | undefined,
  loading: Loading,
): Runbook {
  requirePlannedKey(key);
  const { entry } = entryOf(configuration, resource);
  const { newKey, old } = progressOf(key, entry, configuration);
  const resources = entry.resources.filter(isResourceName);
  const fromTo = `from ${inWords(old)} to ${inWords(key)}`;
  return {
    title: newKey === 'is not there' ? `Rotate ${fromTo}` : `Go on to rotate ${fromTo}, which ${newKey} already`,
    steps: [
      ...(newKey === 'is not there' ? [addition(key, resource, loading)] : []),
      // The only server there is reads and writes by the same file.
      ...(newKey !== 'writes' && loading.apiServers > 1 ? [load(loading)] : []),
      ...(newKey === 'writes' ? [] : [promotion(key, resource, loading)]),
      load(loading),
      rewrite(resources),
      verify(key, resources),
      removal(old, resource, loading),
      load(loading),
      afterwards(old),
    ],
  };
}

function progressOf(key: PlannedKey, entry: EncryptedResources, { resources }: EncryptionConfiguration): Progress {
  const [first, second] = storersOf(entry);
  if (!first || first.provider === 'identity')
    throw new FieldError('rotate', 'wants a configuration that encrypts; identity is first in this one: promote a key');
  const named = resources.flatMap(storersOf).filter(({ name }) => name === key.name);
  if (named.length === 0) return { newKey: 'is not there', old: first };
  // A key of another provider than the one that writes is behind all of that provider's.
  const [next] = storersOf({ ...entry, providers: entry.providers.slice(1) });
  if (named.length === 1 && second && isAtItsSocket(key, entry)) {
    if (isSame(second, key) || (next && isSame(next, key))) return { newKey: 'reads', old: first };
    if (isSame(first, key) && second.provider !== 'identity') return { newKey: 'writes', old: second };
  }
  throw new FieldError('name', 'is that of a key in the file; a rotation needs a new one');
}

/** Whether a KMS plugin listens where the entry has the one of that name. */
const isAtItsSocket = (key: PlannedKey, { providers }: EncryptedResources): boolean =>
  key.provider !== 'kms' ||
  providers.some(each => each.provider === 'kms' && each.kms.name === key.name && each.kms.endpoint === key.endpoint);

const addition = (key: PlannedKey, resource: string | undefined, loading: Loading): Step => ({
  title: 'Add the new key as the second one',
  commands: stepCommand('add-key', loading, newKeyOptions(key), resource),
  text: [backUp(key), 'It reads, and does not write yet.'],
});

const removal = (old: Storer, resource: string | undefined, loading: Loading): Step => ({
  title: 'Take the old key out',
  commands: stepCommand('drop-key', loading, `${oldKeyOptions(old)} --rewritten`, resource),
  text: [
    'Only after the step before. What is still under the old key can not be read then, and one such value is enough: lists fail, and an API server that restarts is never ready.',
  ],
});
