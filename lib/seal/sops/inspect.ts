import { FieldError } from '../../core/field-error';
import { isLastApplied } from '../../core/last-applied';
import { requireName } from '../../core/names';
import { encryptedType } from './encrypted-value';
import { metadataOf, type Metadata } from './metadata';
import { readTree } from './read-tree';
import { at, plainTree, textAt, type Branch, type Entry } from './tree';

/** What can be seen of an encrypted Secret without any key. */
export type SopsSecret = {
  readonly name: string;
  readonly namespace: string | undefined;
  /** @default 'Opaque', as Kubernetes has it */
  readonly type: string;
  /** The keys of its values, those of `data` first, in the order of the file. */
  readonly keys: readonly string[];
  /** The recipients of age. */
  readonly recipients: readonly string[];
  /** The other services that can open it, in words, such as `KMS keys (aws)`. */
  readonly otherKeys: readonly string[];
  /** Whether what is in the clear, such as a label, may be changed without breaking the MAC. */
  readonly macOnlyEncrypted: boolean;
  /** The whole object, metadata of SOPS included. Its MAC depends on the order of its keys. */
  readonly manifest: unknown;
};

/**
 * Looks at an encrypted Secret without opening it.
 *
 * @param path - what errors call the file
 * @throws FieldError for a value of `data` or `stringData` that is in the clear, for a file that is not encrypted, is no
 *   Secret, or would become one that Kubernetes refuses. No value is shown
 */
export function inspectSopsSecret(path: string, text: string): SopsSecret {
  const document = readTree(path, text);
  if (textAt(document, 'kind') !== 'Secret' || textAt(document, 'apiVersion') !== 'v1')
    throw new FieldError(path, 'must be a Secret (v1)');
  const metadata = metadataOf(path, document);
  const entries = (['data', 'stringData'] as const).flatMap(name => valuesOf(path, document, name, metadata));
  requireOnce(path, entries);
  requireNoCopy(path, document);
  return {
    ...namesOf(path, document),
    keys: entries.map(({ key }) => key),
    recipients: metadata.age.map(({ recipient }) => recipient),
    otherKeys: metadata.otherKeys,
    macOnlyEncrypted: metadata.macOnlyEncrypted,
    manifest: plainTree(document),
  };
}

function namesOf(path: string, document: Branch): Pick<SopsSecret, 'name' | 'namespace' | 'type'> {
  const metadata = at(document, 'metadata');
  for (const [node, name] of [
    [metadata, 'name'],
    [metadata, 'namespace'],
    [document, 'type'],
  ] as const) {
    if (encryptedType(textAt(node, name) ?? '') !== undefined)
      throw new FieldError(
        `${path}: ${node === document ? name : `metadata.${name}`}`,
        'must not be encrypted: it says which Secret this is; encrypt the file with encrypted_regex: ^(data|stringData)$',
      );
  }
  const [name, namespace] = [textAt(metadata, 'name'), textAt(metadata, 'namespace')];
  requireName(`${path}: metadata.name`, name, 'subdomain');
  if (namespace !== undefined) requireName(`${path}: metadata.namespace`, namespace, 'label');
  return { name, namespace, type: textAt(document, 'type') ?? 'Opaque' };
}

/** The entries of `data` or `stringData`, each of which is a ciphertext that sops will open. */
function valuesOf(path: string, document: Branch, name: string, { isEncrypted }: Metadata): readonly Entry[] {
  const holder = at(document, name);
  if (!holder || (holder.kind === 'leaf' && holder.value === null)) return [];
  if (holder.kind !== 'branch') throw new FieldError(`${path}: ${name}`, 'must be a map of keys to encrypted values');
  for (const { key, value } of holder.entries) {
    const place = `${path}: ${name}.${key}`;
    requireName(place, key, 'secretKey');
    const type = value.kind === 'leaf' && typeof value.value === 'string' ? encryptedType(value.value) : undefined;
    const isEmpty = value.kind === 'leaf' && value.value === '';
    if (type === undefined && !isEmpty)
      throw new FieldError(
        place,
        'is in the clear: encrypt the file with encrypted_regex: ^(data|stringData)$, and change the value where others could read it: Git keeps the old file',
      );
    if (!isEncrypted([name, key]))
      throw new FieldError(
        place,
        'is encrypted, but the file says that it is not, so that nobody opens it; encrypt it anew with encrypted_regex: ^(data|stringData)$',
      );
    if (type !== undefined && type !== 'str')
      throw new FieldError(
        place,
        `is of type ${type}, and Kubernetes takes text only; put it into quotes, and encrypt it anew`,
      );
  }
  return holder.entries;
}

function requireOnce(path: string, entries: readonly Entry[]): void {
  const twice = entries.find(({ key }, index) => entries.findIndex(other => other.key === key) < index);
  if (twice)
    throw new FieldError(
      `${path}: stringData.${twice.key}`,
      'stands in data, too, and the value here wins; remove one',
    );
}

/** Throws for the copy of the Secret that `kubectl apply` leaves in its annotations, plaintext included. */
function requireNoCopy(path: string, document: Branch): void {
  const annotations = at(at(document, 'metadata'), 'annotations');
  for (const { key } of annotations?.kind === 'branch' ? annotations.entries : []) {
    if (!isLastApplied(key)) continue;
    throw new FieldError(
      `${path}: metadata.annotations`,
      `must not have ${key}, which shows the plaintext; remove it, and change the values where others could read them`,
    );
  }
}
