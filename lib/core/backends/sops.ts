import type { CredentialClass } from '../credential-class';
import { isPlainObject } from '../deferred';
import type { Engine } from '../engine';
import { FieldError } from '../field-error';
import { needsHashAnnotation } from '../gitops/ksops';
import { metadata, type Json, type Manifest, type StringMap } from '../manifest';
import { fieldOfKey, requireFields, sizeProblem, type Delivery, type Order } from './delivery';
import { encryptedSize, isEncrypted } from './encrypted-values';
import { treeAt, type Tree } from './sealed-manifest';

/** Who decrypts a file of SOPS on its way to the cluster. */
export type SopsDecryptor = 'flux' | 'ksops';

/** What can be seen of an encrypted Secret without any key. */
export type SopsContent = {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly type: string;
  /** The keys in `data` and `stringData`, in the order of the file. */
  readonly keys: readonly string[];
  /** Whether the MAC covers the encrypted values alone. */
  readonly macOnlyEncrypted: boolean;
  /** The object itself. */
  readonly manifest: unknown;
};

/** A credential whose values are in Git, encrypted by SOPS. */
export type Sops = {
  readonly backend: 'sops';
  readonly content: SopsContent;
  readonly decryptedBy: SopsDecryptor;
};

/** The encrypted Secret itself for Flux, where manifests are written that Flux reads; else only what refers to it. */
export function deliverSops<Text>(
  order: Order<Text>,
  { content, decryptedBy }: Sops,
  { applies }: Pick<Engine<Text>, 'applies'>,
): Delivery<Text> {
  if (!['flux', 'ksops'].includes(decryptedBy))
    throw new FieldError('backend.decryptedBy', 'must be flux, for which the encrypted Secret is rendered, or ksops');
  const manifest = isPlainObject(content.manifest) ? content.manifest : {};
  requireEncryptedFor(order, content);
  requireType(order.credentialClass, content.type);
  requireValues(manifest);
  requireNoHash(manifest);
  const fields = content.keys.map(key => fieldOfKey(`backend.${key}`, order, key));
  requireFields('backend', order, fields);
  const made = { secretNames: [order.object.name], fields };
  if (decryptedBy === 'ksops' || applies) return { ...made, madeByOperator: [order.object.name], bundle: {} };
  requireMac(content, manifest);
  return { ...made, madeByOperator: [], bundle: { secret: rendered(order, manifest) } };
}

function requireEncryptedFor({ object }: Order<unknown>, { name, namespace }: SopsContent): void {
  if (name !== object.name) {
    throw new FieldError(
      'backend',
      `is the Secret ${name}, the credential's is ${object.name}; encrypt a Secret of that name, or set name`,
    );
  }
  if (namespace !== undefined && typeof object.namespace === 'string' && namespace !== object.namespace) {
    throw new FieldError(
      'backend',
      `is for namespace ${namespace}, the credential is in ${object.namespace}; encrypt a Secret for that namespace`,
    );
  }
}

function requireType({ name, type }: CredentialClass, encryptedType: string): void {
  if (encryptedType === type) return;
  throw new FieldError(
    'backend.type',
    `must be ${type} for a credential of class ${name}; encrypt a Secret of that type`,
  );
}

const sections = ['data', 'stringData'] as const;

function requireValues(manifest: Tree): void {
  let size = 0;
  for (const section of sections) size += encryptedSize('backend', section, treeAt(manifest, section));
  const problem = sizeProblem(size);
  if (problem !== undefined) throw new FieldError('backend', problem);
}

const annotationsIn = (manifest: Tree): Tree => treeAt(manifest.metadata, 'annotations');

function requireNoHash(manifest: Tree): void {
  if (annotationsIn(manifest)[needsHashAnnotation] !== 'true') return;
  throw new FieldError(
    'backend.metadata.annotations',
    `must not have ${needsHashAnnotation}: it adds a hash to the Secret's name, which kustomize does not add to what uses the credential`,
  );
}

/** Throws for a file whose MAC would be wrong for what is rendered: whoever runs `sops` on that would be refused. */
function requireMac({ keys, macOnlyEncrypted }: SopsContent, manifest: Tree): void {
  if (!macOnlyEncrypted) {
    throw new FieldError(
      'backend.sops',
      'must say mac_only_encrypted: true, as the MAC covers labels and all else otherwise, which changes when it is rendered; say it in the rule of .sops.yaml and encrypt anew, or make the file with keywire sops create',
    );
  }
  const inFile = Object.keys(manifest).filter(key => key === 'data' || key === 'stringData');
  const ofFile = inFile.flatMap(section => keys.filter(key => Object.hasOwn(treeAt(manifest, section), key)));
  const ofRendered = sections.flatMap(section => Object.keys(sorted(treeAt(manifest, section))));
  if (ofFile.some((key, index) => key !== ofRendered[index])) {
    throw new FieldError(
      'backend',
      'must have its keys in alphabetical order, data before stringData, as they are rendered so and the MAC covers their order; put them in order and encrypt anew, or make the file with keywire sops create',
    );
  }
  requireClear('backend.metadata', treeAt(manifest, 'metadata'));
}

function requireClear(path: string, tree: Tree): void {
  for (const [key, value] of Object.entries(tree)) {
    if (isPlainObject(value)) requireClear(`${path}.${key}`, value);
    else if (isEncrypted(value))
      throw new FieldError(
        `${path}.${key}`,
        'must be in the clear, so that it can be rendered; encrypt the file with encrypted_regex ^(data|stringData)$',
      );
  }
}

/** As an object has them once its keys are sorted: those that look like an index come first. */
const sorted = (values: Tree): Tree => Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));

function rendered<Text>({ object }: Order<Text>, manifest: Tree): Manifest<Text> {
  const ofFile = treeAt(manifest, 'metadata');
  const annotations = { ...annotationsIn(manifest), ...object.annotations } as StringMap<Text>;
  requireDecryption(annotations);
  const whole = {
    name: object.name,
    namespace: object.namespace ?? (ofFile.namespace as Text | undefined),
    labels: { ...(treeAt(ofFile, 'labels') as StringMap<string>), ...object.labels },
    annotations,
  };
  const values = sections.flatMap(section =>
    section in manifest ? [[section, sorted(treeAt(manifest, section))] as const] : [],
  );
  return {
    ...(manifest as Readonly<Record<string, Json<never>>>),
    ...(Object.fromEntries(values) as Readonly<Record<string, StringMap<string>>>),
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata<Text>(whole),
  };
}

function requireDecryption(annotations: StringMap<unknown>): void {
  const disables = 'kustomize.toolkit.fluxcd.io/decrypt';
  if (String(annotations[disables]).toLowerCase() !== 'disabled') return;
  throw new FieldError(
    `annotations["${disables}"]`,
    'must not be disabled, as Flux would then apply the ciphertexts as if they were the values',
  );
}
