import { requireField, spellingOf, type CredentialClass, type Keys } from '../../core/credential-class';
import { FieldError } from '../../core/field-error';
import type { Place } from './place';
import type { SealedFile } from './sealed-file';

/** What may stay of a file. */
type Reseal = {
  readonly class: CredentialClass;
  readonly keys?: Keys<CredentialClass> | undefined;
  /** The fields that get a value. */
  readonly given: readonly string[];
  readonly replaces?: SealedFile | undefined;
  readonly remove?: readonly string[] | undefined;
};

/**
 * The fields that stay as they are in the file that is replaced, by key: those that are neither given nor removed.
 *
 * @param sealedFor what the rest is sealed for, with the fingerprint of its certificate
 * @throws FieldError if there are any, and the file is sealed for something else
 */
export function keptFields(
  { class: credentialClass, keys, given, replaces, remove = [] }: Reseal,
  sealedFor: Place & { readonly certificate: string },
): ReadonlyMap<string, string> {
  for (const [index, field] of remove.entries()) {
    requireField(`remove[${index}]`, credentialClass, field);
    if (given.includes(field)) {
      throw new FieldError(`remove[${index}]`, `is among the values, too; leave ${field} out of one of them`);
    }
  }
  const kept = new Map<string, string>();
  if (!replaces) return kept;
  requireType(credentialClass, replaces);
  const spelling = Object.entries(spellingOf('keys', credentialClass, keys));
  for (const key of Object.keys(replaces.encryptedData)) {
    const [field] = spelling.find(([, spelled]) => spelled === key) ?? [];
    if (field === undefined) {
      throw new FieldError(
        `replaces.encryptedData.${key}`,
        `is no key of this credential of class ${credentialClass.name}; its keys are ${spelling.map(([, spelled]) => spelled).join(', ')}: name it in keys, or take it out of the file`,
      );
    }
    if (!given.includes(field) && !remove.includes(field)) kept.set(key, field);
  }
  const difference = differenceOf(replaces, sealedFor);
  if (kept.size > 0 && difference !== undefined) {
    throw new FieldError(
      'values',
      `must have ${[...kept.values()].join(', ')}, too: the file that is replaced ${difference}, and nothing but its controller can open it; or remove them`,
    );
  }
  return kept;
}

function requireType({ name, type }: CredentialClass, replaces: SealedFile): void {
  if (replaces.type === type) return;
  throw new FieldError(
    'replaces.type',
    `must be ${type} for a credential of class ${name}; Kubernetes changes no Secret's type: seal it under another name`,
  );
}

/** Why ciphertexts of a file can't stand beside what is sealed now. */
function differenceOf(file: SealedFile, sealedFor: Place & { readonly certificate: string }): string | undefined {
  for (const field of ['namespace', 'name', 'scope'] as const) {
    if (file[field] !== sealedFor[field]) {
      return `is sealed for ${field} ${file[field] ?? 'none'}, not ${sealedFor[field] ?? 'none'}`;
    }
  }
  if (file.certificate === undefined) return 'does not say for which certificate it is sealed';
  return file.certificate === sealedFor.certificate ? undefined : `is sealed for the certificate ${file.certificate}`;
}
