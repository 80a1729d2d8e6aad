import { textValue } from './text';
import { Unwritable } from './unwritable';

/** A scalar as the value of a key or the item of a list; the further lines of a text stand so deep. */
export function scalarText(value: unknown, depth: number): string {
  if (typeof value === 'string') return textValue(value, depth);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  // What is undefined was asked for by its key, or its place in a list.
  if (value === null || value === undefined) return 'null';
  throw new Unwritable(`must be JSON, not a ${typeof value}; give a text, a number, a list or an object`);
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  throw new Unwritable(`must be a finite number, as JSON has no ${value}; leave it out, or give a text`);
}
