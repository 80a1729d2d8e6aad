import { FieldError } from './field-error';
import { KeyReference } from './key-reference';
import { MountedFiles } from './mounted-files';

const annotation = 'keywire/revisions';

/** Throws for what can't be a revision. */
export function requireRevision(revision: unknown): void {
  if (revision === undefined || (typeof revision === 'string' && /^[A-Za-z0-9._-]{1,63}$/.test(revision))) return;
  throw new FieldError('revision', 'must be up to 63 letters, digits, ".", "_" and "-", such as a date or a number');
}

/**
 * The annotation that starts pods anew when the revision of a credential they use changes.
 *
 * @returns no annotation where no credential has a revision
 */
export function revisions(used: readonly unknown[]): Readonly<Record<string, string>> {
  const pairs = new Set<string>();
  for (const { name, revision } of used.flatMap(revisedIn))
    if (revision !== undefined) pairs.add(`${name}=${revision}`);
  return pairs.size === 0 ? {} : { [annotation]: [...pairs].sort().join(',') };
}

type Revised = { readonly name: string; readonly revision: string | undefined };

function revisedIn(used: unknown): readonly Revised[] {
  if (used instanceof KeyReference) return [used.secret];
  if (used instanceof MountedFiles) return [{ name: used.mount.secretProviderClass, revision: used.mount.revision }];
  return [];
}
