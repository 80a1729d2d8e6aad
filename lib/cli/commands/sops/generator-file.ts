import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isPlainObject } from '../../../core/deferred';
import { FieldError } from '../../../core/field-error';
import type { Manifest } from '../../../core/manifest';
import { readSopsFile } from '../../../seal/read-sops-file';
import { yaml } from '../../../seal/yaml';
import { documentsOf } from './documents';
import { textsIn } from './texts-in';

/**
 * The text of a generator that may be written over, or undefined where there is none.
 *
 * @param manifest - what is to be written there
 * @throws FieldError for a file that is something else, or says more than keywire writes: that would be lost
 */
export function replaceableGenerator(file: string, manifest: Manifest<string>): string | undefined {
  if (!existsSync(file)) return undefined;
  const text = readSopsFile(file);
  const [generator, ...others] = documentsOf(text) ?? [];
  if (!isPlainObject(generator) || generator.kind !== 'ksops' || others.length > 0)
    throw new FieldError(file, 'is there, and no generator of KSOPS; say another --name');
  if ('secretFrom' in generator)
    throw new FieldError(file, 'has secretFrom, which keywire does not write; say another --name');
  const dropped = droppedOf(dirname(file), textsIn(generator.files), textsIn(manifest.files));
  if (dropped.length > 0)
    throw new FieldError(file, `lists ${dropped.join(', ')}, which keywire would drop; say another --name`);
  if (hasComment(text) || !isDeepStrictEqual({ ...generator, files: manifest.files }, manifest))
    throw new FieldError(
      file,
      'says more than keywire writes, such as a comment, which it would drop; say another --name',
    );
  return text;
}

/** Those that are not written again, but for what is gone from the folder: no build would find it. */
const droppedOf = (folder: string, listed: readonly string[], written: readonly string[]): readonly string[] => {
  const kept = written.map(normalize);
  const isGone = (file: string) => dirname(normalize(file)) === '.' && !existsSync(join(folder, file));
  return listed.filter(file => !kept.includes(normalize(file)) && !isGone(file));
};

/** Whether there is a comment. In a block of text that begins with # there may be none: keywire writes no such block. */
const hasComment = (text: string): boolean => [...new (yaml().Lexer)().lex(text)].some(token => token.startsWith('#'));
