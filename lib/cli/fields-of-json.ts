import { isPlainObject } from '../core/deferred';
import { FieldError } from '../core/field-error';
import { isName } from '../core/names';
import { readLimited } from '../disk/read-limited';
import { textOf } from '../seal/text';
import { yaml } from '../seal/yaml';
import { mostOfValue } from './field-source';
import type { Io } from './io';

const wanted = 'must be a JSON object of fields and their values';

/**
 * The fields of a JSON object and their values.
 *
 * @param file the path of a file, or `-` for standard input
 * @throws FieldError for anything else; it quotes nothing of what stands there
 */
export async function fieldsOfJson(file: string, io: Io): Promise<readonly (readonly [string, string])[]> {
  const content = file === '-' ? await io.stdin(mostOfValue) : readLimited(file, { most: mostOfValue });
  const where = file === '-' ? 'stdin' : file;
  const text = textOf(content);
  if (text === undefined) throw new FieldError(where, `${wanted}; this is no text in UTF-8`);
  if (text.startsWith('\ufeff'))
    throw new FieldError(where, 'must not begin with a byte order mark; save the file without one');
  const fields = parsed(where, text);
  if (!isPlainObject(fields)) throw new FieldError(where, wanted);
  if (Object.keys(fields).length === 0) throw new FieldError(where, 'must have a field');
  // What is no name of a field may be a value, so it is not shown.
  if (!Object.keys(fields).every(field => isName(field, 'secretKey')))
    throw new FieldError(where, 'has a field that is no key of a Secret; use letters, digits, "-", "_" and "."');
  const values = Object.entries(fields).map(([field, value]) => {
    if (typeof value !== 'string') throw new FieldError(`${where}: ${field}`, 'must be a text');
    return [field, value] as const;
  });
  requireOnce(where, text);
  return values;
}

function parsed(where: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is thrown quotes the text.
    throw new FieldError(where, `${wanted}; this is no JSON`);
  }
}

/** JSON takes the last of several values, and says nothing. */
function requireOnce(where: string, text: string): void {
  const { errors } = yaml().parseDocument(text, { schema: 'json', logLevel: 'silent' });
  if (errors.some(({ code }) => code === 'DUPLICATE_KEY'))
    throw new FieldError(where, 'has a field twice; each has one value');
}
