import type { Native } from '../core/backends/native';
import { FieldError } from '../core/field-error';
import { SecretValue } from '../core/secret-value';

/**
 * **The values end up in the synthesised YAML, where base64 hides nothing.** For a cluster on your own machine.
 *
 * The only way to a native Secret under cdk8s. Do not commit what comes out.
 *
 * @throws FieldError for a value that is no string
 */
export function unsafePlaintext<const Values extends Readonly<Record<string, string>>>(
  values: Values,
): Native<{ readonly [Field in keyof Values]: SecretValue }> {
  const wrapped = Object.entries(values).map(([field, value]: [string, unknown]) => {
    if (typeof value !== 'string')
      throw new FieldError(
        `unsafePlaintext().${field}`,
        'must be a string; if it comes from the environment, set the variable',
      );
    return [field, new SecretValue(value)];
  });
  return { backend: 'native', values: Object.fromEntries(wrapped) as { [Field in keyof Values]: SecretValue } };
}
