import { sizeProblem } from '../../core/backends/delivery';
import { FieldError } from '../../core/field-error';
import { requireName } from '../../core/names';
import type { FieldValue } from '../field-values';
import { requireWellFormed, textOf } from '../text';
import { boundToPath, encryptValue } from './encrypted-value';
import { inserted, removed } from './entries';
import { metadataOf, type Metadata } from './metadata';
import { openSops, valuesOf } from './opened';
import { readTree } from './read-tree';
import type { Scalar } from './scalar';
import { replacedLeaf, spliced, type Splice } from './splice';
import { at, textAt, type Branch, type Leaf } from './tree';

/**
 * Changes values of an encrypted Secret where they stand.
 *
 * All else stays byte for byte: the ciphertexts of other keys, comments, the layout. Only the MAC and its time change
 * with them, and not even these where each value is what it was. A new key goes where the others are, among them if
 * these are sorted; into `data` if there are none. The last key takes its map with it, and the comments in that.
 *
 * @param path - what errors call the file
 * @param identities - the first that fits is used
 * @param change - by key of the Secret: the value, not in base64, or null to remove the key
 * @throws FieldError for a file that {@link decryptSops} would not open or that is no Secret, for a key that no Secret
 *   may have, for one to be removed that is not there, and for more than a Secret can hold
 */
export async function editSops(
  path: string,
  text: string,
  identities: readonly string[],
  change: Readonly<Record<string, FieldValue | null>>,
  now: Date = new Date(),
): Promise<string> {
  const { dataKey } = await openSops(path, text, identities);
  let secret = secretOf(path, text, dataKey);
  // What is set comes first, so that a new key finds the map of one that goes.
  const inOrder = Object.entries(change).sort(([, one], [, other]) => Number(one === null) - Number(other === null));
  for (const [key, value] of inOrder) {
    const splices = splicesOf(secret, key, value);
    if (splices.length > 0) secret = secretOf(path, spliced(secret.text, splices), dataKey);
  }
  if (secret.text === text) return text;
  requireSize(secret);
  return spliced(secret.text, newMac(secret.text, secret.metadata, dataKey, secret.digest, now));
}

/** A Secret between two changes. */
type OpenSecret = {
  readonly path: string;
  readonly text: string;
  readonly document: Branch;
  readonly metadata: Metadata;
  readonly dataKey: Uint8Array;
  readonly values: ReadonlyMap<Leaf, Scalar>;
  readonly digest: string;
};

function secretOf(path: string, text: string, dataKey: Uint8Array): OpenSecret {
  const document = readTree(path, text);
  if (textAt(document, 'kind') !== 'Secret' || textAt(document, 'apiVersion') !== 'v1')
    throw new FieldError(path, 'must be a Secret (v1) to be changed by its keys; edit it with the sops program');
  const metadata = metadataOf(path, document);
  return { path, text, document, metadata, dataKey, ...valuesOf(path, [document], metadata, dataKey) };
}

type Holder = 'data' | 'stringData';

/** What one key takes; nothing where the value is what it was. */
function splicesOf(secret: OpenSecret, key: string, value: FieldValue | null): readonly Splice[] {
  const { path, text, document, values, dataKey } = secret;
  requireName(`change.${key}`, key, 'secretKey');
  const [holder, other] = (['data', 'stringData'] as const).filter(name => at(at(document, name), key));
  if (other !== undefined)
    throw new FieldError(
      `${path}: data.${key}`,
      'stands in stringData, too, which wins; remove one with the sops program',
    );
  if (value === null) {
    if (holder !== undefined) return [removed(secret, holder, key)];
    throw new FieldError(`change.${key}`, `is to be removed, and is no key of ${path}`);
  }
  const place = holder ?? placeOfNew(document, value);
  const content = contentIn(`change.${key}`, place, value);
  requireEncrypted(secret, place, key);
  const there = at(at(document, place), key);
  if (there && there.kind !== 'leaf')
    throw new FieldError(
      `${path}: ${place}.${key}`,
      'must be text, and is a map or a list; edit it with the sops program',
    );
  if (there && values.get(there) === content) return [];
  const plaintext = { type: 'str', bytes: Buffer.from(content) } as const;
  const ciphertext = encryptValue(plaintext, dataKey, boundToPath([place, key]));
  return [there ? replacedLeaf(text, there, ciphertext) : inserted(secret, place, key, ciphertext)];
}

/** `data`, unless the file has only `stringData` and the value is text. */
const placeOfNew = (document: Branch, value: FieldValue): Holder =>
  at(document, 'data') || !at(document, 'stringData') || (typeof value !== 'string' && textOf(value) === undefined)
    ? 'data'
    : 'stringData';

/** The value as it stands in `data` or `stringData`. */
function contentIn(path: string, holder: Holder, value: FieldValue): string {
  if (typeof value === 'string') requireWellFormed(path, value);
  if (holder === 'data') return Buffer.from(value as Uint8Array).toString('base64');
  const content = typeof value === 'string' ? value : textOf(value);
  if (content !== undefined) return content;
  throw new FieldError(path, 'is no text, and the key stands in stringData; remove it, then set it in data');
}

function requireEncrypted({ path, metadata }: OpenSecret, holder: Holder, key: string): void {
  if (metadata.isEncrypted([holder, key])) return;
  throw new FieldError(
    `${path}: ${holder}.${key}`,
    'would stand in the clear, as the file encrypts other keys only; encrypt it anew with encrypted_regex: ^(data|stringData)$',
  );
}

function requireSize({ path, document, values }: OpenSecret): void {
  let size = 0;
  for (const name of ['data', 'stringData'] as const) {
    const holder = at(document, name);
    for (const { value } of holder?.kind === 'branch' ? holder.entries : []) {
      const content = value.kind === 'leaf' ? values.get(value) : undefined;
      if (typeof content === 'string') size += Buffer.byteLength(content, name === 'data' ? 'base64' : 'utf8');
    }
  }
  const problem = sizeProblem(size);
  if (problem !== undefined) throw new FieldError(path, problem);
}

/** The digest of a file, encrypted anew, and the time to which that is bound. */
export function newMac(
  text: string,
  { branch }: Metadata,
  dataKey: Uint8Array,
  digest: string,
  now: Date,
): readonly Splice[] {
  const lastModified = now.toISOString().replace(/\.\d+/, '');
  const mac = encryptValue({ type: 'str', bytes: Buffer.from(digest) }, dataKey, lastModified);
  const [time, macLeaf] = [at(branch, 'lastmodified'), at(branch, 'mac')];
  if (time?.kind !== 'leaf' || macLeaf?.kind !== 'leaf') throw new Error('metadata without a MAC');
  return [replacedLeaf(text, time, lastModified), replacedLeaf(text, macLeaf, mac)];
}
