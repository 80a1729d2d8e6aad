import { requireField } from '../credential-class';
import { isDeferred, isPlainObject } from '../deferred';
import { FieldError } from '../field-error';
import { requireRegion, requireSecretId } from '../secret-id';
import { remoteValue, type AwsSecretsManagerOptions, type RemoteValue } from './aws-secrets-manager';
import { fieldsOf, keyOf, requireFields, type Order } from './delivery';

/** Where the fields of a credential are: in one secret, or each in one of its own. */
export type Layout<Text> =
  | {
      readonly secret: Text | string;
      readonly properties?: Readonly<Partial<Record<string, string>>> | undefined;
      readonly optionalFields?: readonly string[] | undefined;
      readonly secrets?: never;
    }
  | { readonly secrets: Readonly<Partial<Record<string, Text | string | RemoteValue<Text>>>> };

/** What is read for each field. Throws for what Secrets Manager or External Secrets would take otherwise than meant. */
export function remoteValues<Text>(
  order: Order<Text>,
  options: AwsSecretsManagerOptions<Text, string>,
): ReadonlyMap<string, RemoteValue<Text>> {
  requireOneVersion(options);
  const values = valuesIn('backend', order, options);
  for (const [field, { secret, property }] of values) {
    const path = options.secrets === undefined ? 'backend.secret' : `backend.secrets.${field}`;
    if (isDeferred(secret)) requireNoVersions(path, options);
    else requireRegion(path, requireSecretId(path, secret), options.store.region);
    requireProperty(options.secrets === undefined ? `backend.properties.${field}` : `${path}.property`, property);
  }
  return values;
}

/** At run time both may be given, and one of them would be ignored. */
function requireOneVersion({ versions, stage }: Readonly<Record<string, unknown>>): void {
  if (versions !== undefined && stage !== undefined)
    throw new FieldError('backend.stage', 'must be left out, as versions says which to deliver');
}

function requireNoVersions(path: string, { versions }: AwsSecretsManagerOptions<unknown, string>): void {
  if (versions !== undefined)
    throw new FieldError(
      path,
      'must be a string that is known when the program runs, as names are made of it and versions',
    );
}

/** The secret, and the property in it, of each field. Throws for a layout that lacks a field or says one twice. */
export function valuesIn<Text>(
  path: string,
  order: Order<Text>,
  layout: Layout<Text>,
): ReadonlyMap<string, RemoteValue<Text>> {
  requireOneLayout(path, layout);
  return layout.secrets === undefined ? valuesOfOne(path, order, layout) : valueOfEach(path, order, layout);
}

function valuesOfOne<Text>(
  path: string,
  order: Order<Text>,
  { secret, properties = {}, optionalFields = [] }: Extract<Layout<Text>, { readonly secret: unknown }>,
): ReadonlyMap<string, RemoteValue<Text>> {
  for (const field of Object.keys(properties))
    requireField(`${path}.properties.${field}`, order.credentialClass, field);
  const fields = fieldsOf(`${path}.optionalFields`, order, optionalFields);
  const unlisted = Object.keys(properties).find(field => !fields.includes(field));
  if (unlisted !== undefined) {
    throw new FieldError(`${path}.properties.${unlisted}`, 'is of an optional field; list it in optionalFields, too');
  }
  // A field may be named `constructor`, which every object inherits.
  const property = (field: string) => (Object.hasOwn(properties, field) ? properties[field] : undefined);
  return new Map(
    fields.map(field => [
      field,
      { secret, property: property(field) ?? keyOf(`${path}.optionalFields`, order, field) },
    ]),
  );
}

function valueOfEach<Text>(
  path: string,
  order: Order<Text>,
  { secrets }: Extract<Layout<Text>, { readonly secrets: object }>,
): ReadonlyMap<string, RemoteValue<Text>> {
  const values = new Map<string, RemoteValue<Text>>();
  const fieldOfWhole = new Map<Text | string, string>();
  for (const [field, remote] of Object.entries(secrets)) {
    requireField(`${path}.secrets.${field}`, order.credentialClass, field);
    if (remote === undefined) continue;
    const value = remoteValue(remote);
    const other = value.property === undefined ? fieldOfWhole.get(value.secret) : undefined;
    if (other !== undefined) {
      throw new FieldError(
        `${path}.secrets.${field}`,
        `is the whole of the secret that is ${other}, too; name the property that holds it, or use secret`,
      );
    }
    if (value.property === undefined) fieldOfWhole.set(value.secret, field);
    values.set(field, value);
  }
  requireFields(`${path}.secrets`, order, [...values.keys()]);
  return values;
}

/** At run time both layouts may be given, and one of them would be ignored. */
function requireOneLayout(path: string, options: Readonly<Record<string, unknown>>): void {
  if (options.secrets === undefined) return;
  if (!isPlainObject(options.secrets))
    throw new FieldError(`${path}.secrets`, 'must be an object: a remote secret for each field');
  const ignored = ['secret', 'properties', 'optionalFields', 'versions'].find(name => options[name] !== undefined);
  if (ignored === undefined) return;
  throw new FieldError(`${path}.${ignored}`, 'must be left out, as secrets names a remote secret for each field');
}

// To gjson, which finds the property, these are patterns, modifiers and paths; an empty one is the whole secret.
const plainProperty = /^(?![@!{[#\s])[^*?|\\]+(?<!\s)$/;

function requireProperty(path: string, property: unknown): void {
  if (property === undefined || (typeof property === 'string' && plainProperty.test(property))) return;
  throw new FieldError(
    path,
    'must be the name of a property in the JSON of the secret, without * ? | \\ in it, and without @ ! { [ # or white space in front',
  );
}
