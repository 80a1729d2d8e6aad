import { plainScalar, type Scalar } from './scalar';

/** Where a node stands in the text. */
type Place = { readonly start: number; readonly end: number };

/** A value that has no others in it. */
export type Leaf = Place & {
  readonly kind: 'leaf';
  readonly value: Scalar;
  readonly style: 'plain' | 'double' | 'single' | 'block';
};

/** A key and its value. */
export type Entry = { readonly key: string; readonly keyStart: number; readonly value: Node };

/** A map, in the order of the text. */
export type Branch = Place & { readonly kind: 'branch'; readonly flow: boolean; readonly entries: readonly Entry[] };

/** A list. */
export type List = Place & { readonly kind: 'list'; readonly items: readonly Node[] };

/** A node of a SOPS file, and where it stands in the text: what is changed is changed there, and the rest stays. */
export type Node = Leaf | Branch | List;

/** A leaf, and the keys that lead to it: places in lists are no part of a path. */
export type PlacedLeaf = { readonly path: readonly string[]; readonly leaf: Leaf };

/** The leaves in the order in which sops walks over them, without those that are null, which it passes by. */
export function* leavesOf(node: Node, path: readonly string[] = []): Generator<PlacedLeaf> {
  if (node.kind === 'leaf') {
    if (node.value !== null) yield { path, leaf: node };
  } else if (node.kind === 'list') {
    for (const item of node.items) yield* leavesOf(item, path);
  } else {
    for (const { key, value } of node.entries) yield* leavesOf(value, [...path, key]);
  }
}

/** The maps and lists, and the keys that lead to them: comments are bound to these. */
export function* holdersOf(
  node: Node,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; node: Node }> {
  if (node.kind === 'leaf') return;
  yield { path, node };
  if (node.kind === 'list') for (const item of node.items) yield* holdersOf(item, path);
  else for (const { key, value } of node.entries) yield* holdersOf(value, [...path, key]);
}

/** What stands under a key of a map. */
export const at = (node: Node | undefined, key: string): Node | undefined =>
  node?.kind === 'branch' ? node.entries.find(entry => entry.key === key)?.value : undefined;

/** The text that stands there, if it is one. */
export function textAt(node: Node | undefined, key: string): string | undefined {
  const found = at(node, key);
  return found?.kind === 'leaf' && typeof found.value === 'string' ? found.value : undefined;
}

/** The same without the places: objects, lists, and what `leaf` makes of each leaf. */
export function plainTree(node: Node, leaf: (leaf: Leaf) => unknown = ({ value }) => plainScalar(value)): unknown {
  if (node.kind === 'leaf') return leaf(node);
  if (node.kind === 'list') return node.items.map(item => plainTree(item, leaf));
  const object = {};
  for (const { key, value } of node.entries) {
    // An assignment to `__proto__`, which is a legal key, would be lost.
    const property = { value: plainTree(value, leaf), enumerable: true, configurable: true, writable: true };
    Object.defineProperty(object, key, property);
  }
  return object;
}
