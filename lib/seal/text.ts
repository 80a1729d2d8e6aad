import { FieldError } from '../core/field-error';

/** The text that the bytes are, or undefined if they are no UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Throws for a text with half of a surrogate pair, of which UTF-8 makes something else. */
export function requireWellFormed(path: string, text: string): void {
  if (/\p{Surrogate}/u.test(text))
    throw new FieldError(path, 'must be well-formed text, without half of a surrogate pair');
}
