import { readLimited } from '../disk/read-limited';
import { mostOfSopsFile } from './sops/read-tree';

/** The text of a file that SOPS encrypted. Throws a FieldError for one that can't be read. */
export const readSopsFile = (file: string): string =>
  readLimited(file, { most: mostOfSopsFile, advice: 'make it with keywire sops create' }).toString();
