import { FieldError } from '../core/field-error';
import { isName } from '../core/names';
import { readLimited } from '../disk/read-limited';
import type { FieldValue } from '../seal/field-values';
import type { Io } from './io';

/** Where the value of a field comes from. */
export type FieldSource =
  | { readonly from: 'prompt' | 'stdin' }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'env'; readonly name: string };

const wanted =
  'must be FIELD, FIELD=file:PATH, FIELD=env:NAME or FIELD=stdin; a value itself is never an argument, as others see those, and the shell keeps them';

/**
 * The field of `FIELD[=SOURCE]`, and where its value comes from: a prompt, unless it is told.
 *
 * @throws FieldError for any other form
 */
export function parseFieldSource(argument: string): readonly [field: string, source: FieldSource] {
  const [, field = '', given] = /^([^=]*)(?:=(.*))?$/s.exec(argument) ?? [];
  // It may be the value, or begin with it, so it is not shown.
  if (!isName(field, 'secretKey')) throw new FieldError('--field', wanted);
  if (given === undefined || given === 'prompt') return [field, { from: 'prompt' }];
  if (given === 'stdin') return [field, { from: 'stdin' }];
  const [, kind, rest = ''] = /^(file|env):(.+)$/s.exec(given) ?? [];
  if (kind === 'file') return [field, { from: 'file', path: rest }];
  if (kind === 'env') return [field, { from: 'env', name: rest }];
  // What was given may be the value, and the field a part of it.
  throw new FieldError('--field', wanted);
}

/** More than the values of a Secret can be. */
export const mostOfValue = 2 * 1024 * 1024;

/** The value from where it comes. @throws FieldError where it is not there, or nobody is there to be asked */
export async function valueFrom(field: string, source: FieldSource, io: Io): Promise<FieldValue> {
  switch (source.from) {
    case 'prompt':
      if (io.interactive) return requireText(field, await io.askHidden(field));
      throw new FieldError(
        `--field ${field}`,
        `needs a terminal, and no CI, to ask for its value; without one, say ${field}=file:PATH, ${field}=env:NAME or ${field}=stdin`,
      );
    case 'stdin':
      return io.stdin(mostOfValue);
    case 'file':
      return readLimited(source.path, { most: mostOfValue });
    case 'env': {
      const value = io.env[source.name];
      if (value !== undefined) return requireText(field, value);
      throw new FieldError(`--field ${field}`, `reads the environment variable ${source.name}, which is not set`);
    }
  }
}

/** Throws where bytes that are no text came along: each has become U+FFFD, and nobody knows any more what it was. */
function requireText(field: string, value: string): string {
  if (!value.includes('\ufffd')) return value;
  throw new FieldError(`--field ${field}`, `is no text in UTF-8; put it into a file and say ${field}=file:PATH`);
}
