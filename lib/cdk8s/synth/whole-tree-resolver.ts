import { Lazy, type IResolver, type ResolutionContext } from 'cdk8s';

/**
 * Resolves all values of an object in one walk, as cdk8s' own three resolvers would one by one.
 *
 * cdk8s asks the resolvers for each value, from the outermost inwards, and looks for the app each time. This one answers
 * for the outermost value with all that is in it.
 */
export class WholeTreeResolver implements IResolver {
  /** Answers for the outermost value; the others are then never asked about. */
  resolve(context: ResolutionContext): void {
    const value: unknown = context.value;
    if (context.key.length > 0 || !isPlain(value)) return;
    context.replaceValue(Object.assign(Object.create(otherRealm) as object, resolved(value)));
  }
}

/**
 * What makes cdk8s take an object for one of another realm: it looks no deeper for what may be resolved, but it does
 * write it. It knows such objects by the name of their constructor.
 */
const otherRealm = { constructor: { name: 'Object' } };

type Tree = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && value.constructor === Object;

/** The value with nothing left to resolve: the same one, if there was nothing. */
function resolved(value: unknown): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
  const next = replaced(value);
  if (next !== value) return resolved(next);
  if (Array.isArray(value)) return resolvedArray(value);
  return isPlain(value) ? resolvedEntries(value) : value;
}

/** What cdk8s' resolvers make of a single value: of a `Lazy`, of what can `resolve` itself, of an `IntOrString`. */
export function replaced(value: object): unknown {
  if (value instanceof Lazy) return value.produce();
  const { resolve, value: held } = value as { readonly resolve?: unknown; readonly value?: unknown };
  if (typeof resolve === 'function') return resolve.call(value);
  const isUnion = value.constructor !== Object && (typeof held === 'number' || typeof held === 'string');
  return isUnion ? { value: held } : value;
}

function resolvedArray(array: readonly unknown[]): readonly unknown[] {
  const items = array.map(resolved);
  return items.some((item, index) => item !== array[index]) ? items : array;
}

function resolvedEntries(tree: Tree): Tree {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(tree)) {
    const item = resolved(tree[key]);
    if (item !== tree[key]) (copy ??= { ...tree })[key] = item;
  }
  return copy ?? tree;
}
