import type * as Yaml from 'yaml';
import { FieldError } from '../../core/field-error';
import { requireWellFormed } from '../text';
import { yaml } from '../yaml';
import { isNestedTooDeeply } from './nesting';
import { isKnownInteger, resolvePlain, type Scalar } from './scalar';
import type { Branch, Entry, Leaf, Node } from './tree';

/** The most that is read of a SOPS file, in bytes: several times what a Secret can hold. */
export const mostOfSopsFile = 5 * 1024 * 1024;

// sops writes none, and those of a small file can make a large tree.
const mostAliases = 1000;

/**
 * The documents of a YAML or JSON file, each a map.
 *
 * @throws FieldError for a text that is neither, that is too large, or has what sops reads otherwise than it looks: keys
 *   that are no text, merge keys, tags
 */
export function readTrees(path: string, text: string): readonly Branch[] {
  if (/\.(env|ini)$/.test(path))
    throw new FieldError(path, 'must be YAML or JSON; keywire reads no other kind of SOPS file');
  if (Buffer.byteLength(text) > mostOfSopsFile)
    throw new FieldError(path, 'is larger than 5 MiB, the most that is read of such a file');
  requireWellFormed(path, text);
  if (isNestedTooDeeply(text)) throw new FieldError(path, 'is nested too deeply; restore it');
  if (path.endsWith('.json')) requireJson(path, text);
  else requireSameLines(path, text);
  try {
    return documentsOf(path, text).map(document => treeOf(path, document));
  } catch (error) {
    if (error instanceof FieldError) throw error;
    // The parser and what walks over its nodes are recursive.
    throw new FieldError(path, 'is nested too deeply; restore it');
  }
}

/** The only document of a file; empty ones do not count. */
export function readTree(path: string, text: string): Branch {
  const [tree, ...others] = readTrees(path, text).filter(({ entries }) => entries.length > 0);
  if (tree && others.length === 0) return tree;
  throw new FieldError(path, 'must hold exactly one document');
}

function requireJson(path: string, text: string): void {
  try {
    JSON.parse(text);
  } catch {
    // What is thrown quotes the text.
    throw new FieldError(path, 'is no JSON; restore it, or give a file of YAML a name that ends with .yaml');
  }
}

/** Throws for characters that end a line in YAML 1.1, which sops reads, and are part of it in YAML 1.2. */
function requireSameLines(path: string, text: string): void {
  const index = text.search(/[\u0085\u2028\u2029]/);
  if (index === -1) return;
  const code = (text.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new FieldError(
    path,
    `has the character U+${code}, which versions of YAML read differently; write it as \\u${code}`,
  );
}

function documentsOf(path: string, text: string): readonly Yaml.Document.Parsed[] {
  // JSON is YAML, and so its places are found, too. Scalars are left as they are written: sops' reading is its own.
  const options = { schema: 'failsafe', logLevel: 'silent', uniqueKeys: true } as const;
  const documents = [...yaml().parseAllDocuments(text, options)];
  for (const { errors } of documents) {
    const [error] = errors;
    const line = error?.linePos?.[0].line ?? 1;
    if (error?.code === 'DUPLICATE_KEY')
      throw new FieldError(path, `has a key twice (line ${line}); remove one of them`);
    // The message quotes the text.
    if (error) throw new FieldError(path, `is no YAML or JSON (line ${line}); restore it as it was encrypted`);
  }
  return documents;
}

function treeOf(path: string, document: Yaml.Document.Parsed): Branch {
  let aliases = 0;
  const convert = (node: unknown): Node => {
    if (yaml().isAlias(node)) {
      if (++aliases > mostAliases) throw new FieldError(path, 'has too many aliases; write out what they stand for');
      return convert(node.resolve(document) ?? nowhere(path));
    }
    if (yaml().isMap(node)) return branch(node);
    // A key alone, as in `{ a }`.
    if (node === null) return { kind: 'leaf', value: null, style: 'plain', start: 0, end: 0 };
    if (yaml().isSeq(node)) return { kind: 'list', items: node.items.map(convert), ...placeOf(node) };
    return leafOf(path, node);
  };
  const branch = (map: Yaml.YAMLMap): Branch => ({
    kind: 'branch',
    flow: map.flow === true,
    entries: map.items.map(({ key, value }): Entry => ({ ...keyOf(path, key), value: convert(value) })),
    ...placeOf(map),
  });
  const { contents } = document;
  if (yaml().isMap(contents)) return branch(contents);
  // As kustomize writes one behind the last `---`.
  if (contents === null || (yaml().isScalar(contents) && contents.value === ''))
    return { kind: 'branch', flow: false, entries: [], start: 0, end: 0 };
  throw new FieldError(path, 'must hold a map, as every SOPS file does');
}

function nowhere(path: string): never {
  throw new FieldError(path, 'has an alias that leads nowhere; restore the file');
}

function keyOf(path: string, node: unknown): { readonly key: string; readonly keyStart: number } {
  if (isMergeKey(node)) {
    throw new FieldError(
      path,
      'has a merge key (<<), which keywire does not follow; write out what is merged, or use the sops program',
    );
  }
  const { value, start } = leafOf(path, node);
  if (typeof value === 'string') return { key: value, keyStart: start };
  throw new FieldError(path, 'has a key that is no text, which sops does not read; put it into quotes');
}

/** sops itself writes it as `!!merge <<`. */
const isMergeKey = (node: unknown): boolean =>
  yaml().isScalar(node) && (node.tag === 'tag:yaml.org,2002:merge' || (node.value === '<<' && node.type === 'PLAIN'));

const styles: Readonly<Record<string, Leaf['style']>> = {
  QUOTE_DOUBLE: 'double',
  QUOTE_SINGLE: 'single',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

function leafOf(path: string, node: unknown): Leaf {
  if (!yaml().isScalar(node)) throw new FieldError(path, 'has a key that is no text, which sops does not read');
  const style = styles[String(node.type)] ?? 'plain';
  return { kind: 'leaf', value: valueOf(path, node, style), style, ...placeOf(node) };
}

function valueOf(path: string, { value, tag }: Yaml.Scalar, style: Leaf['style']): Scalar {
  if (tag === 'tag:yaml.org,2002:str' || tag === '!') return String(value);
  if (tag !== undefined)
    throw new FieldError(path, 'has a tag, as in !!binary, which keywire does not follow; use the sops program');
  const resolved = style === 'plain' ? resolvePlain(String(value)) : String(value);
  if (typeof resolved !== 'bigint' || isKnownInteger(resolved)) return resolved;
  throw new FieldError(path, 'has an integer that is too large for sops; put it into quotes');
}

function placeOf({ range }: { readonly range?: Yaml.Range | null | undefined }): { start: number; end: number } {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}
