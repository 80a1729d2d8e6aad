import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FieldError } from '../../../core/field-error';
import { readLimited } from '../../../disk/read-limited';

/** More than any SealedSecret can be; what is larger is something else. */
const most = 4 * 1024 * 1024;

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
  const stat = readable(path, () => statSync(path, { throwIfNoEntry: false }));
  if (stat) return stat.isDirectory();
  throw new FieldError(path, 'is not there; name a file or a folder');
}

function inFolder(folder: string): readonly string[] {
  return readable(folder, () => readdirSync(folder, { withFileTypes: true }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return /^\.|^node_modules$/.test(entry.name) ? [] : inFolder(path);
      return entry.isFile() && /\.(ya?ml|json)$/.test(entry.name) && namesSealedSecret(path) ? [path] : [];
    });
}

function namesSealedSecret(path: string): boolean {
  if (statSync(path).size > most) return false;
  return /^\s*-?\s*"?kind"?:\s*["']?SealedSecret\b/m.test(readLimited(path, { most }).toString());
}

/** What is asked of the disk. @throws FieldError where it does not answer */
function readable<Result>(path: string, ask: () => Result): Result {
  try {
    return ask();
  } catch (error) {
    throw new FieldError(path, `can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}
