import { doubleQuoted, quoted } from './quoted';
import { isResolved } from './resolved';
import { keyStyleOf } from './style';
import { mended } from './text';

/** A key with its colon, and what stands between it and a scalar. */
export type Key = {
  readonly name: string;
  readonly spaced: string;
  /** A long one has a sign that it is a key, and no line break behind its colon. */
  readonly isLong: boolean;
};

const plainKey = /^[A-Za-z][\w./-]*$/;

// The same few keys make up nearly all of an application's manifests.
const known = new Map<string, Key>();
const mostKnown = 1000;
const longestKnown = 64;

/** The longest key that YAML lets stand before its colon without a sign that it is one. */
const longest = 1024;

/** A key as it is written; `newLine` is the line break and the indentation before it. */
export function writtenKey(key: string, newLine: string): Key {
  return (
    known.get(key) ?? (plainKey.test(key) ? plainlyWritten(key, newLine) : written(textAtStart(key, newLine), newLine))
  );
}

function plainlyWritten(key: string, newLine: string): Key {
  const made = written(isResolved(key) ? quoted(key) : key, newLine);
  if (key.length > longestKnown) return made;
  if (known.size === mostKnown) known.clear();
  known.set(key, made);
  return made;
}

function written(text: string, newLine: string): Key {
  const isLong = text.length > longest;
  const name = isLong ? `? ${text}${newLine}:` : `${text}:`;
  return { name, spaced: `${name} `, isLong };
}

/** A text on one line, which is the first of the document or begins another. */
export function textAtStart(text: string, newLine = '\n'): string {
  const style = keyStyleOf(text);
  // At the very start of a line, where only a key of the document itself can stand, these divide documents.
  if (style === 'plain') return newLine === '\n' && /^(?:---|\.\.\.)/.test(text) ? quoted(text) : text;
  if (style === 'quoted') return quoted(text);
  if (style === 'lines') return doubleQuoted(text);
  return mended(text, style);
}
