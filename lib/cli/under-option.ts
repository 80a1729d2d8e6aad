import { under } from '../core/under';

/**
 * Names a field of the library as it was told on the command line, items of a list included, and where there is a path for
 * `values`, each of these.
 *
 * @param paths - by the name of the field: the option, or where else it comes from
 */
export const optionOf =
  (paths: Readonly<Record<string, string>>) =>
  (path: string): string => {
    // A value stands under the name of its field. Elsewhere that is a file: values.yaml, for one.
    const [, value] = /^values\.(.+)$/.exec(path) ?? [];
    if (value !== undefined && Object.hasOwn(paths, 'values')) return `field ${value}`;
    const field = path.replace(/\[\d+\]$/, '');
    return Object.hasOwn(paths, field) ? (paths[field] ?? path) : path;
  };

/** What is to come, or its FieldError with the path that {@link optionOf} has for it. */
export async function underOption<Result>(
  paths: Readonly<Record<string, string>>,
  result: Promise<Result>,
): Promise<Result> {
  const [settled] = await Promise.allSettled([result]);
  return under(optionOf(paths), () => {
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  });
}
