import { FieldError } from '../../core/field-error';
import { inWrittenOrder } from './secret-keys';
import type { Splice } from './splice';
import { at, type Branch, type Entry } from './tree';
import { doubleQuoted, yamlScalar } from './write';

/** Where a key of a Secret is put, or taken from. */
type Site = { readonly path: string; readonly text: string; readonly document: Branch };

/** Takes a key out of a map of the document; the last one takes the map with it. Comments above it stay. */
export function removed({ path, text, document }: Site, name: string, key: string): Splice {
  const branch = at(document, name);
  const isLast = branch?.kind !== 'branch' || branch.entries.length === 1;
  const [holder, entry] = isLast ? [document, name] : [branch, key];
  return holder.flow ? removedFromFlow(holder, entry) : removedFromBlock(path, text, holder, entry);
}

function removedFromBlock(path: string, text: string, branch: Branch, key: string): Splice {
  const entry = entryOf(branch, key);
  indentOf(path, text, entry);
  return { start: lineStart(text, entry.keyStart), end: lineEnd(text, entry.value.end), text: '' };
}

function removedFromFlow({ entries }: Branch, key: string): Splice {
  const index = entries.findIndex(entry => entry.key === key);
  const [previous, entry, next] = [entries[index - 1], entries[index], entries[index + 1]];
  if (entry && next) return { start: entry.keyStart, end: next.keyStart, text: '' };
  return { start: previous?.value.end ?? 0, end: entry?.value.end ?? 0, text: '' };
}

/** Puts a key and its ciphertext into a map of the document, which is made if there is none. */
export function inserted(site: Site, name: string, key: string, ciphertext: string): Splice {
  const { path, text, document } = site;
  const branch = at(document, name);
  if (branch?.kind === 'branch' && branch.entries.length > 0)
    return branch.flow ? intoFlow(text, branch, key, ciphertext) : intoBlock(path, text, branch, key, ciphertext);
  const sops = entryOf(document, 'sops');
  const space = spaceBefore(text, sops.keyStart);
  const map = document.flow ? flowMap(space, key, ciphertext) : blockMap(path, site, key, ciphertext);
  if (branch) {
    const start = document.flow ? branch.start : text.slice(0, branch.start).trimEnd().length;
    return { start, end: branch.end, text: map };
  }
  const start = document.flow ? sops.keyStart : lineStart(text, sops.keyStart);
  return {
    start,
    end: start,
    text: document.flow ? `${doubleQuoted(name)}: ${map},${space}` : `${name}:${map}${lineBreakOf(text)}`,
  };
}

function intoBlock(path: string, text: string, branch: Branch, key: string, ciphertext: string): Splice {
  const previous = previousOf(branch, key);
  const [first] = branch.entries;
  const line = `${first ? indentOf(path, text, first) : ''}${yamlScalar(key)}: ${ciphertext}${lineBreakOf(text)}`;
  const start = previous ? lineEnd(text, previous.value.end) : lineStart(text, branch.start);
  return { start, end: start, text: start > 0 && text[start - 1] !== '\n' ? `${lineBreakOf(text)}${line}` : line };
}

function intoFlow(text: string, branch: Branch, key: string, ciphertext: string): Splice {
  const previous = previousOf(branch, key);
  const [first] = branch.entries;
  const space = spaceBefore(text, first?.keyStart ?? 0);
  const pair = `${doubleQuoted(key)}: ${doubleQuoted(ciphertext)}`;
  if (previous) return { start: previous.value.end, end: previous.value.end, text: `,${space}${pair}` };
  return { start: first?.keyStart ?? 0, end: first?.keyStart ?? 0, text: `${pair},${space || ' '}` };
}

/** The entry after which a key goes: by the order of all keys if they keep to it, else the last. */
function previousOf({ entries }: Branch, key: string): Entry | undefined {
  const keys = entries.map(entry => entry.key);
  if (inWrittenOrder(keys).join('/') !== keys.join('/')) return entries.at(-1);
  return entries[inWrittenOrder([...keys, key]).indexOf(key) - 1];
}

/** A map of one key, where the first map's keys are indented by `space`. */
const flowMap = (space: string, key: string, ciphertext: string): string =>
  `{${space}${space.replace(/^\n/, '')}${doubleQuoted(key)}: ${doubleQuoted(ciphertext)}${space}}`;

/** What follows `data:`, but for the end of the line; indented as the metadata is. */
function blockMap(path: string, { text, document }: Site, key: string, ciphertext: string): string {
  const sops = at(document, 'sops');
  const [first] = sops?.kind === 'branch' ? sops.entries : [];
  return `${lineBreakOf(text)}${first ? indentOf(path, text, first) : '    '}${yamlScalar(key)}: ${ciphertext}`;
}

function entryOf(branch: Branch, key: string): Entry {
  const entry = branch.entries.find(each => each.key === key);
  if (entry) return entry;
  throw new Error(`no entry ${key}`);
}

/** What stands before the key in its line. */
function indentOf(path: string, text: string, { keyStart }: Entry): string {
  const indent = text.slice(lineStart(text, keyStart), keyStart);
  if (/^ *$/.test(indent)) return indent;
  throw new FieldError(path, 'has a map in an unusual layout, with two keys in a line; edit it with the sops program');
}

/** How the lines of a text end, so that one that is put in ends as the others do. */
export const lineBreakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

const spaceBefore = (text: string, index: number): string => /\s*$/.exec(text.slice(0, index))?.[0] ?? '';

const lineStart = (text: string, index: number): number => text.lastIndexOf('\n', index - 1) + 1;

/** Behind the end of the line, unless the place is there already, as it is after a block scalar. */
export function lineEnd(text: string, index: number): number {
  if (text[index - 1] === '\n') return index;
  const end = text.indexOf('\n', index);
  return end === -1 ? text.length : end + 1;
}
