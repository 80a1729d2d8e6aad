import { all, secret, type Input, type Output } from '@pulumi/pulumi';
import type { Engine } from '../core/engine';
import { FieldError } from '../core/field-error';
import { SecretValue } from '../core/secret-value';

/** A check of values that are not all known yet; it throws a FieldError. */
export type PendingCheck = {
  readonly values: Input<string>[];
  readonly check: (plaintexts: readonly string[]) => void;
};

/** An engine, and the checks that it left for later. */
export type PulumiEngine = Engine<Input<string>> & { readonly pending: readonly PendingCheck[] };

const isKnown = (text: Input<string>): text is string => typeof text === 'string';

/** An engine for one component. */
export function pulumiEngine(): PulumiEngine {
  const pending: PendingCheck[] = [];
  return {
    pending,
    map: (texts, make) =>
      texts.every(isKnown) ? make(...texts) : all(texts as Input<string>[]).apply(known => make(...known)),
    check: (path, secrets, problemOf) => {
      const values = secrets.map(heldBy);
      const check = (plaintexts: readonly string[]): void => {
        const problem = plaintexts.every(text => typeof text === 'string')
          ? problemOf(...plaintexts)
          : 'must be a string';
        if (problem !== undefined) throw new FieldError(path, problem);
      };
      if (values.every(isKnown)) check(values);
      else pending.push({ values, check });
    },
  };
}

/** For the second look at a spec, when all of it is known: values of secrets were looked at the first time. */
export const knownEngine: Engine<string> = { map: (texts, make) => make(...texts), check: () => undefined };

const heldBy = (value: SecretValue): Input<string> => SecretValue.unsafeUnwrap(value).held as Input<string>;

/** A secret as the Secret's manifest wants it, and as state keeps it: encrypted. */
export function written(value: SecretValue): Output<string> {
  const { encoding } = SecretValue.unsafeUnwrap(value);
  return secret(heldBy(value)).apply(text =>
    encoding === 'base64' ? Buffer.from(text, 'utf8').toString('base64') : text,
  );
}
