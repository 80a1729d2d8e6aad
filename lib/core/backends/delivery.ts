import type { CredentialClass, Spelling } from '../credential-class';
import { FieldError } from '../field-error';
import type { Bundle, Named, ObjectSpec } from '../manifest';
import type { SecretValue } from '../secret-value';

/** What a backend is asked for: a Secret of that name with those fields under those keys. */
export type Order<Text> = {
  readonly object: Named<ObjectSpec<Text>>;
  readonly credentialClass: CredentialClass;
  readonly spelling: Spelling;
};

/** What a backend gives. */
export type Delivery<Text, Secret extends SecretValue = never> = {
  /** The Secrets that come to exist; the last is the one that is used. */
  readonly secretNames: readonly string[];
  /** Those of them that an operator makes of what is in the bundle, and that are not in it themselves. */
  readonly madeByOperator: readonly string[];
  /** The fields that they hold. */
  readonly fields: readonly string[];
  readonly bundle: Bundle<Text, Secret>;
};

/** The key of a field. Throws where the convention has none for it. */
export function keyOf(
  path: string,
  { credentialClass, spelling }: Pick<Order<unknown>, 'credentialClass' | 'spelling'>,
  field: string,
): string {
  const key = Object.hasOwn(spelling, field) ? spelling[field] : undefined;
  if (key !== undefined) return key;
  throw new FieldError(path, `has no key for ${field} of class ${credentialClass.name}; name one in keys`);
}

/** The field that stands under a key of a Secret. Throws for a key that no field is spelled as. */
export function fieldOfKey(path: string, { credentialClass, spelling }: Order<unknown>, key: string): string {
  const [field] = Object.entries(spelling).find(([, spelt]) => spelt === key) ?? [];
  if (field !== undefined) return field;
  const [other] =
    Object.entries(credentialClass.conventions).find(([, keys]) => Object.values(keys).includes(key)) ?? [];
  const advice =
    other === undefined
      ? `its keys are ${Object.values(spelling).join(', ')}`
      : `for its convention, say keys: '${other}'`;
  throw new FieldError(path, `is no key of this credential of class ${credentialClass.name}; ${advice}`);
}

/** The required fields, and those of the optional ones that are listed. */
export function fieldsOf(
  path: string,
  { credentialClass }: Order<unknown>,
  optionalFields: readonly string[],
): readonly string[] {
  for (const [index, field] of optionalFields.entries()) {
    if (!Object.hasOwn(credentialClass.optional, field)) {
      const known = Object.keys(credentialClass.optional).join(', ') || 'none';
      throw new FieldError(`${path}[${index}]`, `must be an optional field of class ${credentialClass.name}: ${known}`);
    }
  }
  return [...Object.keys(credentialClass.required), ...new Set(optionalFields)];
}

/** Throws where a required field is missing among those that there are. */
export function requireFields(
  path: string,
  { credentialClass }: Pick<Order<unknown>, 'credentialClass'>,
  there: readonly string[],
): void {
  const missing = Object.keys(credentialClass.required).find(field => !there.includes(field));
  if (missing !== undefined) {
    throw new FieldError(`${path}.${missing}`, `is missing; a credential of class ${credentialClass.name} needs it`);
  }
}

/** Kubernetes' limit for all values of a Secret together, in bytes. */
const most = 1024 * 1024;

/** The problem with that many bytes in one Secret, if there is one. */
export const sizeProblem = (bytes: number): string | undefined =>
  bytes > most ? `must hold at most ${most} bytes in all, as a Secret can hold no more` : undefined;
