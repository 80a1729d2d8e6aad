import { renameSync } from 'node:fs';
import { placeFile, type WriteOptions } from './waiting-file';

/**
 * Writes a file so that at every moment it is the old one or the new one, whole, whatever ends the process.
 *
 * The new content waits beside it, under the mode that the file will have. Folders above are made. Where the file is a
 * link, what it leads to is replaced.
 *
 * @throws FieldError, whose path is the file's, if it can't be written; it is then as it was
 */
export const replaceFile = (file: string, content: string | Uint8Array, options: WriteOptions = {}): void => {
  placeFile(file, content, options, renameSync);
};
