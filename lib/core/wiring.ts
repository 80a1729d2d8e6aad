import { fieldOf, requireField, type CredentialClass, type Field } from './credential-class';
import { FieldError } from './field-error';
import type { Files } from './files';
import type { KeyReference } from './key-reference';
import { marked } from './marks';
import { isEnvironmentVariable } from './names';

type References<Text> = Readonly<Record<string, KeyReference<Text> | undefined>>;

/**
 * A credential as environment variables: those that programs read it from, or named by the user.
 *
 * @throws FieldError for a field that the credential has not, or without a variable's name
 */
export function envOf<Reference extends { readonly key: string }, C extends CredentialClass>(
  credentialClass: C,
  keys: Readonly<Record<string, Reference | undefined>>,
  names: Readonly<Partial<Record<Field<C>, string>>> | undefined,
): Readonly<Record<string, Reference>> {
  const wanted: Readonly<Record<string, string | undefined>> =
    names ?? Object.fromEntries(Object.keys(keys).map(field => [field, undefined]));
  const variables = Object.entries(wanted).map(([field, name]) => {
    requireField(`env().${field}`, credentialClass, field);
    const reference = Object.hasOwn(keys, field) ? keys[field] : undefined;
    if (!reference)
      throw new FieldError(`env().${field}`, 'is not a field that this credential has; list it in optionalFields');
    return [name ?? variableOf(credentialClass, field, reference.key), reference] as const;
  });
  return marked(Object.fromEntries(variables));
}

function variableOf(credentialClass: CredentialClass, field: string, key: string): string {
  const name = fieldOf(credentialClass, field)?.env ?? key;
  if (isEnvironmentVariable(name)) return name;
  throw new FieldError(
    `env().${field}`,
    `has the key ${key}, which is no variable's name; say one: env({ ${JSON.stringify(field)}: 'NAME' })`,
  );
}

/** A credential as files, named as its keys. */
export const filesOf = <Text>(keys: References<Text>): Files<Text> =>
  marked(Object.fromEntries(Object.values(keys).flatMap(reference => (reference ? [[reference.key, reference]] : []))));
