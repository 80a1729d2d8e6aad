import type { Input } from '@pulumi/pulumi';
import type { Native } from '../core/backends/native';
import { isPlainObject } from '../core/deferred';
import { SecretValue } from '../core/secret-value';

/**
 * The values go from Pulumi to a native Secret. In state they are encrypted, whether or not they are marked as secret.
 *
 * Makes a Secret (`v1`). https://www.pulumi.com/docs/iac/concepts/secrets/
 *
 * @example
 * nativeSecret({ username: 'orders', password: new pulumi.Config().requireSecret('password') })
 */
export function nativeSecret<const Values extends Readonly<Record<string, Input<string>>>>(
  values: Values,
): Native<{ readonly [Field in keyof Values]: SecretValue }> {
  // Looked at by the component that takes them: only there an error has a name to stand under.
  const given: readonly (readonly [string, unknown])[] = isPlainObject(values) ? Object.entries(values) : [];
  const held = given.map(([field, value]) => [field, value === undefined ? undefined : new SecretValue(value)]);
  return { backend: 'native', values: Object.fromEntries(held) as { [Field in keyof Values]: SecretValue } };
}
