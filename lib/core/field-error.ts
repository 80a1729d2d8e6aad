/**
 * Thrown for every input that keywire refuses.
 *
 * The message reads `path: problem`; the problem says what was wanted and what to do. It never shows the value of
 * a secret, so it may be logged.
 */
export class FieldError extends Error {
  override readonly name = 'FieldError';

  constructor(
    /** Where the input stands: the path of the construct, then of the field, as in `orders/aws: backend.store`. */
    readonly path: string,
    /** What was wanted, and what to do. */
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
  }
}
