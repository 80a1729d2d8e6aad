import { FieldError } from './field-error';

/** Runs what may throw a FieldError, and throws that with the path that its field has in the args. */
export function under<Result>(pathOf: (path: string) => string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof FieldError ? new FieldError(pathOf(error.path), error.problem) : error;
  }
}
