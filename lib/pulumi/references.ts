import type { Resource } from '@pulumi/pulumi';
import type { KeyReference, SecretReference } from '../core/key-reference';

const shown = new WeakMap<Resource, object>();
const makers = new WeakMap<SecretReference<unknown>, Resource>();

/** Lets a component stand in the specs of others: there it is what it shows. */
export function show(component: Resource, what: object): void {
  shown.set(component, what);
}

/** What a component is in the specs of others. */
export const shownOf = (resource: Resource): object | undefined => shown.get(resource);

/** Lets the users of a Secret find the component that brings it. */
export function bring(component: Resource, references: readonly (KeyReference | undefined)[]): void {
  for (const reference of references) if (reference) makers.set(reference.secret, component);
}

/** The component that brings the Secret of a key. */
export const resourceBehind = ({ secret }: KeyReference): Resource | undefined => makers.get(secret);
