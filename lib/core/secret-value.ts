import { FieldError } from './field-error';

/** How a value is written where it is placed. */
type Encoding = 'plain' | 'base64';

const refuse = (): never => {
  throw new FieldError('secret value', 'is not to be shown; only a backend places it, in the Secret that it makes');
};

/**
 * A value that must not be shown: plaintext under cdk8s, a secret Output under Pulumi.
 *
 * The core passes it around and places it; only an engine unwraps it. It fails closed: `toString`, `toJSON`, a template
 * literal and a resolver throw, `util.inspect` prints a mask, and it has no own properties to walk over.
 */
export class SecretValue {
  readonly #held: unknown;
  readonly #encoding: Encoding;

  constructor(held: unknown, encoding: Encoding = 'plain') {
    this.#held = held;
    this.#encoding = encoding;
  }

  /** The same value, to be written in base64, as the `data` of a Secret wants it. */
  get base64(): SecretValue {
    return new SecretValue(this.#held, 'base64');
  }

  /** What is held, and how it is to be written. For engines, at the last moment. */
  static unsafeUnwrap(secret: SecretValue): { readonly held: unknown; readonly encoding: Encoding } {
    return { held: secret.#held, encoding: secret.#encoding };
  }

  toString(): string {
    return refuse();
  }

  toJSON(): string {
    return refuse();
  }

  /** cdk8s calls this on what looks like a token. */
  resolve(): string {
    return refuse();
  }

  [Symbol.toPrimitive](): string {
    return refuse();
  }

  /** What `util.inspect` and `console.log` call. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return 'SecretValue(hidden)';
  }
}
