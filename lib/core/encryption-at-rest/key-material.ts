const hidden = 'KeyMaterial(hidden)';

/**
 * The bytes of an encryption key.
 *
 * They leave by `unsafeBase64` alone: `toString`, `toJSON` and `util.inspect` show a mask, and there are no own
 * properties to walk over.
 */
export class KeyMaterial {
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes);
  }

  /**
   * A key as it stands in the file: standard base64, which Go reads across line breaks. Undefined for anything else.
   */
  static ofBase64(text: string): KeyMaterial | undefined {
    const joined = text.replace(/[\r\n]/g, '');
    const wellFormed = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(joined);
    return wellFormed ? new KeyMaterial(Buffer.from(joined, 'base64')) : undefined;
  }

  /** In bytes. */
  get length(): number {
    return this.#bytes.length;
  }

  equals(other: KeyMaterial): boolean {
    return this.#bytes.equals(other.#bytes);
  }

  /** Why these are no bytes of a random source, or undefined where they may be. */
  weakness(): string | undefined {
    const bytes = [...this.#bytes];
    const distinct = new Set(bytes).size;
    if (distinct === 1) return 'is one byte over and over';
    if (bytes.every(byte => byte >= 0x20 && byte <= 0x7e)) return 'is text';
    const steps = bytes.slice(1).map((byte, index) => (byte - (bytes[index] ?? 0) + 256) % 256);
    if (new Set(steps).size === 1) return 'counts up or down';
    // Random bytes stay far above it: 32 of them have 30 different ones, and fewer than 20 once in 10^10.
    if (distinct < (bytes.length * 5) / 8) return `has ${distinct} different bytes among ${bytes.length}`;
    return undefined;
  }

  /** The key itself, for the file that the API server reads and nothing else. */
  unsafeBase64(): string {
    return this.#bytes.toString('base64');
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  /** What `util.inspect` and `console.log` call. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden;
  }
}
