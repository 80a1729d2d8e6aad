import { KeyReference } from './key-reference';

const annotation = 'keywire/revisions';

/**
 * The annotation that starts pods anew when the revision of a credential they use changes.
 *
 * @returns no annotation where no credential has a revision
 */
export function revisions(references: readonly unknown[]): Readonly<Record<string, string>> {
  const bySecret = new Map<string, string>();
  for (const reference of references) {
    if (!(reference instanceof KeyReference)) continue;
    const { name, revision } = reference.secret;
    if (revision !== undefined) bySecret.set(name, revision);
  }
  if (bySecret.size === 0) return {};
  const pairs = [...bySecret].map(([name, revision]) => `${name}=${revision}`);
  return { [annotation]: pairs.sort().join(',') };
}
