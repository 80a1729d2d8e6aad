import { ComponentResource, all, secret, type ComponentResourceOptions, type Input } from '@pulumi/pulumi';
import { Secret } from '@pulumi/aws/secretsmanager/secret';
import { SecretVersion } from '@pulumi/aws/secretsmanager/secretVersion';
import { parseArn } from '../../core/arn';
import { checkedValues, type CheckedValue, type SecretValues } from '../../core/backends/native';
import { generic, spellingOf, type CredentialClass } from '../../core/credential-class';
import { isPlainObject } from '../../core/deferred';
import type { Engine } from '../../core/engine';
import { FieldError } from '../../core/field-error';
import { requireKeyArn } from '../../core/iam/key-arn';
import { requireSecretId } from '../../core/secret-id';
import { written } from '../engine';
import { nativeSecret } from '../native-secret';
import { childOptions, gates, plan } from '../plan';
import { within } from '../within';
import type { Layout, RemoteSecretOptions } from './remote-secret';
import { under } from '../../core/under';

type StoredSecretArgs = RemoteSecretOptions & {
  readonly class?: CredentialClass;
  readonly values: Readonly<Record<string, Input<string>>>;
};

/** A secret in Secrets Manager that holds the values of a credential, as the properties of a JSON object. */
export class StoredSecret extends ComponentResource {
  /** Where each value stands in the JSON. */
  readonly layout: Layout;

  constructor(name: string, args: StoredSecretArgs, opts: ComponentResourceOptions) {
    const { class: given, values, ...rest } = args;
    const { credentialClass, held } = within({ name, resource: opts.parent }, () => contentsOf(values, given));
    const spec = { ...rest, values: held };
    const planned = plan(name, opts, spec, (engine, read) => contents(engine, credentialClass, read));
    super('keywire:aws:SecretsManagerSecret', name, {}, opts);
    const { kmsKeyArn, recoveryWindowInDays, tags } = args;
    const child = childOptions(this, opts, gates({ name, resource: this }, planned));
    const remote = new Secret(
      `${name}-secret`,
      { name: args.secret, kmsKeyId: kmsKeyArn, recoveryWindowInDays, tags: tags && { ...tags } },
      child,
    );
    new SecretVersion(`${name}-version`, { secretId: remote.id, secretString: json(planned.made) }, child);
    this.layout = {
      properties: Object.fromEntries(planned.made.map(({ field, key }) => [field, key])),
      optionalFields: planned.made.flatMap(({ field }) =>
        Object.hasOwn(credentialClass.optional, field) ? [field] : [],
      ),
    };
    this.registerOutputs({ secretArn: remote.arn });
  }
}

/** The values, no longer to be shown, and their class. Throws for what could be no values. */
function contentsOf(values: StoredSecretArgs['values'], given: CredentialClass | undefined) {
  if (!isPlainObject(values) || Object.keys(values).length === 0)
    throw new FieldError('values', 'must be an object with a value for each field; leave it out to refer to a secret');
  const credentialClass =
    given ??
    under(
      path => path.replace(/^generic\(\)|^class generic: conventions\.asNamed/, 'values'),
      () => generic(...Object.keys(values)),
    );
  return { credentialClass, held: nativeSecret(values).values };
}

/** What goes into the secret. Throws for what Secrets Manager, or the class, does not allow. */
function contents(
  engine: Engine<Input<string>>,
  credentialClass: CredentialClass,
  { secret: name, kmsKeyArn, values }: RemoteSecretOptions & { readonly values: SecretValues },
): readonly CheckedValue[] {
  if (parseArn(requireSecretId('secret', name)))
    throw new FieldError('secret', 'must be a name, as AWS makes the ARN; leave values out for a secret that exists');
  // With an alias, the role that reads the secret would get a permission that IAM does not resolve.
  if (typeof kmsKeyArn === 'string') requireKeyArn('kmsKeyArn', kmsKeyArn);
  const spelling = spellingOf('class', credentialClass, undefined);
  return checkedValues(engine, 'values', { credentialClass, spelling }, values);
}

const json = (values: readonly CheckedValue[]) =>
  secret(all(values.map(({ value }) => written(value)))).apply(texts =>
    JSON.stringify(Object.fromEntries(values.map(({ key }, index) => [key, texts[index]]))),
  );
