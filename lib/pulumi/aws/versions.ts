import type { Labelled } from '../../core/backends/labelled';

/** One backend as it is, or each under its label. */
export function versionsOf<One>(
  versions: readonly { readonly label: string | undefined; readonly backend: One }[],
): One | Labelled<One> {
  const [only] = versions;
  if (only && only.label === undefined) return only.backend;
  const labelled = versions.map(({ label = '', backend }) => ({ label, backend }));
  return { backend: 'labelled', versions: labelled };
}
