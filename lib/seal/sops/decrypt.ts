import { openSops } from './opened';
import { plainTree, type Leaf } from './tree';
import { plainScalar } from './scalar';

/**
 * Opens a SOPS file of anybody, YAML or JSON, that is encrypted for recipients of age.
 *
 * What comes out is the plaintext: keep it in memory.
 *
 * @param path - what errors call the file
 * @param identities - `AGE-SECRET-KEY-1…`, the first that fits is used; {@link readIdentities} reads them from a file
 * @returns objects, lists and values without the metadata; a list of documents where the file has several. An integer
 *   that a number can't hold is a bigint, a time is text in RFC 3339, and text that is no UTF-8 is a Buffer
 * @throws FieldError for a file that is none of SOPS, that no identity opens, or that was changed after it was encrypted
 */
export async function decryptSops(path: string, text: string, identities: readonly string[]): Promise<unknown> {
  const { documents, values } = await openSops(path, text, identities);
  const value = (leaf: Leaf) => plainScalar(values.get(leaf) ?? null);
  const trees = documents.map(document =>
    plainTree({ ...document, entries: document.entries.filter(({ key }) => key !== 'sops') }, value),
  );
  return trees.length === 1 ? trees[0] : trees;
}
