import { constants, copyFileSync, linkSync } from 'node:fs';
import { placeFile, type WriteOptions } from './waiting-file';

/**
 * Writes a file that is not there yet, so that it is whole at every moment, whatever ends the process. Folders above are
 * made.
 *
 * @returns whether it was made: not where there is one already, even if another process makes it at the same moment
 * @throws FieldError, whose path is the file's, if it can't be written
 */
export const createFile = (file: string, content: string | Uint8Array, options: WriteOptions = {}): boolean =>
  placeFile(file, content, options, (waiting, at) => {
    try {
      linkSync(waiting, at);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') return false;
      // Some disks know no links: there, what is half written may be seen.
      if (code === 'EPERM' || code === 'ENOTSUP') return copied(waiting, at);
      throw error;
    }
  });

function copied(waiting: string, at: string): boolean {
  try {
    copyFileSync(waiting, at, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
