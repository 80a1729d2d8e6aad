import { Output, all, output, type Input } from '@pulumi/pulumi';
import type { Engine } from '../core/engine';
import { isDeferred } from '../core/deferred';
import { FieldError } from '../core/field-error';
import { SecretValue } from '../core/secret-value';
import { requireNoOutputIn } from './reading';

/** A check of values that are not all known yet; it throws a FieldError. */
export type PendingCheck = {
  readonly values: Input<string>[];
  /** What an Output gives may be no string after all. */
  readonly check: (plaintexts: readonly unknown[]) => void;
};

/** An engine, and the checks that it left for later. */
export type PulumiEngine = Engine<Input<string>> & { readonly pending: readonly PendingCheck[] };

const isKnown = (text: unknown): text is string => typeof text === 'string';

/** An engine for one component. */
export function pulumiEngine(): PulumiEngine {
  const pending: PendingCheck[] = [];
  const seen = new WeakSet<SecretValue>();
  return {
    pending,
    applies: true,
    map: (texts, make) =>
      texts.every(isKnown) ? make(...texts) : all(texts as Input<string>[]).apply(known => make(...known)),
    check: (path, secrets, problemOf) => {
      const values = secrets.map(heldBy);
      for (const value of values) requireText(path, value);
      // Of a value that is no string, its first check tells.
      const noString = secrets.every(secret => seen.has(secret)) ? undefined : 'must be a string';
      for (const secret of secrets) seen.add(secret);
      const check = (plaintexts: readonly unknown[]): void => {
        const problem = plaintexts.every(isKnown) ? problemOf(...plaintexts) : noString;
        if (problem !== undefined) throw new FieldError(path, problem);
      };
      if (values.every(isKnown)) check(values);
      else pending.push({ values, check });
    },
  };
}

/** For the second look at a spec, when all of it is known: values of secrets were looked at the first time. */
export const knownEngine: Engine<string> = {
  applies: true,
  map: (texts, make) => make(...texts),
  check: () => undefined,
};

/** Throws for what can't be a value. At run time anything may come. */
function requireText(path: string, value: unknown): void {
  if (isKnown(value)) requireNoOutputIn(path, value);
  else if (!isDeferred(value))
    throw new FieldError(path, 'must be a string, or an Output of one such as config.requireSecret(…)');
}

const heldBy = (value: SecretValue): Input<string> => SecretValue.unsafeUnwrap(value).held as Input<string>;

/** A secret as it is written: only into a property that its resource marks as secret, and that state so keeps encrypted. */
export function written(value: SecretValue): Input<string> {
  const { encoding } = SecretValue.unsafeUnwrap(value);
  // What is no string is refused elsewhere; Buffer would show it in its error.
  const write = (text: string): string =>
    encoding === 'base64' && isKnown(text) ? Buffer.from(text, 'utf8').toString('base64') : text;
  const held = heldBy(value);
  return isKnown(held) ? write(held) : outputOf(held).apply(write);
}

/** As Pulumi's `output`, which of an Output makes another, and that costs time. */
export const outputOf = <Value>(input: Input<Value>): Output<Value> =>
  Output.isInstance<Value>(input) ? input : (output(input) as Output<Value>);
