import { Output, Resource, all, isSecret, output } from '@pulumi/pulumi';
import { isPlainObject } from '../core/deferred';
import { FieldError } from '../core/field-error';
import { KeyReference } from '../core/key-reference';
import { MountedFiles } from '../core/mounted-files';
import { SecretValue } from '../core/secret-value';
import { SyncedReference } from '../core/synced-reference';
import { bringerOf, objectsOf, shownOf } from './references';
import { asShown, within, type Owner } from './within';

/** A spec as the core takes it, and what it leads to. */
export type Reading<Spec> = {
  /** The spec, with each component replaced by what others need to know of it. */
  readonly spec: Spec;
  /** What the spec uses: what is made of it comes after these, and goes before they go. */
  readonly uses: readonly unknown[];
  /** What is known later, each with its path. */
  readonly later: ReadonlyMap<unknown, string>;
};

/**
 * Reads a spec.
 *
 * @throws FieldError for what is neither a plain value, an Output, nor a component, and for a text that an Output was
 *   put into by a template literal or `JSON.stringify`
 */
export function reading<Spec>(given: Spec): Reading<Spec> {
  const uses = new Set<unknown>();
  const later = new Map<unknown, string>();
  const note = (path: string, value: unknown): unknown => {
    if (isLater(value) && !later.has(value)) later.set(value, path);
    return value;
  };
  const use = (resource: Resource | undefined): void => {
    for (const object of resource ? objectsOf(resource) : []) uses.add(object);
  };
  const spec = copyOf('', given, {
    keepsMarks: true,
    later: note,
    keyReference: (path, reference) => {
      const { namespace, accountId } = reference.secret;
      for (const part of [namespace, accountId]) note(path, part);
      use(bringerOf(reference));
      return reference;
    },
    mountedFiles: (path, files) => {
      note(path, files.mount.namespace);
      use(bringerOf(files));
      return files;
    },
    resource: resource => {
      use(resource);
      return shownOf(resource) ?? resource;
    },
  }) as Spec;
  return { spec, uses: [...uses], later };
}

/**
 * What is made of a spec once everything in it is known.
 *
 * Fails where a part of it turns out to be secret: all of a spec is shown, in the cluster and in state.
 */
export function whenKnown<Result>(
  owner: Owner,
  { spec, later }: Reading<unknown>,
  // What it is given is the spec, with known values where Outputs were.
  make: (known: never) => Result,
): Output<Result> {
  const parts = [...later.keys()];
  const values: Output<unknown[]> = all([requireShown(owner, later), ...parts]);
  const made: Output<unknown> = values.apply(([, ...known]) =>
    within(owner, () => make(withKnown(spec, parts, known) as never)),
  );
  return made as Output<Result>;
}

async function requireShown(owner: Owner, later: Reading<unknown>['later']): Promise<void> {
  for (const [part, path] of later) {
    if (!(await isSecret(output(part)))) continue;
    const problem = 'must not be secret, as it would be shown; give the value to a credential, and use its keys';
    throw asShown(owner, new FieldError(path, problem));
  }
}

function withKnown(spec: unknown, parts: readonly unknown[], values: readonly unknown[]): unknown {
  const byPart = new Map(parts.map((part, index) => [part, values[index]]));
  const known = <Value>(part: Value): Value => (byPart.has(part) ? (byPart.get(part) as Value) : part);
  return copyOf('', spec, {
    keepsMarks: false,
    later: (_, part) => known(part),
    keyReference: (_, { secret, key }) =>
      new KeyReference({ ...secret, namespace: known(secret.namespace), accountId: known(secret.accountId) }, key),
    mountedFiles: (_, { mount }) => new MountedFiles({ ...mount, namespace: known(mount.namespace) }),
    resource: resource => resource,
  });
}

type Visitor = {
  readonly keepsMarks: boolean;
  readonly later: (path: string, part: unknown) => unknown;
  readonly keyReference: (path: string, reference: KeyReference) => KeyReference;
  readonly mountedFiles: (path: string, files: MountedFiles) => MountedFiles;
  readonly resource: (resource: Resource) => unknown;
};

function copyOf(path: string, value: unknown, visitor: Visitor): unknown {
  if (typeof value === 'string') requireNoOutputIn(path, value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof SecretValue) return secretAt(path, value);
  if (value instanceof KeyReference) return visitor.keyReference(path, value);
  if (value instanceof MountedFiles) return visitor.mountedFiles(path, value);
  if (value instanceof SyncedReference) {
    const files = visitor.mountedFiles(path, value.files);
    // The same as long as nothing changes: a mark tells by it what was written over.
    return files === value.files ? value : new SyncedReference(files, value.secretName, value.key);
  }
  if (isLater(value)) return visitor.later(path, value);
  if (Resource.isInstance(value)) {
    const shown = visitor.resource(value);
    return shown === value ? value : copyOf(path, shown, visitor);
  }
  if (Array.isArray(value)) return value.map((item, index) => copyOf(`${path}[${index}]`, item, visitor));
  if (!isPlainObject(value))
    throw new FieldError(path, 'must be a text, a number, a list, an object, or an Output of one of these');
  const copy: Record<string | symbol, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    requireNoOutputIn(path, key);
    copy[key] = copyOf(pathOf(path, key), item, visitor);
  }
  // Marks that a spread of env() or files() has left tell what was written over: only the first look can see it.
  if (visitor.keepsMarks)
    for (const mark of Object.getOwnPropertySymbols(value)) copy[mark] = (value as Record<symbol, unknown>)[mark];
  return copy;
}

/** Throws for a secret that stands elsewhere than among the values that a backend carries. */
function secretAt(path: string, value: SecretValue): SecretValue {
  if (/^(backend\.(versions\[\d+\]\.backend\.)?)?values[.[]/.test(path)) return value;
  throw new FieldError(path, 'must not be a secret, as it would be shown; give a credential, and use its keys');
}

const isLater = (value: unknown): boolean => Output.isInstance(value) || value instanceof Promise;

const pathOf = (path: string, key: string): string => {
  if (path === '') return key;
  // As in the core's own errors: nobody who gave options to a backend wrote these words.
  if (/(^|\.)backend$/.test(path) && (key === 'options' || key === 'content')) return path;
  return /^[\w-]+$/.test(key) ? `${path}.${key}` : `${path}["${key}"]`;
};

/** Throws for a text that an Output was turned into: Pulumi then writes a paragraph of advice in its place. */
export function requireNoOutputIn(path: string, text: string): void {
  if (!/Calling \[(toString|toJSON)\] on an \[Output<T>\]/.test(text)) return;
  throw new FieldError(
    path,
    'has an Output inside of a string or for a key; use pulumi.interpolate or pulumi.jsonStringify, and a known string for a key',
  );
}
