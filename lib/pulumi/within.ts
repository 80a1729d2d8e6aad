import { ResourceError, type Resource } from '@pulumi/pulumi';
import { FieldError } from '../core/field-error';

/** Whose input it is: its logical name, and the resource to which Pulumi attributes an error. */
export type Owner = { readonly name: string; readonly resource: Resource | undefined };

/** Runs what may throw a FieldError, and throws that as Pulumi prints it best. */
export function within<Result>(owner: Owner, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw asShown(owner, error);
  }
}

/** A FieldError with the logical name in front of its path, which is printed without a stack; any other error as it is. */
export function asShown({ name, resource }: Owner, error: unknown): unknown {
  if (!(error instanceof FieldError)) return error;
  const hint = error.path === 'name' ? '; without a name of its own it has the logical name of the resource' : '';
  return Object.assign(new ResourceError(`${name}: ${error.message}${hint}`, resource, true), { cause: error });
}
