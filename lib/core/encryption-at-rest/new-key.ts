import { FieldError } from '../field-error';
import { storersOf, type EncryptedResources, type KeyProvider, type Kms, type Provider } from './configuration';
import type { KeyMaterial } from './key-material';
import { isSocket, wantedEndpoint } from './kms-endpoint';
import { requireKeySize, requireKms } from './read-configuration';

/** A key that is to be, without its bytes: of the file, or a KMS plugin with its own. */
export type PlannedKey =
  { readonly provider: KeyProvider; readonly name: string } | ({ readonly provider: 'kms' } & Kms);

/** A key to add: of the file, or a KMS plugin with its own. */
export type NewKey =
  | { readonly provider: KeyProvider; readonly name: string; readonly material: KeyMaterial }
  | ({ readonly provider: 'kms' } & Kms);

/** Throws unless a new key may have that name and, of a KMS plugin, that socket and timeout. */
export function requirePlannedKey(key: PlannedKey): void {
  if (!/^[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(key.name))
    throw new FieldError(
      'name',
      'must be up to 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
    );
  if (key.provider !== 'kms') return;
  requireKms('kms', key);
  // A file that is in use may say it in other ways.
  if (!isSocket(key.endpoint)) throw new FieldError('kms.endpoint', `must be ${wantedEndpoint}`);
}

/**
 * The provider of a new key.
 *
 * @throws FieldError for a key that is weak, or has the name or the bytes of another one
 */
export function newProvider(key: NewKey, entries: readonly EncryptedResources[]): Provider {
  requirePlannedKey(key);
  if (entries.flatMap(storersOf).some(({ name }) => name === key.name))
    throw new FieldError(
      'name',
      'is that of a key in the file; values in etcd name theirs, so a new key needs a new name',
    );
  if (key.provider === 'kms') {
    const { name, endpoint, timeout } = key;
    return { provider: 'kms', kms: { name, endpoint, ...(timeout === undefined ? {} : { timeout }) } };
  }
  const { provider, name, material } = key;
  requireKeySize('key', provider, material);
  const weakness = material.weakness();
  if (weakness !== undefined) throw new FieldError('key', `${weakness}; take bytes of the system's random source`);
  const others = entries.flatMap(({ providers }) => providers).flatMap(other => ('keys' in other ? other.keys : []));
  const same = others.find(other => other.material.equals(material));
  if (same) throw new FieldError('key', `is key ${same.name} again; a rotation needs a new one`);
  return { provider, keys: [{ name, material }] };
}
