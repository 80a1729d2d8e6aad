import { FieldError } from './field-error';
import { requireName } from './names';
import { plainRules, type Rule } from './rules';

/** One field of a class of credential. */
export type FieldSpec = {
  /** The environment variable from which programs read it. @default - the key, where that may be a variable's name */
  readonly env?: string;
  /** What a value has to be, checked wherever keywire sees one. @default - not empty, one line */
  readonly rules?: readonly Rule[];
};

/** How fields are spelled as keys of a Secret. */
export type Spelling<Field extends string = string> = Readonly<Partial<Record<Field, string>>>;

/**
 * A class of credential: which fields belong together, what each looks like, and how they are spelled in a Secret.
 *
 * Classes are data. See {@link credentialClass} for how to make one.
 */
export type CredentialClass<
  Required extends string = string,
  Optional extends string = string,
  Convention extends string = string,
> = {
  /** What errors call it, such as `aws`. */
  readonly name: string;
  /** The Secret's `type`. https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
  readonly type: string;
  readonly required: Readonly<Record<Required, FieldSpec>>;
  readonly optional: Readonly<Record<Optional, FieldSpec>>;
  /** The spellings in use, by name. The first is the default. */
  readonly conventions: Readonly<Record<Convention, Spelling<Required | Optional>>>;
};

/** The names of the fields that a credential of the class always has. */
export type RequiredField<C extends CredentialClass> = keyof C['required'] & string;
/** The names of the fields that a credential of the class may have. */
export type OptionalField<C extends CredentialClass> = keyof C['optional'] & string;
/** The names of all fields of the class. */
export type Field<C extends CredentialClass> = RequiredField<C> | OptionalField<C>;

/** How the fields are spelled: a convention of the class by name, or a key for each field. */
export type Keys<C extends CredentialClass> = (keyof C['conventions'] & string) | Spelling<Field<C>>;

/**
 * Makes a class of credential.
 *
 * @example
 * const database = credentialClass({
 *   name: 'database',
 *   type: 'kubernetes.io/basic-auth',
 *   required: { username: {}, password: {} },
 *   optional: {},
 *   conventions: { kubernetes: { username: 'username', password: 'password' } },
 * });
 *
 * @throws FieldError if a key of a convention is no key of a Secret or stands for two fields
 */
export function credentialClass<Required extends string, Optional extends string, Convention extends string>(
  definition: Omit<CredentialClass, 'required' | 'optional' | 'conventions'> & {
    readonly required: Readonly<Record<Required, FieldSpec>>;
    readonly optional: Readonly<Record<Optional, FieldSpec>>;
    readonly conventions: Readonly<Record<Convention, Spelling<NoInfer<Required | Optional>>>>;
  },
): CredentialClass<Required, Optional, Convention> {
  for (const [convention, spelling] of Object.entries<Spelling>(definition.conventions)) {
    requireSpelling(`class ${definition.name}: conventions.${convention}`, spelling);
  }
  return definition;
}

/**
 * A class for any keys: an Opaque Secret whose fields are spelled as you name them, each required, each one line.
 *
 * @throws FieldError if there is no key, or one is no key of a Secret
 */
export function generic<Key extends string>(...keys: readonly Key[]): CredentialClass<Key, never, 'asNamed'> {
  if (keys.length === 0)
    throw new FieldError('generic()', 'needs at least one key, as a Secret without keys helps nobody');
  if (!keys.every(key => typeof key === 'string')) {
    throw new FieldError('generic()', "takes each key by itself, as in generic('username', 'password')");
  }
  const each = <Value>(value: (key: Key) => Value) =>
    Object.fromEntries(keys.map(key => [key, value(key)])) as Record<Key, Value>;
  return credentialClass({
    name: 'generic',
    type: 'Opaque',
    required: each((): FieldSpec => ({})),
    optional: {},
    conventions: { asNamed: each(key => key) },
  });
}

/** The rules of a field. */
export const rulesOf = (credential: CredentialClass, field: string): readonly Rule[] =>
  fieldOf(credential, field)?.rules ?? plainRules;

/** What the class says of a field, or undefined where it has no such field. */
export function fieldOf(credential: CredentialClass, field: string): FieldSpec | undefined {
  if (Object.hasOwn(credential.required, field)) return credential.required[field];
  return Object.hasOwn(credential.optional, field) ? credential.optional[field] : undefined;
}

/** Throws for a name that is none of the class's fields. */
export function requireField(path: string, credential: CredentialClass, field: string): void {
  if (fieldOf(credential, field)) return;
  const fields = [...Object.keys(credential.required), ...Object.keys(credential.optional)];
  throw new FieldError(
    path,
    `is no field of a credential of class ${credential.name}; its fields are ${fields.join(', ')}`,
  );
}

/** The key of each field that is spelled, by the convention or the keys given. */
export function spellingOf(
  path: string,
  credential: CredentialClass,
  keys: Keys<CredentialClass> | undefined,
): Spelling {
  const [standard = ''] = Object.keys(credential.conventions);
  if (typeof keys === 'object') {
    for (const field of Object.keys(keys)) requireField(`${path}.${field}`, credential, field);
    const spelling = { ...credential.conventions[standard], ...keys };
    requireSpelling(path, spelling);
    return spelling;
  }
  const convention = keys ?? standard;
  const spelling = Object.hasOwn(credential.conventions, convention) ? credential.conventions[convention] : undefined;
  if (spelling) return spelling;
  throw new FieldError(
    path,
    `must be a key for each field, or one of the conventions ${Object.keys(credential.conventions).join(', ')}`,
  );
}

function requireSpelling(path: string, spelling: Spelling): void {
  const fieldOfKey = new Map<string, string>();
  for (const [field, key] of Object.entries(spelling)) {
    requireName(`${path}.${field}`, key, 'secretKey');
    const other = fieldOfKey.get(key);
    if (other !== undefined)
      throw new FieldError(`${path}.${field}`, `is the key of ${other}, too; give each field a key of its own`);
    fieldOfKey.set(key, field);
  }
}
