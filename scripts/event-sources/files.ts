import { kindOf } from './crd';
import type { Family } from './families';
import { specSchemas } from './spec-schemas';
import { specTypes } from './spec-types';

/** The text of the files of a family by their names, not yet laid out. */
export function filesOf(family: Family, crds: readonly string[], header: string): Readonly<Record<string, string>> {
  const kinds = crds.map(crd => kindOf(crd, family)).sort((a, b) => (a.kind < b.kind ? -1 : 1));
  if (kinds.length !== family.kinds)
    throw new Error(`${family.name}: wanted ${family.kinds} kinds, found ${kinds.length}`);
  return {
    [`${family.name}s.ts`]: `${header}\n\n${specTypes(family, kinds)}`,
    [`${family.name}-schemas.ts`]: `${header}\n\n${specSchemas(family.name, kinds)}`,
  };
}
