import { existsSync, statSync } from 'node:fs';
import { FieldError } from '../../../core/field-error';
import { readSealedText } from '../../../seal/read-sealed-secret';
import { parseSealedFile, type SealedFile } from '../../../seal/sealed-secrets/sealed-file';
import type { SealingSource } from './sealing-sources';

/** Where the SealedSecret of a cluster goes. */
export type Output = {
  readonly source: SealingSource;
  /** Undefined for standard output. */
  readonly file: string | undefined;
  /** What is in the file, and as it is written there. */
  readonly before: { readonly sealed: SealedFile; readonly text: string } | undefined;
};

const cluster = '{cluster}';

/**
 * The file of each cluster, and what is in it.
 *
 * @throws FieldError for several clusters and one file, and for a file that holds anything but that SealedSecret
 */
export function outputsOf(
  sources: readonly SealingSource[],
  { out = '-', name, namespace }: { readonly out?: string; readonly name: string; readonly namespace?: string },
): readonly Output[] {
  if (sources.length > 1 && !out.includes(cluster))
    throw new FieldError('--out', `must say where ${cluster} belongs in it, as in clusters/${cluster}/${name}.yaml`);
  return sources.map(source => {
    const file = fileOf(out, source);
    if (file === undefined || !existsSync(file)) return { source, file, before: undefined };
    if (!statSync(file).isFile())
      throw new FieldError(file, 'is no file; name one, or leave out --out for standard output');
    const text = readSealedText(file);
    const sealed = parseSealedFile(file, text);
    requireSame(file, sealed, name, namespace);
    return { source, file, before: { sealed, text } };
  });
}

function fileOf(out: string, { cluster: name }: SealingSource): string | undefined {
  if (out === '-') return undefined;
  if (!out.includes(cluster)) return out;
  if (name !== undefined) return out.replaceAll(cluster, name);
  throw new FieldError('--out', `has ${cluster} in it, and no cluster has a name; say --cluster NAME=FILE`);
}

/** A file that is told by mistake is not overwritten. */
function requireSame(file: string, there: SealedFile, name: string, namespace: string | undefined): void {
  if (there.name !== name)
    throw new FieldError(file, `holds the SealedSecret ${there.name}, not ${name}; name another file, or remove it`);
  if (namespace !== undefined && there.namespace !== undefined && there.namespace !== namespace)
    throw new FieldError(
      file,
      `is sealed for namespace ${there.namespace}, not ${namespace}; name another file, or remove it`,
    );
}
