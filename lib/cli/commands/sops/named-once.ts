import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { isPlainObject } from '../../../core/deferred';
import { FieldError } from '../../../core/field-error';
import { readSopsFile } from '../../../seal/read-sops-file';
import { documentsOf } from './documents';
import { textsIn } from './texts-in';

/** A generator of KSOPS beside its kustomization, and the encrypted files that it lists, by their names. */
export type Generator = { readonly path: string; readonly files: readonly string[] };

/**
 * Throws where a kustomization has a file of a generator by other means already.
 *
 * There would be two Secrets of one name, and kustomize builds nothing then.
 *
 * @param kustomization - its path
 * @param content - what stands in it
 */
export function requireNamedOnce(kustomization: string, content: unknown, { path, files }: Generator): void {
  if (!isPlainObject(content)) return;
  const isOurs = (file: string) => files.includes(normalize(file));
  const resource = textsIn(content.resources).find(isOurs);
  if (resource !== undefined)
    throw new FieldError(
      kustomization,
      `has ${resource} among its resources, where it stays encrypted; take it out of them`,
    );
  for (const other of textsIn(content.generators)) {
    if (normalize(other) === normalize(path)) continue;
    const listed = filesOf(dirname(kustomization), other);
    const twice = listed.filter(isOurs);
    if (twice.length > 0) throw new FieldError(kustomization, namedTwice(other, twice, listed));
  }
}

function namedTwice(generator: string, twice: readonly string[], listed: readonly string[]): string {
  const name = isWrittenOut(generator) ? 'one that is written out' : generator;
  const isAll = twice.length === listed.length;
  const advice = isAll ? `${isWrittenOut(generator) ? 'it' : name} out of them` : `${twice.join(', ')} out of ${name}`;
  return `has ${name} among its generators, which makes Secrets of ${twice.join(', ')} already; take ${advice}`;
}

const isWrittenOut = (generator: string): boolean => generator.includes('\n');

/** The files that a generator of KSOPS lists, which are relative to the kustomization wherever the generator is. */
function filesOf(folder: string, generator: string): readonly string[] {
  const file = join(folder, generator);
  if (!isWrittenOut(generator) && (!existsSync(file) || !statSync(file).isFile())) return [];
  const documents = documentsOf(isWrittenOut(generator) ? generator : readSopsFile(file)) ?? [];
  return documents.filter(isPlainObject).flatMap(({ kind, files }) => (kind === 'ksops' ? textsIn(files) : []));
}
