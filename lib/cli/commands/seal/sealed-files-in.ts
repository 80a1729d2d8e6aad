import { statSync } from 'node:fs';
import { FieldError } from '../../../core/field-error';
import { manifestFiles } from '../../../disk/manifest-files';
import { orRefused } from '../../../disk/or-refused';
import { readLimited } from '../../../disk/read-limited';
import { mostOfSealedSecret } from '../../../seal/read-sealed-secret';

/**
 * The files that are told, and those in the folders that are told which may hold SealedSecrets: YAML and JSON that
 * names their kind. Folders whose name begins with a dot are left out, and `node_modules`; links are not followed.
 *
 * @throws FieldError for what is not there, and where there is no such file at all
 */
export function sealedFilesIn(paths: readonly string[]): readonly string[] {
  const files = [...new Set(paths.flatMap(path => (isFolder(path) ? inFolder(path) : [path])))];
  if (files.length > 0) return files;
  throw new FieldError(paths.join(', '), 'has no SealedSecret in any file; name the files, or another folder');
}

function isFolder(path: string): boolean {
  const stat = orRefused(path, () => statSync(path, { throwIfNoEntry: false }));
  if (stat) return stat.isDirectory();
  throw new FieldError(path, 'is not there; name a file or a folder');
}

const inFolder = (folder: string): readonly string[] =>
  manifestFiles(folder, name => /^\.|^node_modules$/.test(name)).filter(namesSealedSecret);

function namesSealedSecret(path: string): boolean {
  // What is larger is something else.
  if (statSync(path).size > mostOfSealedSecret) return false;
  return /\bkind["']?\s*:\s*["']?SealedSecret\b/.test(readLimited(path, { most: mostOfSealedSecret }).toString());
}
