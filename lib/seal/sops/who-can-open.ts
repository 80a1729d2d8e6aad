import { FieldError } from '../../core/field-error';
import { metadataOf } from './metadata';
import { readTrees } from './read-tree';

/** Who has the data key of a SOPS file. */
export type WhoCanOpen = {
  /** The recipients of age. */
  readonly recipients: readonly string[];
  /** The other services, in words, such as `KMS keys (aws)`. */
  readonly otherKeys: readonly string[];
};

/**
 * Who can open a SOPS file, whatever is in it: a Secret, the values of a chart, several documents.
 *
 * @param path - what errors call the file
 * @throws FieldError for a file that is not encrypted
 */
export function whoCanOpen(path: string, text: string): WhoCanOpen {
  const [first] = readTrees(path, text);
  if (!first) throw new FieldError(path, 'is empty; restore it');
  const { age, otherKeys } = metadataOf(path, first);
  return { recipients: age.map(({ recipient }) => recipient), otherKeys };
}
