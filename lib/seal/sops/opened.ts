import { FieldError } from '../../core/field-error';
import { openerOf, type Opener } from './age';
import { boundToPath, decryptValue, type Plaintext } from './encrypted-value';
import { digestText, newDigest } from './mac';
import { metadataOf, type Metadata } from './metadata';
import { readTrees } from './read-tree';
import { plaintextOf, scalarOf, type Scalar } from './scalar';
import { leavesOf, type Branch, type Leaf, type PlacedLeaf } from './tree';

/** A SOPS file that was opened, and whose MAC is right. */
export type Opened = {
  readonly documents: readonly Branch[];
  readonly metadata: Metadata;
  readonly dataKey: Uint8Array;
  /** The value of each leaf. */
  readonly values: ReadonlyMap<Leaf, Scalar>;
};

/** Opens a file with the first identity that can. */
export async function openSops(path: string, text: string, identities: readonly string[]): Promise<Opened> {
  const documents = readTrees(path, text);
  const [first] = documents;
  if (!first) throw new FieldError(path, 'is empty; restore it');
  const metadata = metadataOf(path, first);
  const dataKey = await dataKeyOf(path, metadata, await openerOf(identities));
  const { values, digest } = valuesOf(path, documents, metadata, dataKey);
  const mac = decryptValue(metadata.mac, dataKey, metadata.lastModified)?.bytes.toString();
  if (mac !== digest) {
    throw new FieldError(
      path,
      'was changed after it was encrypted: its MAC does not match; restore it, or take the change over with sops edit --ignore-mac',
    );
  }
  return { documents, metadata, dataKey, values };
}

/** The data key of a file. Throws a word for each reason why keywire has none. */
async function dataKeyOf(path: string, { age, otherKeys, groups }: Metadata, opener: Opener): Promise<Uint8Array> {
  if (groups > 1) {
    throw new FieldError(
      path,
      'divides its data key among several key groups (Shamir), which keywire does not put together: decrypt or edit it with the sops program; keywire reads the result',
    );
  }
  if (age.length === 0) {
    throw new FieldError(
      path,
      `is encrypted for ${otherKeys.join(', ')}, which keywire does not ask: decrypt or edit it with the sops program; keywire reads the result`,
    );
  }
  for (const { enc } of age) {
    const dataKey = await opener.open(enc);
    if (dataKey?.length === 32) return dataKey;
  }
  const [wanted, given] = [age.map(({ recipient }) => recipient), await opener.recipients()];
  const damaged = given.find(recipient => wanted.includes(recipient));
  if (damaged !== undefined)
    throw new FieldError(`${path}: sops.age`, `has a damaged key for ${damaged}; restore the file`);
  throw new FieldError(
    path,
    `opens with no identity given, which are of ${given.join(', ')}; give one of ${wanted.join(', ')}`,
  );
}

/** The values of all documents, and the digest that their MAC must have. */
export function valuesOf(
  path: string,
  documents: readonly Branch[],
  { isEncrypted, macOnlyEncrypted }: Metadata,
  dataKey: Uint8Array,
): { readonly values: ReadonlyMap<Leaf, Scalar>; readonly digest: string } {
  const values = new Map<Leaf, Scalar>();
  const digest = newDigest(macOnlyEncrypted);
  for (const placed of documents.flatMap(document => [...contentOf(document)])) {
    const encrypted = isEncrypted(placed.path);
    const plaintext = encrypted ? decrypted(path, placed, dataKey) : plaintextOf(placed.leaf.value ?? '');
    const value = encrypted ? scalarOf(plaintext) : placed.leaf.value;
    if (value === undefined) throw notOpened(path, placed);
    values.set(placed.leaf, value);
    if (encrypted || !macOnlyEncrypted) digest.update(macBytes(plaintext, value));
  }
  return { values, digest: digestText(digest) };
}

/** The leaves of a document, without those of its metadata. */
export function* contentOf(document: Branch): Generator<PlacedLeaf> {
  for (const { key, value } of document.entries) if (key !== 'sops') yield* leavesOf(value, [key]);
}

function decrypted(path: string, placed: PlacedLeaf, dataKey: Uint8Array): Plaintext {
  const { value } = placed.leaf;
  if (typeof value !== 'string' || (value !== '' && !value.startsWith('ENC['))) {
    throw new FieldError(
      `${path}: ${placed.path.join('.')}`,
      'is not encrypted, though the file says that it is: encrypt the file anew, and change the value where others could read it',
    );
  }
  const plaintext = decryptValue(value, dataKey, boundToPath(placed.path));
  if (plaintext) return plaintext;
  throw notOpened(path, placed);
}

const notOpened = (path: string, placed: PlacedLeaf): FieldError =>
  new FieldError(
    `${path}: ${placed.path.join('.')}`,
    'was changed or moved after it was encrypted: it does not open with the key of its file; restore the file',
  );

/** sops counts a number or a time as it writes it, a text byte for byte. */
const macBytes = (plaintext: Plaintext, value: Scalar): Buffer =>
  plaintext.type === 'str' || plaintext.type === 'bytes' || value === null ? plaintext.bytes : plaintextOf(value).bytes;
