import { FieldError } from '../../core/field-error';

/** Throws unless the value is a name for a user or role in IAM that is known when the program runs. */
export function requireIamName(path: string, value: unknown): asserts value is string {
  if (typeof value === 'string' && /^[\w+=,.@-]{1,64}$/.test(value)) return;
  throw new FieldError(
    path,
    'must be a string that is known when the program runs: up to 64 letters, digits and _+=,.@-',
  );
}
