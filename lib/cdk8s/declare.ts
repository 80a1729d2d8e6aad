import { Chart, JsonPatch, Lazy, type ApiObject, type ApiObjectProps } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { Claims, objectName } from '../core/claims';
import { FieldError } from '../core/field-error';
import { mayHoldSecrets, type Bundle, type Manifest } from '../core/manifest';
import { SecretValue } from '../core/secret-value';
import { DeclaredObject } from './declared-object';
import { unsafeWritten } from './engine';
import { unwritable } from './lossless';
import { isWrittenLossless } from './lossless-apps';
import { shownSecret } from './shown-secret';

/** The cdk8s objects of a construct, by the ids of their bundle. */
export type ApiObjects<Id extends string = string> = Readonly<Record<Id, ApiObject>>;

const claimsOfApp = new WeakMap<IConstruct, Claims>();
const ours = new WeakSet<ApiObject>();

/** What the constructs of one app have said of its objects. */
function claimsOf(construct: IConstruct): Claims {
  const { root } = construct.node;
  const claims = claimsOfApp.get(root) ?? new Claims();
  claimsOfApp.set(root, claims);
  return claims;
}

/** Throws where another construct gives the service account another role. */
export function agreeOnRole(construct: IConstruct, field: string, role: Parameters<Claims['agreeOnRole']>[2]): void {
  claimsOf(construct).agreeOnRole(construct.node.path, field, role);
}

/** Throws where another construct makes what has that name. A namespace that is known later is not compared. */
export function claimName(construct: IConstruct, what: string, namespace: unknown): void {
  if (namespace !== undefined && typeof namespace !== 'string') return;
  const orElse = 'synthesise what is for another cluster from an App of its own';
  claimsOf(construct).own(construct.node.path, what, orElse);
}

/** Whether this construct makes what several make alike. A namespace that is known later is not compared. */
export function makesShared(construct: IConstruct, what: string, namespace: unknown): boolean {
  if (namespace !== undefined && typeof namespace !== 'string') return true;
  return claimsOf(construct).isFirst(what);
}

/** Whether keywire made the object. */
export const isOurs = (construct: IConstruct): construct is ApiObject => ours.has(construct as ApiObject);

/** Runs what may throw a FieldError, and puts the path of the construct before the field's. */
export function within<Result>(construct: IConstruct, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof FieldError) {
      const hint = error.path === 'name' ? '; without a name of its own it has the id of the construct' : '';
      throw new FieldError(`${construct.node.path}: ${error.path}`, `${error.problem}${hint}`);
    }
    throw error;
  }
}

/** The name and namespace that a construct's objects have unless its props say others. */
export const named = <Props extends { readonly name?: string | undefined; readonly namespace?: string | undefined }>(
  construct: Construct,
  props: Props,
): Props & { readonly name: string } => ({
  ...props,
  name: props.name ?? construct.node.id,
  namespace: props.namespace ?? Chart.of(construct).namespace,
});

/** Declares the objects of a bundle as children of the construct. */
export function declare<Objects extends Bundle<string, SecretValue>>(
  construct: Construct,
  bundle: Objects,
): { readonly [Id in keyof Objects]: ApiObject } {
  const objects = Object.entries(bundle).map(([id, manifest]) => [id, declareOne(construct, id, manifest)] as const);
  return Object.fromEntries(objects) as { readonly [Id in keyof Objects]: ApiObject };
}

/** Declares the objects of a bundle that the construct has not yet declared. */
export function declareMissing(construct: Construct, bundle: Bundle<string, SecretValue>): ApiObjects {
  return declare(
    construct,
    Object.fromEntries(Object.entries(bundle).filter(([id]) => construct.node.tryFindChild(id) === undefined)),
  );
}

function declareOne(construct: Construct, id: string, manifest: Manifest<string, SecretValue>): ApiObject {
  const { apiVersion, kind, metadata } = manifest;
  claimName(construct, objectName(apiVersion, kind, metadata.namespace, metadata.name), metadata.namespace);
  requireWritable(construct, manifest);
  const object = new DeclaredObject(construct, id, written(manifest));
  // cdk8s gives its chart's namespace to every object, also to one that has none.
  if (metadata.namespace === undefined && object.metadata.namespace !== undefined) {
    object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
  ours.add(object);
  return object;
}

/** Throws for what would not be written as it is. What keywire's App refuses for its YAML, it refuses at synth. */
function requireWritable(construct: Construct, manifest: Manifest<string, SecretValue>): void {
  if (!isWrittenLossless(construct)) {
    const found = unwritable(manifest);
    if (found) throw new FieldError(found.path, found.problem);
    return;
  }
  const path = shownSecret(manifest);
  if (path !== undefined) {
    throw new FieldError(path, 'must not be a secret, as it would be shown; give a credential, and use its keys');
  }
  // cdk8s keeps these, and fails with such a key.
  for (const field of ['labels', 'annotations'] as const) {
    if (Object.hasOwn(manifest.metadata[field] ?? {}, 'constructor'))
      throw new FieldError(`metadata.${field}.constructor`, 'is a key that cdk8s does not write; name it otherwise');
  }
}

/** The manifest as cdk8s wants it, each secret unwrapped only when it is written. */
function written(manifest: Manifest<string, SecretValue>): ApiObjectProps {
  if (!mayHoldSecrets(manifest)) return manifest as ApiObjectProps;
  const data = Object.entries(manifest.data ?? {}).map(([key, value]): [string, unknown] => [
    key,
    value instanceof SecretValue ? Lazy.any({ produce: () => unsafeWritten(value) }) : value,
  ]);
  return { ...manifest, data: Object.fromEntries(data) } as ApiObjectProps;
}
