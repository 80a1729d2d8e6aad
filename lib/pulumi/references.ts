import type { Input, Resource } from '@pulumi/pulumi';
import type { AwsConsumer } from '../core/iam/aws-consumer';
import type { KeyReference, SecretReference } from '../core/key-reference';

/** What brings a Secret. */
type Bringer = {
  readonly component: Resource;
  /** The sources and targets that the key in it is for, where it is for no others. */
  readonly consumers: readonly AwsConsumer<Input<string>>[] | undefined;
};

const shown = new WeakMap<Resource, object>();
const objects = new WeakMap<Resource, readonly Resource[]>();
const bringers = new WeakMap<SecretReference<unknown>, Bringer>();

/** Lets a component stand in the specs of others: there it is what it shows. */
export function show(component: Resource, what: object): void {
  shown.set(component, what);
}

/** What a component is in the specs of others. */
export const shownOf = (resource: Resource): object | undefined => shown.get(resource);

/** Lets the users of a Secret find what brings it. */
export function bring(bringer: Bringer, references: readonly (KeyReference | undefined)[]): void {
  for (const reference of references) if (reference) bringers.set(reference.secret, bringer);
}

/** What brings the Secret of a key. */
export const bringerOf = ({ secret }: KeyReference): Bringer | undefined => bringers.get(secret);

/** Notes what a component makes when it is declared. What it grants later is none of that. */
export function noteObjects(component: Resource, resources: readonly Resource[]): void {
  if (!objects.has(component)) objects.set(component, resources);
}

/** What users of a component wait for. Pulumi takes a component, too, but looks at everything below it for each user. */
export const objectsOf = (component: Resource): readonly Resource[] => objects.get(component) ?? [component];
