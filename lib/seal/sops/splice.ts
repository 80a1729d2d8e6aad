import type { Leaf } from './tree';
import { doubleQuoted, yamlScalar } from './write';

/** A piece of text in place of another. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string };

/** The text with all pieces replaced, none of which overlap; the rest stays byte for byte. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let out = '';
  let index = 0;
  for (const splice of [...splices].sort((one, other) => one.start - other.start)) {
    out += text.slice(index, splice.start) + splice.text;
    index = splice.end;
  }
  return out + text.slice(index);
}

/** Another text in place of a scalar, quoted as that one was. */
export function replacedLeaf(text: string, { start, end, style }: Leaf, value: string): Splice {
  // A block scalar has its line break within.
  if (style === 'block') return { start, end, text: `${doubleQuoted(value)}\n` };
  // Where a null was, there may be nothing but the colon.
  const gap = text[start - 1] === ':' ? ' ' : '';
  return { start, end, text: gap + (style === 'plain' ? yamlScalar(value) : doubleQuoted(value)) };
}
