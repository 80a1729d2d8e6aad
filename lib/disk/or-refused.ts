import { FieldError } from '../core/field-error';

/**
 * What the file system answers.
 *
 * @param advice follows the reason why it does not, such as `make it with kubeseal`
 * @throws FieldError, whose path is that path, where it does not
 */
export function orRefused<Result>(path: string, ask: () => Result, advice?: string): Result {
  try {
    return ask();
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new FieldError(path, `can't be read (${code})${advice === undefined ? '' : `; ${advice}`}`);
  }
}
