import { FieldError } from '../core/field-error';
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
  if (field === '') throw new FieldError('--field', wanted);
  if (given === undefined || given === 'prompt') return [field, { from: 'prompt' }];
  if (given === 'stdin') return [field, { from: 'stdin' }];
  const [, kind, rest = ''] = /^(file|env):(.+)$/s.exec(given) ?? [];
  if (kind === 'file') return [field, { from: 'file', path: rest }];
  if (kind === 'env') return [field, { from: 'env', name: rest }];
  // What was given may be the value, so it is not shown; nor is the field, which may be part of it.
  throw new FieldError('--field', wanted);
}

/** More than the values of a Secret can be. */
export const mostOfValue = 2 * 1024 * 1024;

/** The value from where it comes. @throws FieldError where it is not there, or nobody is there to be asked */
export async function valueFrom(field: string, source: FieldSource, io: Io): Promise<FieldValue> {
  switch (source.from) {
    case 'prompt':
      if (io.interactive) return io.askHidden(field);
      throw new FieldError(
        `--field ${field}`,
        `needs a terminal to ask for its value; without one, say ${field}=file:PATH, ${field}=env:NAME or ${field}=stdin`,
      );
    case 'stdin':
      return io.stdin(mostOfValue);
    case 'file':
      return readLimited(source.path, { most: mostOfValue });
    case 'env': {
      const value = io.env[source.name];
      if (value !== undefined) return value;
      throw new FieldError(`--field ${field}`, `reads the environment variable ${source.name}, which is not set`);
    }
  }
}
