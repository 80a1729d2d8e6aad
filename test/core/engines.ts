import type { Engine } from '../../lib/core/engine';
import { FieldError } from '../../lib/core/field-error';
import { SecretValue } from '../../lib/core/secret-value';

/** An engine that knows everything at once, as cdk8s does, and is not cdk8s. */
export const plainEngine: Engine<string> = {
  applies: false,
  map: (texts, make) => make(...texts),
  check: (path, secrets, problemOf) => {
    const problem = problemOf(...secrets.map(secret => SecretValue.unsafeUnwrap(secret).held as string));
    if (problem !== undefined) throw new FieldError(path, problem);
  },
};

/** A text that is known later, as an Output of Pulumi is. */
export class Late {
  constructor(readonly later: () => string) {}
}

/** An engine that knows some texts only later. */
export const lateEngine: Engine<string | Late> = {
  applies: true,
  map: (texts, make) => new Late(() => make(...texts.map(known))),
  check: plainEngine.check,
};

const known = (text: string | Late): string => (text instanceof Late ? text.later() : text);
