import { isPlainObject } from '../../../core/deferred';

/** An object of a manifest. */
export type Tree = Readonly<Record<string, unknown>>;

/** Whether sops encrypted it, or says so. What is no Secret may have something of its own under that key, without a MAC. */
export const isEncrypted = ({ kind, sops }: Tree): boolean =>
  isPlainObject(sops) && (kind === 'Secret' || 'mac' in sops);

/**
 * The documents of a file, each with the metadata by which sops reads it.
 *
 * sops writes that into every document, and reads what it finds in the first: one that was put behind has none. Objects
 * of Kubernetes are left as they are, as Flux reads each by itself, and many stand beside a Secret in the clear.
 */
export function withMetadata(documents: readonly unknown[]): readonly unknown[] {
  const [first] = documents;
  if (!isPlainObject(first) || !isEncrypted(first)) return documents;
  return documents.map(document =>
    isPlainObject(document) && document.kind === undefined ? { sops: first.sops, ...document } : document,
  );
}

/** The objects of a document. A List has several, which may be Lists themselves. */
export function objectsIn(document: unknown): readonly Tree[] {
  if (!isPlainObject(document)) return [];
  if (!Array.isArray(document.items) || !String(document.kind).endsWith('List')) return [document];
  return document.items.filter(isPlainObject).flatMap(item => objectsIn(itemOf(document, item)));
}

/** An item, and what only its list says of it: the kind, as in a SecretList, and that sops encrypted the whole. */
function itemOf(list: Tree, item: Tree): Tree {
  const [, kind] = /^(.+)List$/.exec(String(list.kind)) ?? [];
  return {
    ...(kind === undefined ? {} : { apiVersion: list.apiVersion, kind }),
    ...(isEncrypted(list) ? { sops: list.sops } : {}),
    ...item,
  };
}
