import { requireAccountId } from './arn';
import type { AwsSecretsManager } from './backends/aws-secrets-manager';
import { keyOf, type Delivery, type Order } from './backends/delivery';
import { deliverExisting, type Existing } from './backends/existing';
import { deliverFromSecretsManager } from './backends/external-secret';
import { deliverLabelled, type Labelled } from './backends/labelled';
import { deliverNative, type Native, type SecretValues } from './backends/native';
import { deliverSealed, type Sealed } from './backends/sealed';
import { deliverSops, type Sops } from './backends/sops';
import {
  spellingOf,
  type CredentialClass,
  type Field,
  type Keys,
  type OptionalField,
  type RequiredField,
} from './credential-class';
import { isDeferred } from './deferred';
import type { Engine } from './engine';
import { FieldError } from './field-error';
import { KeyReference } from './key-reference';
import type { Bundle, Named, ObjectSpec } from './manifest';
import { requireName, requireNamespace } from './names';
import { requireRevision } from './revisions';
import type { SecretValue } from './secret-value';

/** How one Secret of a credential of class `C` comes to exist. */
type OneBackend<Text, C extends CredentialClass> =
  | AwsSecretsManager<Text, Field<C>>
  | Sealed<Field<C>>
  | Sops
  | Existing<Field<C>>
  | Native<Readonly<Record<RequiredField<C>, SecretValue>> & Readonly<Partial<Record<OptionalField<C>, SecretValue>>>>;

/** How the Secret of a credential of class `C` comes to exist: at once, or in versions that each have a Secret. */
export type Backend<Text, C extends CredentialClass> = OneBackend<Text, C> | Labelled<OneBackend<Text, C>>;

/** What a credential takes, beside its class. */
export type CredentialSpec<Text, C extends CredentialClass> = ObjectSpec<Text> & {
  /** How its Secret comes to exist: `awsSecretsManager(…)`, `sealed(…)`, `sops(…)`, `existing(…)`, … */
  readonly backend: Backend<Text, C>;
  /**
   * How the fields are spelled as keys of the Secret.
   *
   * @default - the first convention of the class
   */
  readonly keys?: Keys<C> | undefined;
  /**
   * Changes when the users of the credential should start anew while the Secret keeps its name.
   *
   * The simple way to rotate: change the value, then this. It is a race: a pod that starts before the Secret has the
   * new value keeps the old one until the next change. `versions` of `awsSecretsManager` has no such race.
   *
   * @default - users are started anew by hand
   */
  readonly revision?: string | undefined;
  /**
   * The AWS account that the credential belongs to. Where it is told, a source in another account is refused.
   *
   * @default - not checked
   */
  readonly accountId?: Text | undefined;
};

/** The handles of a credential's fields: every required one, and those of the optional ones that it has. */
export type KeyReferences<Text, C extends CredentialClass> = Readonly<Record<RequiredField<C>, KeyReference<Text>>> &
  Readonly<Partial<Record<OptionalField<C>, KeyReference<Text>>>>;

/** A credential: the objects that bring it, and how it is referred to. */
type Credential<Text, C extends CredentialClass> = {
  /** The Secret that is used. */
  readonly secretName: string;
  /** That Secret, and before it those that stay for pods that still run with them. */
  readonly secretNames: readonly string[];
  /** Those of them that an operator makes: they are not in the bundle. */
  readonly madeByOperator: readonly string[];
  readonly keys: KeyReferences<Text, C>;
  readonly bundle: Bundle<Text, SecretValue>;
};

/**
 * A credential, through the backend that its spec names.
 *
 * @throws FieldError for a spec that Kubernetes, the backend or the credential's users could not work with
 */
export function credential<Text, C extends CredentialClass>(
  engine: Engine<Text>,
  credentialClass: C,
  spec: Named<CredentialSpec<Text, C>>,
): Credential<Text, C> {
  requireName('name', spec.name, 'subdomain');
  requireNamespace('namespace', spec.namespace);
  requireRevision(spec.revision);
  if (spec.accountId !== undefined && !isDeferred(spec.accountId)) requireAccountId('accountId', spec.accountId);
  const spelling = spellingOf('keys', credentialClass, spec.keys);
  const order = { object: spec, credentialClass, spelling };
  const { fields, ...delivery } = deliver(engine, order, spec.backend);
  if (fields.length === 0) throw new FieldError('backend', 'must deliver at least one field');
  const { namespace, revision, accountId } = spec;
  const secretName = delivery.secretNames.at(-1) ?? spec.name;
  const secret = { name: secretName, namespace, revision, accountId };
  const keys = fields.map(field => [field, new KeyReference(secret, keyOf('keys', order, field))]);
  return { ...delivery, secretName, keys: Object.fromEntries(keys) as KeyReferences<Text, C> };
}

type AnyOne<Text> = AwsSecretsManager<Text, string> | Sealed<string> | Sops | Existing<string> | Native<SecretValues>;

function deliver<Text>(
  engine: Engine<Text>,
  order: Order<Text>,
  // At run time anything may come.
  backend: AnyOne<Text> | Labelled<AnyOne<Text>> | undefined,
): Delivery<Text, SecretValue> {
  switch (backend?.backend) {
    case 'awsSecretsManager':
      return deliverFromSecretsManager(engine, order, backend);
    case 'sealed':
      return deliverSealed(order, backend);
    case 'sops':
      return deliverSops(order, backend, engine);
    case 'existing':
      return deliverExisting(order, backend);
    case 'native':
      return deliverNative(engine, order, backend);
    case 'labelled':
      return deliverLabelled(order, backend, (one, of) => deliver(engine, one, of));
    case undefined:
    default:
      throw new FieldError(
        'backend',
        'must be what awsSecretsManager(…), sealed(…) or another of the backends returns',
      );
  }
}
