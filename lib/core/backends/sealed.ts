import { requireField, type CredentialClass } from '../credential-class';
import { FieldError } from '../field-error';
import { metadata, type Manifest } from '../manifest';
import { fieldOfKey, keyOf, requireFields, sizeProblem, type Delivery, type Order } from './delivery';
import {
  isFingerprint,
  plaintextSize,
  readManifest,
  scopeAnnotation,
  sealingNotes,
  treeAt,
  type SealScope,
  type Template,
  type Tree,
} from './sealed-manifest';

export type { SealScope } from './sealed-manifest';

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
  /** The certificate that it has to be sealed with. @default - any */
  readonly certificate?: PinnedCertificate | undefined;
  /** The scope that it has to be sealed for. @default - the one that it says */
  readonly scope?: SealScope | undefined;
};

type PinnedCertificate = {
  /** What errors call it. */
  readonly name: string;
  /** As `keywire/certificate` says it. */
  readonly fingerprint: string;
};

/** A credential that Sealed Secrets' controller opens. */
export type Sealed<Field extends string> = {
  readonly backend: 'sealed';
  readonly content: SealedFields<Field> | SealedManifest;
};

/** A SealedSecret with the ciphertext of each field. */
export function deliverSealed<Text>(order: Order<Text>, { content }: Sealed<string>): Delivery<Text> {
  const sealed = 'manifest' in content ? fromManifest(order, content) : fromFields(order, content);
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

function fromManifest(order: Order<unknown>, { manifest, ...wanted }: SealedManifest): Content {
  const { metadata, scope, encryptedData, template, type } = readManifest('backend', '.', manifest);
  requireWantedScope(scope, wanted.scope);
  requireSealedFor(order, metadata, scope);
  requireCertificate(treeAt(metadata, 'annotations')[sealingNotes.certificate], wanted.certificate);
  requireType(order.credentialClass, type);
  const fields = Object.keys(encryptedData).map(key => fieldOfKey(`backend.encryptedData.${key}`, order, key));
  return { scope, fields, encryptedData: encryptedData as Record<string, string>, template };
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

function requireWantedScope(scope: SealScope, wanted: SealScope | undefined): void {
  if (wanted === undefined || wanted === scope) return;
  throw new FieldError('backend', `is sealed for scope ${scope}, not ${wanted}; seal it for that, or leave scope out`);
}

function requireCertificate(sealedWith: unknown, pinned: PinnedCertificate | undefined): void {
  if (pinned === undefined || sealedWith === pinned.fingerprint) return;
  throw new FieldError(
    'backend',
    typeof sealedWith === 'string' && isFingerprint(sealedWith)
      ? `is sealed with the certificate ${sealedWith}, and ${pinned.name} is ${pinned.fingerprint}; seal it with that, or name the one it is sealed with`
      : 'does not say with which certificate it is sealed; seal it with keywire seal, or leave certificate out',
  );
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

function sealedSecret<Text>(order: Order<Text>, { scope, encryptedData, template }: Content): Manifest<Text> {
  const { object, credentialClass } = order;
  const scoped = scope === 'strict' ? {} : { [scopeAnnotation(scope)]: 'true' };
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
