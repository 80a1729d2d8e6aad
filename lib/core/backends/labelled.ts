import { FieldError } from '../field-error';
import { requireName } from '../names';
import type { SecretValue } from '../secret-value';
import type { Delivery, Order } from './delivery';

/** A credential in several versions, each of which has a label and a backend of its own. */
export type Labelled<One> = {
  readonly backend: 'labelled';
  /** Oldest first: the last is used, those before stay for pods that still run with them. */
  readonly versions: readonly { readonly label: string; readonly backend: One }[];
};

/** The backends that a credential comes through: one, or that of each version. */
export const backendsOf = <One extends { readonly backend: string }>(backend: One | Labelled<One>): readonly One[] =>
  isLabelled(backend) ? backend.versions.map(version => version.backend) : [backend];

const isLabelled = <One extends { readonly backend: string }>(backend: One | Labelled<One>): backend is Labelled<One> =>
  backend.backend === 'labelled';

/** Each version as a Secret of its own, named for its label, so that a pod with the new one starts when it is there. */
export function deliverLabelled<Text, One>(
  order: Order<Text>,
  { versions }: Labelled<One>,
  deliver: (order: Order<Text>, backend: One) => Delivery<Text, SecretValue>,
): Delivery<Text, SecretValue> {
  requireVersions(versions);
  const each = versions.map(({ label, backend }) => {
    const name = `${order.object.name}-${label}`;
    requireName('name', name, 'subdomain');
    const delivery = deliver({ ...order, object: { ...order.object, name } }, backend);
    const bundle = Object.entries(delivery.bundle).map(([id, manifest]) => [`${id}-${label}`, manifest] as const);
    return { ...delivery, bundle: Object.fromEntries(bundle) };
  });
  return {
    secretNames: each.flatMap(({ secretNames }) => secretNames),
    madeByOperator: each.flatMap(({ madeByOperator }) => madeByOperator),
    fields: each.at(-1)?.fields ?? [],
    bundle: Object.assign({}, ...each.map(({ bundle }) => bundle)) as Delivery<Text, SecretValue>['bundle'],
  };
}

function requireVersions(versions: Labelled<unknown>['versions']): void {
  if (versions.length === 0) throw new FieldError('backend.versions', 'must list at least one version');
  const labels = versions.map(({ label }) => label);
  labels.forEach((label, index) => {
    requireName(`backend.versions[${index}].label`, label, 'label');
    if (labels.indexOf(label) !== index)
      throw new FieldError(`backend.versions[${index}].label`, 'stands twice; list each version once');
  });
}
