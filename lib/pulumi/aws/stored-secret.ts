import { ComponentResource, all, secret, type ComponentResourceOptions, type Input } from '@pulumi/pulumi';
import { Secret } from '@pulumi/aws/secretsmanager/secret';
import { SecretVersion } from '@pulumi/aws/secretsmanager/secretVersion';
import { parseArn } from '../../core/arn';
import { checkedValues, type CheckedValue, type SecretValues } from '../../core/backends/native';
import { generic, spellingOf, type CredentialClass } from '../../core/credential-class';
import type { Engine } from '../../core/engine';
import { FieldError } from '../../core/field-error';
import { requireSecretId } from '../../core/secret-id';
import { written } from '../engine';
import { nativeSecret } from '../native-secret';
import { childOptions, gates, plan } from '../plan';
import type { Layout, RemoteSecretOptions } from './remote-secret';

type StoredSecretArgs = RemoteSecretOptions & {
  readonly class?: CredentialClass;
  readonly values: Readonly<Record<string, Input<string>>>;
};

/** A secret in Secrets Manager that holds the values of a credential, as the properties of a JSON object. */
export class StoredSecret extends ComponentResource {
  /** Where each value stands in the JSON. */
  readonly layout: Layout;

  constructor(name: string, args: StoredSecretArgs, opts: ComponentResourceOptions) {
    const credentialClass = args.class ?? generic(...Object.keys(args.values));
    const { class: _, values, ...rest } = args;
    const spec = { ...rest, values: nativeSecret(values).values };
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
      optionalFields: planned.made.flatMap(({ field }) => (field in credentialClass.optional ? [field] : [])),
    };
    this.registerOutputs({ secretArn: remote.arn });
  }
}

/** What goes into the secret. Throws for what Secrets Manager, or the class, does not allow. */
function contents(
  engine: Engine<Input<string>>,
  credentialClass: CredentialClass,
  { secret: name, kmsKeyArn, values }: RemoteSecretOptions & { readonly values: SecretValues },
): readonly CheckedValue[] {
  if (parseArn(requireSecretId('secret', name)))
    throw new FieldError('secret', 'must be a name, as AWS makes the ARN; leave values out for a secret that exists');
  requireNoAlias('kmsKeyArn', kmsKeyArn);
  const spelling = spellingOf('class', credentialClass, undefined);
  return checkedValues(engine, 'values', { credentialClass, spelling }, values);
}

/** An alias works for Secrets Manager, but the role that reads the secret would get a permission that IAM does not resolve. */
function requireNoAlias(path: string, arn: unknown): void {
  if (typeof arn !== 'string' || /^key\/[\w-]+$/.test(parseArn(arn)?.resource ?? '')) return;
  throw new FieldError(
    path,
    'must be the ARN of a KMS key, as in arn:aws:kms:eu-west-1:123456789012:key/ID; IAM resolves no alias',
  );
}

const json = (values: readonly CheckedValue[]) =>
  secret(all(values.map(({ value }) => written(value)))).apply(texts =>
    JSON.stringify(Object.fromEntries(values.map(({ key }, index) => [key, texts[index]]))),
  );
