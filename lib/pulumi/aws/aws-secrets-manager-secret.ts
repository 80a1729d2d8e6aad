import type { ComponentResourceOptions, Input } from '@pulumi/pulumi';
import type { CredentialClass, Field, OptionalField, RequiredField } from '../../core/credential-class';
import { FieldError } from '../../core/field-error';
import { requireSecretId } from '../../core/secret-id';
import { within } from '../within';
import { RemoteSecret, type RemoteSecretOptions } from './remote-secret';
import { StoredSecret } from './stored-secret';

/** The values of a credential of class `C`; in state they are encrypted. */
type Values<C extends CredentialClass> = Readonly<Record<RequiredField<C>, Input<string>>> &
  Readonly<Partial<Record<OptionalField<C>, Input<string>>>>;

/**
 * A secret in AWS Secrets Manager: created with the values that are given, as JSON, or only referred to.
 *
 * With a class, its rules hold for the values, and its first convention spells the properties; without one, each value
 * is one line, and a property named as its field.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/create_secret.html
 *
 * @example
 * const database = awsSecretsManagerSecret('database', {
 *   secret: 'prod/orders/database',
 *   values: { username: 'orders', password: config.requireSecret('password') },
 * });
 * const backend = database.readThrough(store);
 *
 * @throws ResourceError for a name that Secrets Manager does not take, and for values that the class does not allow
 */
export function awsSecretsManagerSecret<C extends CredentialClass>(
  name: string,
  args: RemoteSecretOptions & { readonly class: C; readonly values: Values<C> },
  opts?: ComponentResourceOptions,
): RemoteSecret<Field<C>>;
export function awsSecretsManagerSecret<Named extends string = never>(
  name: string,
  args: RemoteSecretOptions & { readonly class?: never; readonly values?: Readonly<Record<Named, Input<string>>> },
  opts?: ComponentResourceOptions,
): RemoteSecret<Named>;
export function awsSecretsManagerSecret(
  name: string,
  args: RemoteSecretOptions & {
    readonly class?: CredentialClass;
    readonly values?: Readonly<Record<string, Input<string>>>;
  },
  opts: ComponentResourceOptions = {},
): RemoteSecret<string> {
  const { secret, kmsKeyArn, values } = args;
  const referred = { label: undefined, secret, layout: {}, dependsOn: [opts.dependsOn ?? []] };
  if (values !== undefined) {
    const stored = new StoredSecret(name, { ...args, values }, opts);
    return new RemoteSecret({ versions: [{ ...referred, layout: stored.layout, dependsOn: [stored] }], kmsKeyArn });
  }
  within({ name, resource: opts.parent }, () => {
    requireSecretId('secret', secret);
    for (const field of ['recoveryWindowInDays', 'tags'] as const)
      if (args[field] !== undefined)
        throw new FieldError(field, 'must be left out without values, as nothing is made then');
  });
  return new RemoteSecret({ versions: [referred], kmsKeyArn });
}
