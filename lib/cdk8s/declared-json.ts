import { ResolutionContext, type ApiObject, type IResolver } from 'cdk8s';
import { WholeTreeResolver, replaced } from './synth/whole-tree-resolver';

/** What a resolver makes of a value: the same one, if nothing. */
type Replace = (value: unknown, key: readonly string[]) => unknown;

/**
 * A value as cdk8s would write it: resolved, without what is undefined, its keys sorted. Keys such as `constructor` and
 * `__proto__` are kept, with which cdk8s fails, or which it drops.
 */
export function declaredJson(object: ApiObject, resolvers: readonly IResolver[], value: unknown): unknown {
  const isBuiltIn = resolvers.some(resolver => resolver instanceof WholeTreeResolver);
  const replace: Replace = isBuiltIn
    ? item => (typeof item === 'object' && item !== null ? replaced(item) : item)
    : (item, key) => replacedBy(resolvers, object, key, item);
  // Only a resolver of somebody's own asks where a value stands.
  const below = (key: readonly string[], id: string | number): readonly string[] =>
    isBuiltIn ? key : [...key, String(id)];
  const sorts = !process.env.CDK8S_DISABLE_SORT;
  const json = (item: unknown, key: readonly string[]): unknown => {
    if (item === null || item === undefined) return undefined;
    const next = replace(item, key);
    if (!Object.is(next, item)) return json(next, key);
    if (typeof item !== 'object') return item;
    if (Array.isArray(item)) return item.map((each, index) => json(each, below(key, index)));
    return entries(item, key);
  };
  const entries = (tree: object, key: readonly string[]): object => {
    if (Object.getPrototypeOf(tree) !== Object.prototype) {
      throw new Error(`can't render non-simple object of type '${tree.constructor.name}'`);
    }
    const result = {};
    const keys = Object.keys(tree);
    for (const each of sorts ? keys.sort() : keys) {
      const item = json((tree as Readonly<Record<string, unknown>>)[each], below(key, each));
      if (item !== undefined && item !== null) define(result, each, item);
    }
    return result;
  };
  return json(value, []);
}

function replacedBy(
  resolvers: readonly IResolver[],
  object: ApiObject,
  key: readonly string[],
  value: unknown,
): unknown {
  const context = new ResolutionContext(object, [...key], value);
  for (const resolver of resolvers) {
    resolver.resolve(context);
    if (context.replaced) return context.replacedValue as unknown;
  }
  return value;
}

/** Sets a key, also the one by which JavaScript would set the prototype. */
function define(tree: object, key: string, value: unknown): void {
  if (key !== '__proto__') (tree as Record<string, unknown>)[key] = value;
  else Object.defineProperty(tree, key, { value, enumerable: true, configurable: true, writable: true });
}
