import { statSync } from 'node:fs';
import { FieldError } from '../../../core/field-error';
import { distinctFiles } from '../../../disk/distinct-files';
import { manifestFiles } from '../../../disk/manifest-files';
import { orRefused } from '../../../disk/or-refused';
import { readLimited } from '../../../disk/read-limited';
import { mostOfSealedSecret } from '../../../seal/read-sealed-secret';
import { readableDocumentsOf } from '../sops/documents';
import { objectsIn } from '../sops/objects-in';

/**
 * The files that are told, and those in the folders that are told which hold SealedSecrets, or may do so where they can't
 * be read. Folders whose name begins with a dot are left out, and `node_modules`; links are not followed.
 *
 * @throws FieldError for what is not there, and where there is no such file at all
 */
export function sealedFilesIn(paths: readonly string[]): readonly string[] {
  const files = distinctFiles(paths.flatMap(path => (isFolder(path) ? inFolder(path) : [path])));
  if (files.length > 0) return files;
  throw new FieldError(paths.join(', '), 'has no SealedSecret in any file; name the files, or another folder');
}

function isFolder(path: string): boolean {
  const stat = orRefused(path, () => statSync(path, { throwIfNoEntry: false }));
  if (stat) return stat.isDirectory();
  throw new FieldError(path, 'is not there; name a file or a folder');
}

const inFolder = (folder: string): readonly string[] =>
  manifestFiles(folder, name => /^\.|^node_modules$/.test(name)).filter(mayHoldSealedSecret);

function mayHoldSealedSecret(path: string): boolean {
  // What is larger is something else.
  if (statSync(path).size > mostOfSealedSecret) return false;
  const text = readLimited(path, { most: mostOfSealedSecret }).toString();
  if (!/\bkind["']?\s*:\s*["']?SealedSecret\b/.test(text)) return false;
  // What names the kind may be a patch for such objects, or their definition.
  const { documents, isWhole } = readableDocumentsOf(text);
  return !isWhole || documents.flatMap(objectsIn).some(({ kind }) => kind === 'SealedSecret');
}
