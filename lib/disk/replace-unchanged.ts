import { readFileSync, renameSync, statSync } from 'node:fs';
import { FieldError } from '../core/field-error';
import { createFile } from './create-file';
import { othersWaiting, placeFile, type WriteOptions } from './waiting-file';

/**
 * Replaces a file, unless somebody has changed it since it was read: what he wrote is not lost.
 *
 * At every moment it is the old one or the new one, whole, whatever ends the process. The new content waits beside it,
 * under the mode that the file will have. Where the file is a link, what it leads to is replaced.
 *
 * Of several runs on one machine at the same moment, one at most gets through. There is no lock: that the new content
 * waits is what others see.
 *
 * @param before the text that was read, or undefined where there was no file
 * @throws FieldError, whose path is the file's, where it is another one now, or can't be written; it is then as it was
 */
export function replaceUnchanged(
  file: string,
  before: string | undefined,
  content: string | Uint8Array,
  options: WriteOptions = {},
): void {
  if (before === undefined) {
    if (createFile(file, content, options)) return;
    throw new FieldError(file, 'was made by somebody else meanwhile, so it is left as it is; run this again');
  }
  placeFile(file, content, options, (waiting, at) => {
    const other = othersWaiting(at)[0];
    if (other !== undefined)
      throw new FieldError(
        file,
        `is about to be changed by another run, so it is left as it is; run this again, and if there is no other, remove ${other}`,
      );
    if (!isStill(at, before))
      throw new FieldError(file, 'was changed by somebody else meanwhile, so it is left as it is; run this again');
    renameSync(waiting, at);
  });
}

function isStill(at: string, before: string): boolean {
  const stat = statSync(at, { throwIfNoEntry: false });
  // A character has three bytes at most, so a file that is larger need not be read.
  return stat !== undefined && stat.size <= 3 * before.length && readFileSync(at, 'utf8') === before;
}
