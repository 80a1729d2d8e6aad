import type { Input, Resource } from '@pulumi/pulumi';
import type { AwsConsumer } from '../core/iam/aws-consumer';
import type { KeyReference } from '../core/key-reference';
import type { MountedFiles } from '../core/mounted-files';

/** What an identity in AWS is for. */
export type Permitted = {
  /** Its sources and targets; none where it may be for any. */
  readonly for: readonly AwsConsumer<Input<string>>[];
  /** The namespace of the service account that takes it; undefined for a key, or where it is not told. */
  readonly namespace?: Input<string> | undefined;
};

const shown = new WeakMap<Resource, object>();
const objects = new WeakMap<Resource, readonly unknown[]>();
const bringers = new WeakMap<object, Resource>();
const permits = new WeakMap<object, Permitted>();

/** Lets a component stand in the specs of others: there it is what it shows. */
export function show(component: Resource, what: object): void {
  shown.set(component, what);
}

/** What a component is in the specs of others. */
export const shownOf = (resource: Resource): object | undefined => shown.get(resource);

/** Lets the users of a Secret find the component that brings it, and what the key in it is for. */
export function bring(
  component: Resource,
  permitted: Permitted | undefined,
  references: readonly (KeyReference | undefined)[],
): void {
  for (const reference of references) {
    if (!reference) continue;
    bringers.set(reference.secret, component);
    if (permitted) permits.set(reference.secret, permitted);
  }
}

/** Lets those who mount files find the component that brings them. */
export function bringFiles(component: Resource, { mount }: MountedFiles): void {
  bringers.set(mount, component);
}

/** The component that brings the Secret of a key, or a mount. */
export const bringerOf = (brought: KeyReference | MountedFiles): Resource | undefined =>
  bringers.get('mount' in brought ? brought.mount : brought.secret);

/** Notes what an identity is for: of a role as credentials or as the auth of a store. */
export function permit<Identity extends object>(identity: Identity, permitted: Permitted): Identity {
  permits.set(identity, permitted);
  return identity;
}

/** What an identity, or the key in a Secret, is for, where somebody has noted it. */
export const permittedOf = (identity: object): Permitted | undefined => permits.get(identity);

/** Notes what a component makes when it is declared. What it grants later is none of that. */
export function noteObjects(component: Resource, made: readonly unknown[]): void {
  if (!objects.has(component)) objects.set(component, made);
}

/** What users of a component wait for. Pulumi takes a component, too, but looks at everything below it for each user. */
export const objectsOf = (component: Resource): readonly unknown[] => objects.get(component) ?? [component];
