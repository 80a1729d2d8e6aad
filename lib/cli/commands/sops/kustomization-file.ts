import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { YAMLMap, YAMLSeq } from 'yaml';
import { isPlainObject } from '../../../core/deferred';
import { FieldError } from '../../../core/field-error';
import { readLimited } from '../../../disk/read-limited';
import { isNestedTooDeeply } from '../../../seal/sops/nesting';
import { yaml } from '../../../seal/yaml';
import { contentsOf } from './documents';
import { requireNamedOnce, type Generator } from './named-once';
import { textsIn } from './texts-in';

/** The names of a kustomization that kustomize knows. */
export const kustomizationNames: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** A kustomization as it is to be written, and as it was read: undefined where there is none. */
export type KustomizationFile = { readonly file: string; readonly text: string; readonly before: string | undefined };

/**
 * The kustomization of a folder with one more generator. One that is there keeps every byte: a line is put into it.
 *
 * @throws FieldError where there are several, for one that can't be edited without changing its layout, and for one that
 *   has a file of the generator already
 */
export function withGenerator(folder: string, generator: Generator): KustomizationFile {
  const [found, ...others] = kustomizationNames.map(name => join(folder, name)).filter(file => existsSync(file));
  if (found !== undefined && others.length > 0)
    throw new FieldError(found, `has ${others.join(' and ')} beside it; kustomize takes one of them only`);
  if (found === undefined) {
    const text = yaml().stringify({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      generators: [generator.path],
    });
    return { file: join(folder, 'kustomization.yaml'), text, before: undefined };
  }
  const before = readLimited(found, { most: 1024 * 1024 }).toString();
  const kustomization = parsed(found, before);
  requireNamedOnce(found, kustomization.content, generator);
  return { file: found, text: edited(found, before, kustomization, generator.path), before };
}

function edited(file: string, text: string, { nodes, content }: Parsed, generator: string): string {
  const list = nodes.get('generators', true);
  const listed = textsIn(content.generators).map(normalize);
  if (listed.includes(normalize(generator))) return text;
  const after = spliced(text, nodes, list, generator);
  if (after !== undefined && isWithGenerator(file, after, content, generator)) return after;
  throw new FieldError(
    file,
    `is laid out so that it can't be edited in place; add ${generator} to its generators yourself`,
  );
}

type Parsed = { readonly nodes: YAMLMap; readonly content: Readonly<Record<string, unknown>> };

function parsed(file: string, text: string): Parsed {
  if (isNestedTooDeeply(text)) throw new FieldError(file, 'is nested too deeply; restore it');
  const [document, ...others] = [...yaml().parseAllDocuments(text, { logLevel: 'silent' })];
  const [content] = document?.errors.length === 0 ? contentsOf(document) : [];
  if (document && others.length === 0 && yaml().isMap(document.contents) && isPlainObject(content))
    return { nodes: document.contents, content };
  throw new FieldError(file, 'is no kustomization: it must be one document of YAML, a map');
}

/** The text with the generator, where there is a plain way to put it in. */
function spliced(text: string, contents: YAMLMap, list: unknown, generator: string): string | undefined {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  if (list === undefined) {
    const gap = text === '' || text.endsWith('\n') ? '' : lineEnd;
    return contents.flow ? undefined : `${text}${gap}generators:${lineEnd}  - ${generator}${lineEnd}`;
  }
  if (!yaml().isSeq(list) || !list.range) return undefined;
  return list.flow ? intoFlow(text, list, generator) : intoBlock(text, list, generator, lineEnd);
}

function intoFlow(text: string, { range, items }: YAMLSeq, generator: string): string | undefined {
  const end = (range?.[1] ?? 0) - 1;
  if (text[end] !== ']') return undefined;
  return `${text.slice(0, end)}${items.length > 0 ? ', ' : ''}${generator}${text.slice(end)}`;
}

/** On a line below the last item. */
function intoBlock(text: string, { range, items }: YAMLSeq, generator: string, lineEnd: string): string | undefined {
  const start = range?.[0] ?? 0;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const last = items.at(-1);
  if (indent.trim() !== '' || !yaml().isScalar(last) || !last.range) return undefined;
  const lineBreak = text.indexOf('\n', last.range[1]);
  const [before, after] =
    lineBreak < 0 ? [text + lineEnd, ''] : [text.slice(0, lineBreak + 1), text.slice(lineBreak + 1)];
  return `${before}${indent}- ${generator}${lineEnd}${after}`;
}

/** Whether what was made of a text says the same as before, and the generator. */
function isWithGenerator(file: string, after: string, before: Parsed['content'], generator: string): boolean {
  const { generators: listed, ...others } = parsed(file, after).content;
  const { generators: listedBefore, ...othersBefore } = before;
  const expected = [...((listedBefore ?? []) as readonly unknown[]), generator];
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return same(others, othersBefore) && same([...((listed ?? []) as unknown[])].sort(), expected.sort());
}
