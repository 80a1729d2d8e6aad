import { Lazy } from 'cdk8s';
import type { Engine } from '../core/engine';
import { FieldError } from '../core/field-error';
import { SecretValue } from '../core/secret-value';

/** Everything is known at synth, plaintexts included. */
export const cdk8sEngine: Engine<string> = {
  applies: false,
  map: (texts, make) =>
    texts.some(isLazy) ? (Lazy.any({ produce: () => make(...texts.map(known)) }) as string) : make(...texts),
  check: (path, secrets, problemOf) => {
    const problem = problemOf(...secrets.map(plaintextOf));
    if (problem !== undefined) throw new FieldError(path, problem);
  },
};

// `Lazy.any` returns any, so that it passes for a string.
const isLazy = (text: unknown): text is Lazy => text instanceof Lazy;
const known = (text: unknown): string => (isLazy(text) ? text.produce() : text) as string;

/** The plaintext of a secret made in cdk8s. */
const plaintextOf = (secret: SecretValue): string => SecretValue.unsafeUnwrap(secret).held as string;

/** A secret as the Secret's manifest wants it. */
export function unsafeWritten(secret: SecretValue): string {
  const { encoding } = SecretValue.unsafeUnwrap(secret);
  const plaintext = plaintextOf(secret);
  return encoding === 'base64' ? Buffer.from(plaintext, 'utf8').toString('base64') : plaintext;
}
