import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { FieldError } from '../../core/field-error';
import type { SealScope } from '../../core/backends/sealed';

/** What a digest is bound to, beside the value. */
export type DigestedItem = {
  /** Undefined in what is sealed cluster-wide, if it names none. */
  readonly namespace: string | undefined;
  /** The name of the Secret. */
  readonly name: string;
  readonly scope: SealScope;
  /** The key of the Secret. */
  readonly key: string;
  /** The fingerprint of the certificate. */
  readonly certificate: string;
  /** What the value became, in base64. */
  readonly ciphertext: string;
};

const least = 32;

/**
 * The key of the digests that stand beside the ciphertexts. It says whether a value is still the one that was sealed,
 * so that its ciphertext can stay. It never goes into Git.
 *
 * A digest is an HMAC-SHA-256 over the value and everything it was sealed for, the ciphertext included. So it shows
 * neither that two values are equal, nor that a value has come back; and ciphertext and digest that a merge has mixed
 * up don't match, and the value is sealed anew. What leaks: whoever reads Git sees that a field did or did not change,
 * as the ciphertext alone shows, too. Who has this key and reads Git can try whether a value is the one they guess:
 * keep it as you keep the values.
 */
export class DigestKey {
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
  }

  /**
   * A key of at least 32 bytes from a source of randomness, such as `randomBytes(32)`.
   *
   * @throws FieldError for fewer bytes
   */
  static fromBytes(bytes: Uint8Array): DigestKey {
    if (!(bytes instanceof Uint8Array) || bytes.length < least) {
      throw new FieldError('digestKey', `must be at least ${least} bytes; make them with openssl rand ${least}`);
    }
    return new DigestKey(createSecretKey(bytes));
  }

  /** The digest of a value that was sealed so, in base64. */
  digest(item: DigestedItem, value: Uint8Array): string {
    const { namespace = '', name, scope, key, certificate, ciphertext } = item;
    return createHmac('sha256', this.#key)
      .update(`${JSON.stringify(['keywire/digests', namespace, name, scope, key, certificate, ciphertext])}\n`)
      .update(value)
      .digest('base64');
  }

  toJSON(): never {
    throw new FieldError('digest key', 'is not to be shown; it stays off Git');
  }
}
