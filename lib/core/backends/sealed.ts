import { requireField, type CredentialClass } from '../credential-class';
import { isPlainObject } from '../deferred';
import { FieldError } from '../field-error';
import { metadata, type Json, type Manifest, type StringMap } from '../manifest';
import { keyOf, requireFields, sizeProblem, type Delivery, type Order } from './delivery';

/**
 * Where else a ciphertext opens: under no other name (`strict`), under any name in its namespace, or anywhere.
 *
 * https://github.com/bitnami-labs/sealed-secrets#scopes
 */
export type SealScope = 'strict' | 'namespace-wide' | 'cluster-wide';

/** Ciphertexts as `kubeseal --raw` writes them, one for each field. */
export type SealedFields<Field extends string> = {
  /** The ciphertext of each field, in base64. */
  readonly encryptedData: Readonly<Partial<Record<Field, string>>>;
  /** The scope that they were sealed for. @default 'strict' */
  readonly scope?: SealScope | undefined;
};

/** A whole SealedSecret, as `kubeseal` writes it. */
type SealedManifest = {
  /** The object, parsed. */
  readonly manifest: unknown;
};

/** A credential that Sealed Secrets' controller opens. */
export type Sealed<Field extends string> = {
  readonly backend: 'sealed';
  readonly content: SealedFields<Field> | SealedManifest;
};

const annotation = (scope: 'namespace-wide' | 'cluster-wide') => `sealedsecrets.bitnami.com/${scope}`;

/** A SealedSecret with the ciphertext of each field. */
export function deliverSealed<Text>(order: Order<Text>, { content }: Sealed<string>): Delivery<Text> {
  const sealed = 'manifest' in content ? fromManifest(order, content.manifest) : fromFields(order, content);
  requireScope(order, sealed.scope);
  requireFields('backend', order, sealed.fields);
  let bytes = 0;
  for (const [key, ciphertext] of Object.entries(sealed.encryptedData))
    bytes += plaintextSize(`backend.encryptedData.${key}`, ciphertext);
  const problem = sizeProblem(bytes);
  if (problem !== undefined) throw new FieldError('backend.encryptedData', problem);
  return {
    secretNames: [order.object.name],
    madeByOperator: [order.object.name],
    fields: sealed.fields,
    bundle: { 'sealed-secret': sealedSecret(order, sealed) },
  };
}

type Content = {
  readonly scope: SealScope;
  readonly fields: readonly string[];
  readonly encryptedData: Readonly<Record<string, string>>;
  readonly template: Template;
};

/** What a SealedSecret says of the Secret that comes out of it. */
type Template = {
  readonly labels: StringMap<string>;
  readonly annotations: StringMap<string>;
  /** `immutable`, and Go templates in `data`. */
  readonly rest: Readonly<Record<string, Json<never>>>;
};

function fromFields(order: Order<unknown>, { encryptedData, scope = 'strict' }: SealedFields<string>): Content {
  const fields: string[] = [];
  const ciphertexts: [string, string][] = [];
  for (const [field, ciphertext] of Object.entries(encryptedData)) {
    const path = `backend.encryptedData.${field}`;
    requireField(path, order.credentialClass, field);
    if (ciphertext === undefined) continue;
    fields.push(field);
    ciphertexts.push([keyOf(path, order, field), ciphertext]);
  }
  return {
    scope,
    fields,
    encryptedData: Object.fromEntries(ciphertexts),
    template: { labels: {}, annotations: {}, rest: {} },
  };
}

type Tree = Readonly<Record<string, unknown>>;

const treeAt = (value: unknown, key: string): Tree =>
  isPlainObject(value) && isPlainObject(value[key]) ? value[key] : {};

function fromManifest(order: Order<unknown>, manifest: unknown): Content {
  if (!isPlainObject(manifest) || manifest.kind !== 'SealedSecret' || manifest.apiVersion !== 'bitnami.com/v1alpha1') {
    throw new FieldError('backend', 'must be a SealedSecret of bitnami.com/v1alpha1, as kubeseal writes it');
  }
  const { encryptedData } = treeAt(manifest, 'spec');
  if (!isPlainObject(encryptedData))
    throw new FieldError(
      'backend.spec.encryptedData',
      'must map each key to its ciphertext; seal the Secret again with kubeseal',
    );
  const template = treeAt(manifest.spec, 'template');
  const scope = scopeOf(treeAt(manifest.metadata, 'annotations'), treeAt(template.metadata, 'annotations'));
  requireSealedFor(order, treeAt(manifest, 'metadata'), scope);
  requireType(order.credentialClass, template.type);
  const fieldOfKey = new Map(Object.entries(order.spelling).map(([field, key]) => [key, field]));
  const fields = Object.keys(encryptedData).map(key => fieldOfKey.get(key) ?? unknownKey(order, key));
  return { scope, fields, encryptedData: encryptedData as Record<string, string>, template: templateOf(template) };
}

function unknownKey({ credentialClass, spelling }: Order<unknown>, key: string): never {
  const [other] =
    Object.entries(credentialClass.conventions).find(([, keys]) => Object.values(keys).includes(key)) ?? [];
  const advice =
    other === undefined
      ? `its keys are ${Object.values(spelling).join(', ')}`
      : `for its convention, say keys: '${other}'`;
  throw new FieldError(
    `backend.encryptedData.${key}`,
    `is no key of this credential of class ${credentialClass.name}; ${advice}`,
  );
}

// The controller reads the scope from metadata alone; in the template it only travels to the Secret.
function scopeOf(annotations: Tree, templateAnnotations: Tree): SealScope {
  for (const scope of ['cluster-wide', 'namespace-wide'] as const) {
    if (annotations[annotation(scope)] === 'true') return scope;
    if (templateAnnotations[annotation(scope)] === 'true') {
      throw new FieldError(
        'backend.metadata.annotations',
        `must say ${annotation(scope)}: "true", too; in the template alone the controller does not see it`,
      );
    }
  }
  return 'strict';
}

function requireSealedFor({ object }: Order<unknown>, sealedFor: Tree, scope: SealScope): void {
  if (scope === 'cluster-wide') return;
  const { namespace } = sealedFor;
  if (typeof namespace === 'string' && typeof object.namespace === 'string' && namespace !== object.namespace) {
    throw new FieldError(
      'backend',
      `is sealed for namespace ${namespace}, the credential is in ${object.namespace}; seal it for that namespace`,
    );
  }
  if (scope === 'strict' && sealedFor.name !== object.name) {
    throw new FieldError(
      'backend',
      `is sealed for the name ${String(sealedFor.name)}, the credential's is ${object.name}; seal it for that name, or set name`,
    );
  }
}

function requireScope({ object }: Order<unknown>, scope: SealScope): void {
  if (!['strict', 'namespace-wide', 'cluster-wide'].includes(scope)) {
    throw new FieldError('backend.scope', 'must be strict, namespace-wide or cluster-wide');
  }
  if (scope !== 'cluster-wide' && object.namespace === undefined) {
    throw new FieldError('namespace', `must be set: a ${scope} ciphertext opens in one namespace only`);
  }
}

function requireType({ name, type }: CredentialClass, sealedType: unknown): void {
  if ((sealedType ?? 'Opaque') === type) return;
  throw new FieldError(
    'backend.spec.template.type',
    `must be ${type} for a credential of class ${name}; seal a Secret of that type`,
  );
}

// What they hold is the Secret as it was applied, with its plaintext.
const lastApplied = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'kubecfg.ksonnet.io/last-applied-configuration',
];

function templateOf({ metadata: templateMetadata, immutable, data }: Tree): Template {
  const shown = lastApplied.find(key => key in treeAt(templateMetadata, 'annotations'));
  if (shown !== undefined) {
    throw new FieldError(
      'backend.spec.template.metadata.annotations',
      `must not have ${shown}, which shows the plaintext; seal a Secret without it`,
    );
  }
  return {
    labels: treeAt(templateMetadata, 'labels') as StringMap<string>,
    annotations: treeAt(templateMetadata, 'annotations') as StringMap<string>,
    rest: {
      ...(typeof immutable === 'boolean' ? { immutable } : {}),
      ...(isPlainObject(data) ? { data: data as StringMap<string> } : {}),
    },
  };
}

/** How many bytes a ciphertext holds: it is a length, the sealed session key, the value and a tag of 16 bytes. */
function plaintextSize(path: string, ciphertext: unknown): number {
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
  if (keySize < 256 || keySize > 2048 || size < 0)
    throw new FieldError(
      path,
      'is no whole ciphertext of kubeseal; it was cut off or is something else: seal the value again',
    );
  return size;
}

function sealedSecret<Text>(order: Order<Text>, { scope, encryptedData, template }: Content): Manifest<Text> {
  const { object, credentialClass } = order;
  const scoped = scope === 'strict' ? {} : { [annotation(scope)]: 'true' };
  const ofSecret = {
    ...object,
    labels: { ...template.labels, ...object.labels },
    annotations: { ...template.annotations, ...object.annotations },
  };
  return {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: metadata(object, scoped),
    spec: {
      encryptedData,
      template: { metadata: metadata(ofSecret, scoped), type: credentialClass.type, ...template.rest },
    },
  };
}
