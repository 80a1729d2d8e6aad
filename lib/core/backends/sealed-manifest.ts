import { isPlainObject } from '../deferred';
import { FieldError } from '../field-error';
import { isLastApplied } from '../last-applied';
import type { Json, StringMap } from '../manifest';

/**
 * Where else a ciphertext opens: under no other name (`strict`), under any name in its namespace, or anywhere.
 *
 * https://github.com/bitnami-labs/sealed-secrets#scopes
 */
export type SealScope = 'strict' | 'namespace-wide' | 'cluster-wide';

/** The annotation by which the controller knows the scope. It reads that of the SealedSecret, not of the template. */
export const scopeAnnotation = (scope: 'namespace-wide' | 'cluster-wide'): string =>
  `sealedsecrets.bitnami.com/${scope}`;

/** What keywire writes beside ciphertexts: the fingerprint of their certificate, and a digest of each value. */
export const sealingNotes = { certificate: 'keywire/certificate', digests: 'keywire/digests' } as const;

/** Whether a text is the fingerprint of a certificate, as keywire writes it down. */
export const isFingerprint = (text: string): boolean => /^sha256:[0-9a-f]{64}$/.test(text);

/** An object of a file. */
export type Tree = Readonly<Record<string, unknown>>;

/** What a SealedSecret says of the Secret that comes out of it. */
export type Template = {
  readonly labels: StringMap<string>;
  readonly annotations: StringMap<string>;
  /** `immutable`, and Go templates in `data`. */
  readonly rest: Readonly<Record<string, Json<never>>>;
};

/** A SealedSecret, as far as it can be read without knowing what it is for. */
type SealedContent = {
  readonly metadata: Tree;
  readonly scope: SealScope;
  /** By key. What stands there need not be a ciphertext yet. */
  readonly encryptedData: Tree;
  readonly type: unknown;
  readonly template: Template;
};

/**
 * What a SealedSecret holds.
 *
 * @param path where the object comes from, and `joint` what stands between that and the path of a field
 * @throws FieldError for anything else
 */
export function readManifest(path: string, joint: '.' | ': ', manifest: unknown): SealedContent {
  if (!isPlainObject(manifest) || manifest.kind !== 'SealedSecret' || manifest.apiVersion !== 'bitnami.com/v1alpha1') {
    throw new FieldError(path, 'must be a SealedSecret of bitnami.com/v1alpha1, as kubeseal writes it');
  }
  const { encryptedData } = treeAt(manifest, 'spec');
  if (!isPlainObject(encryptedData)) {
    throw new FieldError(
      `${path}${joint}spec.encryptedData`,
      'must map each key to its ciphertext; seal the Secret again with kubeseal',
    );
  }
  const metadata = treeAt(manifest, 'metadata');
  const template = treeAt(manifest.spec, 'template');
  const annotations = treeAt(template.metadata, 'annotations');
  const scope = scopeOf(`${path}${joint}metadata.annotations`, treeAt(metadata, 'annotations'), annotations);
  requireNoPlaintext(`${path}${joint}spec.template.metadata.annotations`, annotations);
  return { metadata, scope, encryptedData, type: template.type, template: templateOf(template) };
}

/** The object at a key, or an empty one where there is none. */
export const treeAt = (value: unknown, key: string): Tree =>
  isPlainObject(value) && isPlainObject(value[key]) ? value[key] : {};

function scopeOf(path: string, annotations: Tree, templateAnnotations: Tree): SealScope {
  for (const scope of ['cluster-wide', 'namespace-wide'] as const) {
    if (annotations[scopeAnnotation(scope)] === 'true') return scope;
    if (templateAnnotations[scopeAnnotation(scope)] === 'true') {
      throw new FieldError(
        path,
        `must say ${scopeAnnotation(scope)}: "true", too; in the template alone the controller does not see it`,
      );
    }
  }
  return 'strict';
}

/** Throws for annotations in which a tool shows the Secret that it applied. */
export function requireNoPlaintext(path: string, annotations: Tree): void {
  const shown = Object.keys(annotations).find(isLastApplied);
  if (shown !== undefined) {
    throw new FieldError(path, `must not have ${shown}, which shows the plaintext; seal a Secret without it`);
  }
}

const notes: readonly string[] = Object.values(sealingNotes);

function templateOf({ metadata, immutable, data }: Tree): Template {
  const annotations = Object.entries(treeAt(metadata, 'annotations')).filter(([key]) => !notes.includes(key));
  return {
    labels: treeAt(metadata, 'labels') as StringMap<string>,
    annotations: Object.fromEntries(annotations) as StringMap<string>,
    rest: {
      ...(typeof immutable === 'boolean' ? { immutable } : {}),
      ...(isPlainObject(data) ? { data: data as StringMap<string> } : {}),
    },
  };
}

/**
 * How many bytes a ciphertext holds: it is a length, the sealed session key, the value and a tag of 16 bytes.
 *
 * @throws FieldError for what is no ciphertext
 */
export function plaintextSize(path: string, ciphertext: unknown): number {
  if (
    typeof ciphertext !== 'string' ||
    !/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(ciphertext)
  ) {
    throw new FieldError(path, 'must be a ciphertext in base64, as kubeseal writes it');
  }
  const bytes = Buffer.from(ciphertext, 'base64');
  const keySize = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  const size = bytes.length - 2 - keySize - 16;
  // RSA keys have 2048 to 16384 bits; the first two letters of a text would be a longer one.
  if (keySize < 256 || keySize > 2048 || size < 0) {
    throw new FieldError(
      path,
      'is no whole ciphertext of kubeseal; it was cut off or is something else: seal the value again',
    );
  }
  return size;
}
