import type { Input } from '@pulumi/pulumi';
import type { Native } from '../core/backends/native';
import { isDeferred } from '../core/deferred';
import { FieldError } from '../core/field-error';
import { SecretValue } from '../core/secret-value';
import { requireNoOutputIn } from './reading';

/**
 * The values go from Pulumi to a native Secret. In state they are encrypted, whether or not they are marked as secret.
 *
 * Makes a Secret (`v1`). https://www.pulumi.com/docs/iac/concepts/secrets/
 *
 * @example
 * nativeSecret({ username: 'orders', password: new pulumi.Config().requireSecret('password') })
 *
 * @throws FieldError for a value that is neither a string nor an Output of one
 */
export function nativeSecret<const Values extends Readonly<Record<string, Input<string>>>>(
  values: Values,
): Native<{ readonly [Field in keyof Values]: SecretValue }> {
  const wrapped = Object.entries(values).map(([field, value]: [string, unknown]) => {
    const path = `nativeSecret().${field}`;
    if (typeof value === 'string') requireNoOutputIn(path, value);
    else if (!isDeferred(value))
      throw new FieldError(path, 'must be a string, or an Output of one such as config.requireSecret(…)');
    return [field, new SecretValue(value)];
  });
  return { backend: 'native', values: Object.fromEntries(wrapped) as { [Field in keyof Values]: SecretValue } };
}
