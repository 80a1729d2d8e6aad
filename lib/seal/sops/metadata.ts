import { FieldError } from '../../core/field-error';
import { cryptRule, type CryptRule, type CryptRuleName } from './crypt-rule';
import { parseTime } from './go-time';
import { plainScalar } from './scalar';
import { at, textAt, type Branch, type Node } from './tree';

/** The data key, as one recipient gets it. */
export type AgeKey = { readonly recipient: string; readonly enc: string };

/** What a SOPS file says of itself. */
export type Metadata = {
  readonly branch: Branch;
  readonly age: readonly AgeKey[];
  /** The other services that have the data key, in words, such as `KMS keys (aws)`. */
  readonly otherKeys: readonly string[];
  /** How many groups of keys have a part of the data key each; 1 where each key has all of it. */
  readonly groups: number;
  readonly isEncrypted: CryptRule;
  readonly macOnlyEncrypted: boolean;
  /** As the MAC is bound to it, and as it is written. */
  readonly lastModified: string;
  readonly mac: string;
};

/** The services other than age that may have the data key, by their entry of the metadata, in words. */
export const services: Readonly<Record<string, string>> = {
  kms: 'KMS keys (aws)',
  gcp_kms: 'KMS keys (gcp)',
  hckms: 'KMS keys (huawei)',
  azure_kv: 'Key Vault keys (azure)',
  hc_vault: 'Vault keys (hashicorp)',
  pgp: 'PGP keys',
};

/**
 * Reads the `sops` entry of a file's first document.
 *
 * @throws FieldError where there is none, or one that sops would not read
 */
export function metadataOf(path: string, document: Branch): Metadata {
  const branch = at(document, 'sops');
  if (branch?.kind !== 'branch')
    throw new FieldError(
      path,
      'is not encrypted: it has no sops metadata; encrypt it with keywire sops, or sops encrypt',
    );
  const groups = keyGroupsOf(branch);
  const age = groups.flatMap(group => itemsAt(group, 'age').map(item => ageKeyOf(path, item)));
  const otherKeys = Object.keys(services).filter(name => groups.some(group => itemsAt(group, name).length > 0));
  if (age.length + otherKeys.length === 0)
    throw new FieldError(`${path}: sops`, 'has no keys, so that nobody can open the file; restore it');
  return {
    branch,
    age,
    otherKeys: otherKeys.map(name => services[name] ?? name),
    groups: groups.length,
    isEncrypted: cryptRule(`${path}: sops`, name => settingOf(path, branch, name)),
    macOnlyEncrypted: isTrue(at(branch, 'mac_only_encrypted')),
    lastModified: lastModifiedOf(path, branch),
    mac: textAt(branch, 'mac') ?? '',
  };
}

/** The groups of keys: one, whose keys stand right in the metadata, or those of `key_groups`. */
function keyGroupsOf(branch: Branch): readonly Node[] {
  const names = ['age', ...Object.keys(services)];
  if (names.some(name => itemsAt(branch, name).length > 0)) return [branch];
  return itemsAt(branch, 'key_groups');
}

function itemsAt(node: Node, name: string): readonly Node[] {
  const found = at(node, name);
  return found?.kind === 'list' ? found.items : [];
}

function ageKeyOf(path: string, item: Node): AgeKey {
  const [recipient, enc] = [textAt(item, 'recipient'), textAt(item, 'enc')];
  if (recipient !== undefined && enc !== undefined) return { recipient, enc };
  throw new FieldError(`${path}: sops.age`, 'must have a recipient and enc for each key; restore the file');
}

function settingOf(path: string, branch: Branch, name: CryptRuleName): string | undefined {
  const node = at(branch, name);
  if (!node || (node.kind === 'leaf' && node.value === null)) return undefined;
  if (node.kind === 'leaf') return String(plainScalar(node.value));
  throw new FieldError(`${path}: sops.${name}`, 'must be text; restore the file');
}

const isTrue = (node: Node | undefined): boolean =>
  node?.kind === 'leaf' && (node.value === true || node.value === 'true');

function lastModifiedOf(path: string, branch: Branch): string {
  const node = at(branch, 'lastmodified');
  const value = node?.kind === 'leaf' ? plainScalar(node.value) : undefined;
  // sops takes no less, whatever else Go's YAML library takes for a time.
  const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:/.test(value) ? parseTime(value) : undefined;
  if (time !== undefined) return time.replace(/\.\d+/, '');
  throw new FieldError(`${path}: sops.lastmodified`, 'must be a time, as 2026-01-31T12:00:00Z; restore the file');
}
