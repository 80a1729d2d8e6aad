import {
  isFingerprint,
  plaintextSize,
  readManifest,
  scopeAnnotation,
  sealingNotes,
  treeAt,
  type SealScope,
  type Tree,
} from '../../core/backends/sealed-manifest';
import { isPlainObject } from '../../core/deferred';
import { FieldError } from '../../core/field-error';
import { requireName } from '../../core/names';
import { parseSealedSecret, readSealedText } from '../read-sealed-secret';
import { digestsBlock, parseDigests } from './digests-block';
import { oneLineYaml, type YamlMap } from './one-line-yaml';

/** Texts by name. */
export type Texts = Readonly<Record<string, string>>;

/** What is in a committed SealedSecret, whether keywire or kubeseal wrote it. */
export type SealedFile = {
  readonly name: string;
  /** Undefined in what is sealed cluster-wide, if it names none. */
  readonly namespace: string | undefined;
  readonly scope: SealScope;
  /** The ciphertext of each key of the Secret. */
  readonly encryptedData: Texts;
  /** The fingerprint of the certificate, where keywire wrote the file. */
  readonly certificate: string | undefined;
  /** A digest of the value of each key, where it was sealed with a `DigestKey`. */
  readonly digests: Texts;
  /** The type of the Secret. */
  readonly type: string;
  /** The labels of the SealedSecret itself. */
  readonly labels: Texts;
  /** Its annotations, without those that say what is told above. */
  readonly annotations: Texts;
  /** The labels and annotations of the Secret, likewise. */
  readonly template: { readonly labels: Texts; readonly annotations: Texts };
  /** The rest of the fields, by the part of the SealedSecret that they stand in, such as `immutable` of the template. */
  readonly others: Readonly<Record<Part, Tree>>;
};

type Part = 'object' | 'metadata' | 'spec' | 'template' | 'templateMetadata';

/**
 * Reads the text of a SealedSecret, in YAML or JSON. Comments are not read, so they are lost when it is rendered.
 *
 * @param path where the text comes from: errors begin with it
 * @throws FieldError for anything but one SealedSecret of ciphertexts; it shows nothing of what stands there instead
 */
export const parseSealedFile = (path: string, text: string): SealedFile =>
  sealedFileOf(path, parseSealedSecret(path, text));

/** The same for a file of up to 4 MiB. */
export const readSealedFile = (file: string): SealedFile => parseSealedFile(file, readSealedText(file));

/** The same for an object that is parsed. */
export function sealedFileOf(path: string, manifest: unknown): SealedFile {
  const { metadata, scope, encryptedData, type } = readManifest(path, ': ', manifest);
  const { name, namespace } = metadata;
  requireName(`${path}: metadata.name`, name, 'subdomain');
  const annotations = textsAt(`${path}: metadata.annotations`, metadata, 'annotations');
  const { certificate, digests } = notesOf(path, annotations);
  const spec = treeAt(manifest, 'spec');
  const template = treeAt(spec, 'template');
  const ofSecret = treeAt(template, 'metadata');
  return {
    name,
    namespace: namespaceOf(path, namespace, scope),
    scope,
    encryptedData: ciphertextsOf(`${path}: spec.encryptedData`, encryptedData),
    certificate,
    digests: only(digests, key => Object.hasOwn(encryptedData, key)),
    type: typeOf(path, type),
    labels: textsAt(`${path}: metadata.labels`, metadata, 'labels'),
    annotations: only(annotations, isTheirs),
    template: {
      labels: textsAt(`${path}: spec.template.metadata.labels`, ofSecret, 'labels'),
      annotations: only(textsAt(`${path}: spec.template.metadata.annotations`, ofSecret, 'annotations'), isTheirs),
    },
    others: {
      object: without(manifest as Tree, 'apiVersion', 'kind', 'metadata', 'spec'),
      metadata: without(metadata, 'name', 'namespace', 'labels', 'annotations'),
      spec: without(spec, 'encryptedData', 'template'),
      template: without(template, 'metadata', 'type'),
      templateMetadata: without(ofSecret, 'name', 'namespace', 'labels', 'annotations'),
    },
  };
}

/**
 * The file as YAML: its parts in the order in which keywire writes them, keys sorted, each ciphertext on a line of its
 * own with an empty line between, so that a diff shows the fields that have changed, and git merges changes of
 * different fields.
 */
export function renderSealedFile(file: SealedFile): string {
  const { others } = file;
  const metadata = (labels: Texts, annotations: Texts, rest: Tree): YamlMap =>
    mapOf([
      ['name', file.name],
      ['namespace', file.namespace],
      ['labels', sorted(labels)],
      ['annotations', sorted(annotations)],
      ...Object.entries(rest),
    ]);
  const template = mapOf([
    [
      'metadata',
      metadata(file.template.labels, { ...file.template.annotations, ...scopeNote(file) }, others.templateMetadata),
    ],
    ['type', file.type],
    ...Object.entries(others.template),
  ]);
  const whole = mapOf([
    ['apiVersion', 'bitnami.com/v1alpha1'],
    ['kind', 'SealedSecret'],
    ['metadata', metadata(file.labels, annotationsOf(file), others.metadata)],
    [
      'spec',
      mapOf([
        ['encryptedData', sorted(file.encryptedData) ?? {}],
        ['template', template],
        ...Object.entries(others.spec),
      ]),
    ],
    ...Object.entries(others.object),
  ]);
  return oneLineYaml(whole, { apart: ['spec', 'encryptedData'], block: digestsBlock(file.digests) });
}

/** All annotations of the SealedSecret, those that keywire writes among them. */
export function annotationsOf(file: SealedFile): Texts {
  const { annotations, certificate, digests } = file;
  const block = digestsBlock(digests);
  return {
    ...annotations,
    ...scopeNote(file),
    ...(certificate === undefined ? {} : { [sealingNotes.certificate]: certificate }),
    ...(block === undefined ? {} : { [sealingNotes.digests]: block }),
  };
}

const scopeNote = ({ scope }: SealedFile): Texts => (scope === 'strict' ? {} : { [scopeAnnotation(scope)]: 'true' });

/** Whether keywire writes that annotation. */
export const isBookkeeping = (annotation: string): boolean => ours.includes(annotation);

const ours: readonly string[] = [
  scopeAnnotation('cluster-wide'),
  scopeAnnotation('namespace-wide'),
  ...Object.values(sealingNotes),
];
const isTheirs = (annotation: string): boolean => !isBookkeeping(annotation);

function notesOf(path: string, annotations: Texts): Pick<SealedFile, 'certificate' | 'digests'> {
  const { [sealingNotes.certificate]: certificate, [sealingNotes.digests]: digests = '' } = annotations;
  if (certificate !== undefined && !isFingerprint(certificate)) {
    throw new FieldError(
      `${path}: metadata.annotations["${sealingNotes.certificate}"]`,
      'must be sha256: and 64 digits, as keywire wrote it; seal all values again, or restore it from Git',
    );
  }
  return { certificate, digests: parseDigests(digests) };
}

function namespaceOf(path: string, namespace: unknown, scope: SealScope): string | undefined {
  if ((namespace ?? undefined) === undefined) {
    if (scope === 'cluster-wide') return undefined;
    throw new FieldError(`${path}: metadata.namespace`, `must be there: a ${scope} ciphertext opens in that one only`);
  }
  requireName(`${path}: metadata.namespace`, namespace, 'label');
  return namespace;
}

function typeOf(path: string, type: unknown): string {
  if ((type ?? undefined) === undefined) return 'Opaque';
  if (typeof type === 'string') return type;
  throw new FieldError(`${path}: spec.template.type`, 'must be a string, the type of the Secret');
}

function ciphertextsOf(path: string, encryptedData: Tree): Texts {
  for (const [key, ciphertext] of Object.entries(encryptedData)) {
    requireName(`${path}.${key}`, key, 'secretKey');
    plaintextSize(`${path}.${key}`, ciphertext);
  }
  return encryptedData as Texts;
}

function textsAt(path: string, value: Tree, field: string): Texts {
  const { [field]: texts = {} } = value;
  if (texts === null) return {};
  if (!isPlainObject(texts)) throw new FieldError(path, 'must map names to strings');
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text !== 'string') throw new FieldError(`${path}["${key}"]`, 'must be a string; put it in quotes');
  }
  return texts as Texts;
}

const only = (texts: Texts, keep: (key: string) => boolean): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([key]) => keep(key)));

/** The rest of an object, less what is null: kubeseal has written `creationTimestamp: null`. */
const without = (tree: Tree, ...keys: readonly string[]): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([key, value]) => !keys.includes(key) && value !== null));

/** A map without what is undefined. */
const mapOf = (entries: readonly (readonly [string, unknown])[]): YamlMap =>
  new Map(entries.filter(([, value]) => value !== undefined));

/** As a map, because an object puts keys that are numbers first. */
function sorted(texts: Texts): YamlMap | undefined {
  const entries = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : new Map(entries);
}
