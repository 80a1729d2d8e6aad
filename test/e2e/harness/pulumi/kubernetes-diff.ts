import { metadataOf } from './kubernetes-objects';
import type { Change } from './stand-in';
import type { Properties, Value } from './wire';
import { equal, hasUnknown, isProperties, text } from './wire';

/** What the provider's configuration says of objects whose data may be changed in place. */
export type Mutability = { readonly secrets: boolean; readonly configMaps: boolean };

/**
 * The fields for which the real provider makes an object anew, of the kinds that programs here use.
 *
 * From provider/pkg/provider/diff.go of pulumi-kubernetes 4: the type, data and stringData of a Secret, unless
 * `enableSecretMutable`; the type always; a ConfigMap's data likewise; all of it for an object that says `immutable`.
 */
function replacingFields(object: Properties, mutable: Mutability): readonly string[] {
  const identity = ['metadata.name', 'metadata.namespace'];
  const immutable = object.immutable === true;
  switch (`${text(object.apiVersion)} ${text(object.kind)}`) {
    case 'v1 Secret':
      return [...identity, 'type', ...(mutable.secrets && !immutable ? [] : ['data', 'stringData'])];
    case 'v1 ConfigMap':
      return [...identity, ...(mutable.configMaps && !immutable ? [] : ['data', 'binaryData'])];
    case 'v1 Service':
      return [...identity, 'spec.clusterIP'];
    case 'apps/v1 Deployment':
    case 'apps/v1 StatefulSet':
      return [...identity, 'spec.selector'];
    case 'rbac.authorization.k8s.io/v1 RoleBinding':
    case 'rbac.authorization.k8s.io/v1 ClusterRoleBinding':
      return [...identity, 'roleRef'];
    default:
      return identity;
  }
}

/** How `news` differs from the object as it was last seen. As in the real provider, fields that no input set are left out. */
export function kubernetesChanges(
  live: Properties,
  oldInputs: Properties,
  news: Properties,
  mutable: Mutability,
): readonly Change[] {
  const replacing = replacingFields(news, mutable);
  const replaces = (path: string): boolean =>
    replacing.some(field => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`));
  const olds = pruned(live, oldInputs);
  const named = { ...olds, metadata: { ...metadataOf(olds), ...pickName(live) } };
  return differences('', named, news).map(change => ({ ...change, replaces: replaces(change.path) }));
}

function pickName(live: Properties): Properties {
  const { name, namespace } = metadataOf(live);
  return { ...(name === undefined ? {} : { name }), ...(namespace === undefined ? {} : { namespace }) };
}

/** The parts of a live object that its inputs set. */
export function pruned(live: Properties, inputs: Properties): Properties {
  const kept = Object.entries(live).filter(([name]) => name in inputs);
  return Object.fromEntries(kept.map(([name, value]) => [name, prunedValue(value, inputs[name] ?? null)]));
}

function prunedValue(live: Value, input: Value): Value {
  if (isProperties(live) && isProperties(input)) return pruned(live, input);
  if (!Array.isArray(live) || !Array.isArray(input)) return live;
  const shared = live.slice(0, input.length) as Value[];
  return shared.map((item, index) => prunedValue(item, input[index] as Value));
}

type Difference = Omit<Change, 'replaces'>;

function differences(path: string, old: Value | undefined, now: Value | undefined): readonly Difference[] {
  if (now === undefined || old === undefined) {
    return now === old ? [] : [{ path, kind: old === undefined ? 'add' : 'delete' }];
  }
  if (isProperties(old) && isProperties(now)) {
    const names = new Set([...Object.keys(old), ...Object.keys(now)]);
    return [...names].flatMap(name => differences(fieldPath(path, name), old[name], now[name]));
  }
  if (Array.isArray(old) && Array.isArray(now)) {
    const count = Math.max(old.length, now.length);
    const at = (items: readonly Value[], index: number): Value | undefined => items[index];
    return Array.from({ length: count }, (_, index) =>
      differences(`${path}[${index}]`, at(old, index), at(now, index)),
    ).flat();
  }
  return !hasUnknown(now) && equal(old, now) ? [] : [{ path, kind: 'update' }];
}

function fieldPath(path: string, name: string): string {
  if (/[."[\]]/.test(name)) return `${path}["${name.replaceAll('"', '\\"')}"]`;
  return path === '' ? name : `${path}.${name}`;
}
