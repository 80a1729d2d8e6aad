import { randomBytes } from 'node:crypto';
import { FieldError } from '../../core/field-error';
import { newMac } from './edit';
import { boundToPath, decryptValue, encryptValue } from './encrypted-value';
import { keysFor } from './encrypt-secret';
import { lineBreakOf, lineEnd } from './entries';
import type { AgeKey, Metadata } from './metadata';
import { contentOf, openSops, valuesOf, type Opened } from './opened';
import { plaintextOf } from './scalar';
import { replacedLeaf, spliced, type Splice } from './splice';
import { holdersOf, type Branch } from './tree';
import { jsonText, writtenKeys, yamlValue } from './write';

/** Who is to open a file from now on, and who no longer. */
export type RecipientChange = {
  /** Recipients of age, `age1…`. @default [] */
  readonly add?: readonly string[];
  /** @default [] */
  readonly remove?: readonly string[];
};

/**
 * Adds recipients to a SOPS file, and removes some.
 *
 * Whoever is added gets the data key that there is, and nothing else changes. Whoever is removed knows that key: then
 * all values and comments are encrypted anew under another one. What a removed recipient could read he may have kept,
 * and Git has the old file: change the values themselves, too.
 *
 * @param path - what errors call the file
 * @param identities - the first that fits is used
 * @returns the text of the file; the same if nothing changes
 * @throws FieldError for a recipient to be removed that the file has not, for the last one, and where another service,
 *   such as KMS, would have to encrypt the new data key
 */
export async function changeRecipients(
  path: string,
  text: string,
  identities: readonly string[],
  { add = [], remove = [] }: RecipientChange,
  now: Date = new Date(),
): Promise<string> {
  const opened = await openSops(path, text, identities);
  const document = onlyDocument(path, opened.documents);
  const keys = opened.metadata.age;
  requireRemovable(path, opened.metadata, add, remove);
  const there = keys.map(({ recipient }) => recipient);
  const added = add.filter(recipient => !there.includes(recipient.trim()));
  if (remove.length === 0) {
    if (added.length === 0) return text;
    const more = await keysFor(added, opened.dataKey);
    return spliced(text, [replacedKeys(path, text, opened.metadata, [...keys, ...more])]);
  }
  const dataKey = randomBytes(32);
  const remaining = there.filter(recipient => !remove.includes(recipient));
  const newKeys = await keysFor([...remaining, ...added], dataKey);
  const { digest } = valuesOf(path, [document], opened.metadata, opened.dataKey);
  return spliced(text, [
    ...encryptedAnew(text, opened, dataKey),
    ...commentsAnew(text, document, opened.dataKey, dataKey),
    ...newMac(text, opened.metadata, dataKey, digest, now),
    replacedKeys(path, text, opened.metadata, newKeys),
  ]);
}

function requireRemovable(
  path: string,
  { age, otherKeys }: Metadata,
  add: readonly string[],
  remove: readonly string[],
): void {
  const there = age.map(({ recipient }) => recipient);
  for (const [index, recipient] of remove.entries()) {
    const problem = add.includes(recipient)
      ? 'is to be added, too; decide for one'
      : there.includes(recipient)
        ? undefined
        : `is no recipient of ${path}; these are ${there.join(', ')}`;
    if (problem !== undefined) throw new FieldError(`remove[${index}]`, problem);
  }
  if (remove.length > 0 && otherKeys.length > 0)
    throw new FieldError(
      path,
      `is encrypted for ${otherKeys.join(', ')}, too, which would have to encrypt the new data key: remove recipients with the sops program (sops rotate --rm-age)`,
    );
  if (add.length === 0 && there.every(recipient => remove.includes(recipient)))
    throw new FieldError('remove', `must leave somebody who can open ${path}; add another recipient`);
}

/** The entry `age` of the metadata, written anew in the layout of the file, its line ends included. */
function replacedKeys(path: string, text: string, { branch }: Metadata, keys: readonly AgeKey[]): Splice {
  const entry = branch.entries.find(({ key }) => key === 'age');
  if (!entry)
    throw new FieldError(path, 'has its keys in key_groups; change its recipients with the sops program (sops rotate)');
  const { keyStart, value } = entry;
  const indent = text.slice(text.lastIndexOf('\n', keyStart - 1) + 1, keyStart);
  if (branch.flow) {
    const anew = jsonText(writtenKeys(keys), /^\s*$/.test(indent) ? indent : '');
    return { start: value.start, end: value.end, text: withLineEndsOf(text, anew) };
  }
  const start = text.slice(0, value.start).trimEnd().length;
  const anew = yamlValue(writtenKeys(keys), indent.length, indent);
  return { start, end: lineEnd(text, value.end), text: withLineEndsOf(text, anew) };
}

function onlyDocument(path: string, documents: readonly Branch[]): Branch {
  const [document, ...others] = documents.filter(({ entries }) => entries.length > 0);
  if (document && others.length === 0) return document;
  throw new FieldError(path, 'has several documents; change its recipients with sops updatekeys or sops rotate');
}

const withLineEndsOf = (text: string, anew: string): string => anew.replaceAll('\n', lineBreakOf(text));

function encryptedAnew(text: string, { documents, metadata, values }: Opened, dataKey: Uint8Array): readonly Splice[] {
  const encrypted = documents
    .flatMap(document => [...contentOf(document)])
    .filter(({ path }) => metadata.isEncrypted(path));
  return encrypted.map(({ path, leaf }) => {
    const plaintext = plaintextOf(values.get(leaf) ?? '');
    return replacedLeaf(text, leaf, encryptValue(plaintext, dataKey, boundToPath(path)));
  });
}

const encryptedComment =
  /#(ENC\[AES256_GCM,data:[A-Za-z0-9+/=]+,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:comment\])/g;

/**
 * Comments, which are bound to the map or list that they stand in.
 *
 * Which that is, sops decides by fine rules of Go's YAML library. The ciphertext itself tells: it opens at one place.
 */
function commentsAnew(text: string, document: Branch, oldKey: Uint8Array, dataKey: Uint8Array): readonly Splice[] {
  const places = [...new Set([...holdersOf(document)].map(({ path }) => boundToPath(path)))];
  return [...text.matchAll(encryptedComment)].flatMap(({ 1: ciphertext = '', index }) => {
    for (const place of places) {
      const plaintext = decryptValue(ciphertext, oldKey, place);
      if (!plaintext) continue;
      const start = index + 1;
      return [{ start, end: start + ciphertext.length, text: encryptValue(plaintext, dataKey, place) }];
    }
    // As sops does with what it can't open: it takes it for a comment that says so.
    return [];
  });
}
