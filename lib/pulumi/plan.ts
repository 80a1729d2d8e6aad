import {
  all,
  type ComponentResource,
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Input,
  type Output,
  type Resource,
} from '@pulumi/pulumi';
import { objectName } from '../core/claims';
import type { Engine } from '../core/engine';
import type { Bundle } from '../core/manifest';
import type { SecretValue } from '../core/secret-value';
import { claimsOf } from './claims-of';
import { knownEngine, outputOf, pulumiEngine, type PulumiEngine } from './engine';
import { kubernetesResource, type KubernetesResource } from './kubernetes-resource';
import { reading, whenKnown, type Reading } from './reading';
import { noteObjects } from './references';
import { within, type Owner } from './within';

/** The resources of a component, by the ids of its bundle. */
export type Resources<Id extends string = string> = Readonly<Record<Id, KubernetesResource>>;

type Make<Spec, Made> = (engine: Engine<Input<string>>, spec: Spec) => Made;

/** What a component is going to be: all that is known of it is checked, and nothing is declared yet. */
export type Plan<Spec, Made> = {
  readonly name: string;
  readonly opts: ComponentResourceOptions;
  readonly reading: Reading<Spec>;
  readonly make: Make<Spec, Made>;
  readonly made: Made;
  readonly pending: PulumiEngine['pending'];
};

/**
 * Plans a component. Comes before `super()`, so that nothing is registered of one that is refused.
 *
 * @throws ResourceError for what `make` refuses
 */
export function plan<Spec, Made>(
  name: string,
  opts: ComponentResourceOptions,
  given: Spec,
  make: Make<Spec, Made>,
): Plan<Spec, Made> {
  return within({ name, resource: opts.parent }, () => {
    const read = reading(given);
    const engine = pulumiEngine();
    const made = make(engine, read.spec);
    return { name, opts, reading: read, make, made, pending: engine.pending };
  });
}

/**
 * Declares the objects of a bundle as children of the component that was planned.
 *
 * They wait for what the plan could not check yet. What is known by then, `make` looks at once more, and `agree` too.
 */
export function declare<Spec, Objects extends Bundle<Input<string>, SecretValue>>(
  component: ComponentResource,
  planned: Plan<Spec, unknown>,
  bundle: Objects,
  agree: (spec: Spec) => void = () => undefined,
): Resources<keyof Objects & string> {
  const { name, opts } = planned;
  const owner = { name, resource: component };
  const claims = claimsIn(component, name, bundle);
  const look = (spec: Spec): void => {
    agree(spec);
    claims((spec as { readonly namespace?: unknown }).namespace);
  };
  within(owner, () => {
    look(planned.reading.spec);
  });
  const child = childOptions(component, opts, [...planned.reading.uses, ...gates(owner, planned, look)]);
  const resources = Object.entries(bundle).map(
    ([id, manifest]) => [id, kubernetesResource(`${name}-${id}`, manifest, child)] as const,
  );
  // What makes nothing itself passes on what it comes after.
  const objects = resources.length > 0 ? resources.map(([, resource]) => resource) : [child.dependsOn ?? []];
  noteObjects(component, objects);
  return Object.fromEntries(resources) as Resources<keyof Objects & string>;
}

/** Claims the objects of a bundle, each once: those in a namespace that is known later at the second look. */
function claimsIn(
  component: ComponentResource,
  path: string,
  bundle: Bundle<Input<string>, SecretValue>,
): (namespace: unknown) => void {
  const left = new Set(Object.values(bundle));
  return namespace => {
    for (const object of left) {
      const { apiVersion, kind, metadata } = object;
      const where = metadata.namespace === undefined ? undefined : namespace;
      if (claim(component, path, { apiVersion, kind, namespace: where, name: metadata.name })) left.delete(object);
    }
  };
}

/**
 * Claims an object, unless its namespace is known later.
 *
 * @returns whether it is claimed now
 * @throws FieldError where another component makes that object in the same cluster
 */
export function claim(
  component: ComponentResource,
  path: string,
  object: { readonly apiVersion: string; readonly kind: string; readonly namespace?: unknown; readonly name: string },
): boolean {
  const { apiVersion, kind, namespace, name } = object;
  if (namespace !== undefined && typeof namespace !== 'string') return false;
  const orElse = 'another provider, where it is for another cluster';
  claimsOf(component).own(path, objectName(apiVersion, kind, namespace, name), orElse);
  return true;
}

/** What resources have to wait for until everything is checked. Each fails with a ResourceError. */
export function gates<Spec>(
  owner: Owner,
  { reading: read, make, pending }: Plan<Spec, unknown>,
  agree: (spec: Spec) => void = () => undefined,
): readonly Output<Resource[]>[] {
  const checks = pending.length === 0 ? [] : [gateOf(owner, pending)];
  if (read.later.size === 0) return checks;
  const again = whenKnown(owner, read, (known: Spec): Resource[] => {
    make(knownEngine as Engine<Input<string>>, known);
    agree(known);
    return [];
  });
  return [...checks, again];
}

/** One for all checks: an Output costs as much as a tenth of a resource. */
function gateOf(owner: Owner, pending: PulumiEngine['pending']): Output<Resource[]> {
  const values = [...new Set(pending.flatMap(each => each.values))];
  const [only] = values;
  const known: Output<string[]> =
    values.length === 1 && only !== undefined ? outputOf(only).apply(text => [text]) : all(values);
  return known.apply(plaintexts => {
    const byValue = new Map(values.map((value, index) => [value, plaintexts[index]]));
    within(owner, () => {
      for (const { values: checked, check } of pending) check(checked.map(value => byValue.get(value)));
    });
    return [];
  });
}

/** A component passes these on itself only in part. */
export function childOptions(
  parent: ComponentResource,
  { dependsOn, retainOnDelete, deletedWith }: ComponentResourceOptions,
  more: readonly unknown[] = [],
): CustomResourceOptions {
  const all = [...(dependsOn === undefined ? [] : [dependsOn]), ...more];
  return {
    parent,
    // Lists in lists, and Outputs of lists, are taken; the type does not say so.
    ...(all.length === 0 ? {} : { dependsOn: all as Resource[] }),
    ...(retainOnDelete === undefined ? {} : { retainOnDelete }),
    ...(deletedWith === undefined ? {} : { deletedWith }),
  };
}

/** The spec of a component, with the name that its objects have unless its args say another. */
export const named = <Args extends { readonly name?: string | undefined }>(
  name: string,
  args: Args,
): Args & { readonly name: string } => ({ ...args, name: args.name ?? name });
