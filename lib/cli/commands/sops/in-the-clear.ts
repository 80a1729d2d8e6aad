import { isPlainObject } from '../../../core/deferred';
import { cryptRule } from '../../../seal/sops/crypt-rule';
import { encryptedType } from '../../../seal/sops/encrypted-value';
import type { Tree } from './objects-in';

/**
 * The paths of what stands in the clear where the metadata of the file says that it is encrypted.
 *
 * @throws FieldError where it says so in a way that keywire does not follow, as by comments
 */
export function inTheClear(file: string, { sops, ...content }: Tree): readonly string[] {
  // A chart may have something of its own under that key.
  if (!isPlainObject(sops) || !('mac' in sops)) return [];
  const isEncrypted = cryptRule(`${file}: sops`, name => settingOf(sops[name]));
  return leavesOf(content)
    .filter(({ path, value }) => !isHidden(value) && isEncrypted(path))
    .map(({ path }) => path.join('.'));
}

const settingOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** sops leaves what is empty as it is. */
const isHidden = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'string' && encryptedType(value) !== undefined);

type Leaf = { readonly path: readonly string[]; readonly value: unknown };

/** The values that have no others in them, and the keys that lead there: places in lists are no part of a path. */
function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap(item => leavesOf(item, path));
  if (!isPlainObject(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}
