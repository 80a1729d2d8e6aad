import { randomBytes } from 'node:crypto';
import type { CredentialClass, Keys } from '../../core/credential-class';
import { FieldError } from '../../core/field-error';
import { metadata } from '../../core/manifest';
import { requireName, requireNamespace } from '../../core/names';
import { keysOfFields, secretData, type FieldValues } from '../field-values';
import { encryptFor } from './age';
import { regexRule, requireSecretRegex, secretRegex } from './crypt-rule';
import { boundToPath, encryptValue } from './encrypted-value';
import { digestText, newDigest } from './mac';
import type { AgeKey } from './metadata';
import { inWrittenOrder } from './secret-keys';
import { jsonText, writtenKeys, yamlText, type Written } from './write';

/** What is encrypted, and for whom. */
export type EncryptSecretSpec<C extends CredentialClass> = {
  /** The name of the Secret. */
  readonly name: string;
  /** @default - the file says none */
  readonly namespace?: string | undefined;
  readonly class: C;
  /** How the fields are spelled as keys of the Secret. @default - the first convention of the class */
  readonly keys?: Keys<C> | undefined;
  readonly values: FieldValues<C>;
  /** Who can open the file: recipients of age, `age1…`, post-quantum ones (`age1pq1…`) among them. */
  readonly recipients: readonly string[];
  /** @default 'yaml' */
  readonly format?: 'yaml' | 'json' | undefined;
  /** @default {} */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** @default {} */
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  /** Which keys are encrypted, as a rule of a .sops.yaml says; it has to cover data and stringData. @default '^(data|stringData)$' */
  readonly encryptedRegex?: string | undefined;
  /** @default - the clock's */
  readonly now?: Date | undefined;
};

/** The version of sops whose format it is: an older one refuses what it does not know. */
const formatVersion = '3.13.2';

/**
 * A Secret as a SOPS file: its values encrypted for recipients of age, the rest to be read.
 *
 * All values stand in `data`, in base64, and none in `stringData`: any bytes fit; a field that is dropped is dropped in
 * the cluster, too, where `kubectl apply` would keep one of `stringData`; and none can stand in both. Who edits the file
 * with sops sees base64; {@link editSops} takes the values themselves. The MAC covers only what is encrypted, so that a
 * label or the namespace may be changed by hand or by kustomize.
 *
 * Each file has a data key of its own. Who made it can't be told from the file: a MAC by everybody's key is no signature.
 *
 * @returns the text of the file; every run makes another one
 * @throws FieldError for values that the class refuses, for no recipient or a mistyped one, and for a pattern that
 *   leaves values in the clear
 */
export async function encryptSecret<C extends CredentialClass>(spec: EncryptSecretSpec<C>): Promise<string> {
  const { encryptedRegex = secretRegex, keys, values, format = 'yaml' } = spec;
  requireNames(spec);
  requireSecretRegex('encryptedRegex', encryptedRegex);
  const data = secretData({ credentialClass: spec.class, keys, values });
  const secret = new Map<string, Written>([
    ['apiVersion', 'v1'],
    ['kind', 'Secret'],
    ['metadata', writtenMetadata(spec, encryptedRegex)],
    ['type', spec.class.type],
  ]);
  const dataKey = randomBytes(32);
  const digest = newDigest(true);
  const encrypted = new Map<string, string>();
  for (const key of inWrittenOrder(data.keys())) {
    const bytes = Buffer.from(data.get(key)?.toString('base64') ?? '');
    digest.update(bytes);
    encrypted.set(key, encryptValue({ type: 'str', bytes }, dataKey, boundToPath(['data', key])));
  }
  secret.set('data', encrypted);
  secret.set('sops', await writtenSops(spec, encryptedRegex, dataKey, digestText(digest)));
  return format === 'json' ? `${jsonText(secret)}\n` : yamlText(secret);
}

/**
 * Checks the names and the fields of what is to be encrypted, so that nobody is asked for values in vain.
 *
 * @param given the fields that get a value
 * @throws FieldError as {@link encryptSecret} does
 */
export function requireEncryptable(
  spec: Pick<EncryptSecretSpec<CredentialClass>, 'name' | 'namespace' | 'class' | 'keys'>,
  given: readonly string[],
): void {
  requireNames(spec);
  keysOfFields({ credentialClass: spec.class, keys: spec.keys, given });
}

function requireNames({ name, namespace }: Pick<EncryptSecretSpec<CredentialClass>, 'name' | 'namespace'>): void {
  requireName('name', name, 'subdomain');
  requireNamespace('namespace', namespace);
}

/** What the file says of itself, in the order in which sops writes it. */
async function writtenSops(
  { recipients, now = new Date() }: Pick<EncryptSecretSpec<CredentialClass>, 'recipients' | 'now'>,
  encryptedRegex: string,
  dataKey: Uint8Array,
  digest: string,
): Promise<ReadonlyMap<string, Written>> {
  const lastModified = now.toISOString().replace(/\.\d+/, '');
  return new Map<string, Written>([
    ['age', writtenKeys(await keysFor(recipients, dataKey))],
    ['encrypted_regex', encryptedRegex],
    ['lastmodified', lastModified],
    ['mac', encryptValue({ type: 'str', bytes: Buffer.from(digest) }, dataKey, lastModified)],
    ['mac_only_encrypted', true],
    ['version', formatVersion],
  ]);
}

/** The data key, encrypted for each of the recipients. */
export async function keysFor(recipients: readonly string[], dataKey: Uint8Array): Promise<readonly AgeKey[]> {
  const different = [...new Set(recipients.map(recipient => recipient.trim()))];
  if (different.length === 0)
    throw new FieldError('recipients', 'must name at least one recipient of age, as age-keygen prints it');
  return Promise.all(
    different.map(async (recipient, index) => ({
      recipient,
      enc: await encryptFor(`recipients[${index}]`, recipient, dataKey),
    })),
  );
}

/** The metadata of the Secret, no key of which the pattern may cover: Kubernetes would get ciphertext. */
function writtenMetadata(
  spec: EncryptSecretSpec<CredentialClass>,
  encryptedRegex: string,
): ReadonlyMap<string, Written> {
  const { name, namespace, labels = {}, annotations = {} } = metadata<string>(spec);
  const isEncrypted = regexRule('encryptedRegex', encryptedRegex);
  const written = new Map<string, Written>([['name', name]]);
  if (namespace !== undefined) written.set('namespace', namespace);
  for (const [field, map] of Object.entries({ labels, annotations })) {
    const hidden = Object.keys(map).find(key => isEncrypted(['metadata', field, key]));
    if (hidden !== undefined)
      throw new FieldError(`${field}["${hidden}"]`, 'would be encrypted, as the pattern matches its key; rename it');
    if (Object.keys(map).length > 0) written.set(field, new Map(Object.entries(map)));
  }
  return written;
}
