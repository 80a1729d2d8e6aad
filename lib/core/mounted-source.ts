import { parseArn, partitionOf, requireRegionName } from './arn';
import type { RemoteValue } from './backends/aws-secrets-manager';
import type { Order } from './backends/delivery';
import { valuesIn } from './backends/remote-values';
import type { CredentialClass, Field, OptionalField } from './credential-class';
import { isDeferred, isPlainObject } from './deferred';
import { FieldError } from './field-error';
import { requireSecretId } from './secret-id';

/** Where the values of a mounted credential are: in AWS Secrets Manager. */
export type MountedSource<Text, C extends CredentialClass> = {
  /** The AWS region of the secrets, such as `eu-west-1`. */
  readonly region: string;
} & (OneMountedSecret<Text, C> | MountedSecretPerField<Text, C>);

/** One remote secret holds all fields, as the properties of a JSON object. Each has to be a string in it. */
type OneMountedSecret<Text, C extends CredentialClass> = {
  /** Its name or ARN. */
  readonly secret: Text | string;
  /** The property that holds a field. @default - the field's key, which is the name of its file, too */
  readonly properties?: Readonly<Partial<Record<Field<C>, string>>> | undefined;
  /** The optional fields that it holds. @default [] */
  readonly optionalFields?: readonly OptionalField<C>[] | undefined;
  /** Which version is read: one that is pinned by its id, or the one with a staging label. @default { stage: 'AWSCURRENT' } */
  readonly version?: { readonly id: string } | { readonly stage: string } | undefined;
  /**
   * Another region, from which it is mounted when the first does not answer. Both are asked each time, and an error
   * such as that the secret is not there, or that the role may not read it, fails the mount in either.
   *
   * @default - none
   */
  readonly failover?:
    | {
        readonly region: string;
        /** The name or ARN of the secret there. @default - the same name, which is that of a replica */
        readonly secret?: Text | string | undefined;
      }
    | undefined;
  readonly secrets?: never;
};

/** Each field is a remote secret of its own, or a property of one. */
type MountedSecretPerField<Text, C extends CredentialClass> = {
  /** The name or ARN of the secret with each field; every required field has to be there. */
  readonly secrets: Readonly<Partial<Record<Field<C>, Text | string | RemoteValue<Text>>>>;
  readonly secret?: never;
  readonly properties?: never;
  readonly optionalFields?: never;
  /** Which version is read: the one with a staging label. @default { stage: 'AWSCURRENT' } */
  readonly version?: { readonly stage: string } | undefined;
  /** Another region, from which they are mounted when the first does not answer: as for one secret. @default - none */
  readonly failover?:
    | {
        readonly region: string;
        /** The name or ARN of the secret there, by field. @default - the same names, which are those of replicas */
        readonly secrets?: Readonly<Partial<Record<Field<C>, Text | string>>> | undefined;
      }
    | undefined;
};

/** The source of any class. */
export type AnySource<Text> = MountedSource<Text, CredentialClass>;

/** Where one field is. */
export type MountedValue<Text> = RemoteValue<Text> & {
  /** The secret in the other region, where there is one. */
  readonly failover: Text | string | undefined;
};

/** Where each field is. Throws for what Secrets Manager, or the provider of the driver, would not take. */
export function mountedValues<Text>(
  order: Order<Text>,
  source: AnySource<Text>,
): ReadonlyMap<string, MountedValue<Text>> {
  // At run time anything may come.
  if (!isPlainObject(source))
    throw new FieldError('source', 'must be an object: the region, and secret or secrets in it');
  requireRegions(source);
  requireVersion(source);
  const values = [...valuesIn('source', order, source)].map(([field, { secret, property }]) => {
    const path = source.secrets === undefined ? 'source.secret' : `source.secrets.${field}`;
    requireSecretIn(path, secret, source.region);
    requireProperty(source.secrets === undefined ? `source.properties.${field}` : `${path}.property`, property);
    return [field, { secret, property, failover: failoverOf(source, field, secret) }] as const;
  });
  requireFailoverFields(source, new Map(values));
  return new Map(values);
}

function requireRegions<Text>({ region, failover }: AnySource<Text>): void {
  requireRegionName('source.region', region);
  if (failover === undefined) return;
  if (!isPlainObject(failover)) throw new FieldError('source.failover', 'must be an object with a region');
  requireRegionName('source.failover.region', failover.region);
  if (failover.region === region)
    throw new FieldError('source.failover.region', 'must be another region than source.region');
  if (partitionOf(failover.region) !== partitionOf(region))
    throw new FieldError(
      'source.failover.region',
      `is of partition ${partitionOf(failover.region)}, source.region of ${partitionOf(region)}; one role reads both, and is good in its own partition only`,
    );
}

function requireVersion({ version, secrets }: AnySource<unknown>): void {
  if (version === undefined) return;
  const { id, stage } = (isPlainObject(version) ? version : {}) as { readonly id?: unknown; readonly stage?: unknown };
  if ((id === undefined) === (stage === undefined))
    throw new FieldError('source.version', 'must be either { id } or { stage }');
  if (id !== undefined && secrets !== undefined)
    throw new FieldError('source.version.id', 'is of one secret, and there are several; use stage');
  if (id !== undefined && !(typeof id === 'string' && /^[A-Za-z0-9-]{32,64}$/.test(id)))
    throw new FieldError(
      'source.version.id',
      'must be a version id of Secrets Manager: 32 to 64 letters, digits and "-"',
    );
  if (stage !== undefined && !(typeof stage === 'string' && /^\S{1,256}$/.test(stage)))
    throw new FieldError('source.version.stage', 'must be a staging label: up to 256 characters without white space');
}

/** Throws for what is known to be no secret of that region. */
function requireSecretIn(path: string, secret: unknown, region: string): void {
  if (isDeferred(secret)) return;
  const there = parseArn(requireSecretId(path, secret))?.region;
  if (there !== undefined && there !== region)
    throw new FieldError(path, `is in region ${there}, and is looked for in ${region}; say its own region`);
}

// The path is made of it by quoting, which every text takes but one with half of a character.
function requireProperty(path: string, property: unknown): void {
  if (property === undefined) return;
  if (typeof property === 'string' && property !== '' && !/\p{Surrogate}/u.test(property)) return;
  throw new FieldError(path, 'must be the name of a property in the JSON of the secret');
}

function failoverOf<Text>(source: AnySource<Text>, field: string, secret: Text | string): Text | string | undefined {
  if (source.failover === undefined) return undefined;
  const [path, there] =
    'secrets' in source.failover
      ? [`source.failover.secrets.${field}`, ownOf(source.failover.secrets, field)]
      : ['source.failover.secret', 'secret' in source.failover ? source.failover.secret : undefined];
  if (there === undefined && typeof secret === 'string' && parseArn(secret))
    throw new FieldError(path, 'must be told, as an ARN is that of a secret in one region');
  requireSecretIn(path, there ?? secret, source.failover.region);
  return there ?? secret;
}

/** Throws for what would be ignored. */
function requireFailoverFields<Text>(source: AnySource<Text>, values: ReadonlyMap<string, unknown>): void {
  const { failover, secrets } = source;
  if (failover === undefined) return;
  const ignored = secrets === undefined ? 'secrets' : 'secret';
  if (ignored in failover)
    throw new FieldError(`source.failover.${ignored}`, 'must be laid out as the source: secret, or secrets by field');
  const there = 'secrets' in failover ? (failover.secrets ?? {}) : {};
  const unknown = Object.keys(there).find(field => !values.has(field));
  if (unknown !== undefined)
    throw new FieldError(`source.failover.secrets.${unknown}`, 'is of a field that source.secrets has not');
}

/** A field may be named `constructor`, which every object inherits. */
const ownOf = <Value>(record: Readonly<Partial<Record<string, Value>>> | undefined, key: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
